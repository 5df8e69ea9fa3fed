"""What leaves: text that stays text, masked, marked, and only as long as agreed."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from minzheng.kernel.access.clock import standing_at
from minzheng.kernel.access.errors import (
    Unseen,
)
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents import keeping
from minzheng.kernel.documents.api import FileLost
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.exchange import tasks
from minzheng.kernel.exchange.api import exports
from minzheng.kernel.exchange.exports import limits
from minzheng.kernel.exchange.models import ExportRequest
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.exchange.exporting import ask, asked_unmasked, made, rows, view
from tests.kernel.exchange.workbooks import BORN, content, loaded, number
from tests.kernel.registry.residents import enter
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

FORMULAS = (
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    "＝1+1",
    "=cmd|'/C calc'!A0",
)


@pytest.fixture(autouse=True)
def _town(cast: None, tmp_path: Path) -> None:
    loaded(content(tmp_path))


def test_a_small_masked_table_is_made_at_once() -> None:
    request = ask()
    assert view(request).state == "approved"
    table = rows(made(request))
    assert view(request).state == "fetched"
    heading = next(row for row in table if row[0] == "区划代码")
    (person,) = [dict(zip(heading, row, strict=True)) for row in table if row[2:3] == ["王建国"]]
    assert person["证件号码"] == f"3204************{number(11)[-2:]}"
    assert person["手机号"] == "138****5678"
    assert person["民族"] == "回族"
    assert number(11) not in str(table)


def test_every_cell_is_text() -> None:
    with acting("town_clerk_a") as clerk:
        for position, name in enumerate(FORMULAS):
            people.register_person(
                clerk,
                entry=PersonEntry(
                    name="甲", division=VILLAGE_A, birth_date=BORN, no_identity=True, address=name
                ),
            )
            assert position < len(FORMULAS)
    opened = made(asked_unmasked("address"), "county_officer")
    sheet = load_workbook(io.BytesIO(opened.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    values = {cell.value: cell for cell in cells}
    for formula in FORMULAS:
        assert values[formula.strip()].quotePrefix or formula.strip()[0] not in "=+-@＝"
    codes = [cell for cell in cells if str(cell.value).startswith("3204")]
    assert codes
    assert {cell.number_format for cell in codes} == {"@"}


def test_a_table_holds_only_the_division_asked_for() -> None:
    with acting("town_clerk_b") as clerk:
        enter(clerk, "乙镇人", sequence=77, division="320402002200")
    assert "乙镇人" not in str(rows(made(ask("county_officer"), "county_officer")))
    everything = made(ask("county_officer", division="320402"), "county_officer")
    assert "乙镇人" in str(rows(everything))


def test_the_file_says_whose_it_is() -> None:
    request = ask()
    table = rows(made(request))
    reference = view(request).reference
    assert reference in str(table[0][0])
    assert "镇办甲" in str(table[0][0])
    assert table[-2:] == table[:2]


def test_a_leaked_file_tells_where_it_is_from() -> None:
    request = ask(columns=("name", "birth_date", "identity"))
    table = rows(made(request))
    known = {"王建国", "王小宝", "𬱖大山", "姓名", None}
    (canary,) = [row for row in table[2:-2] if row[0] not in known]
    with acting("auditor") as auditor:
        found = exports.trace_canary(
            auditor, name=str(canary[0]), born=date.fromisoformat(str(canary[1]))
        )
        assert found.id == request
        with pytest.raises(Unseen):
            exports.trace_canary(auditor, name="王建国", born=BORN)


def test_a_file_expires_and_is_taken_away() -> None:
    request = ask()
    made(request)
    with acting("town_clerk_a"):
        digest = ExportRequest.objects.get(pk=request).sm3
    later = datetime.now(UTC) + limits.FETCHED_WITHIN + timedelta(minutes=1)
    with standing_at(later):
        with acting("town_clerk_a") as clerk, pytest.raises(Unseen):
            exports.fetch_export(clerk, request=request)
        tasks.expire_exports(timestamp=0)
    assert view(request).state == "expired"
    with working("job"):
        keeping.sweep(older_than=-1)
    with pytest.raises(FileLost):
        fetch(digest)


def test_a_task_done_twice_makes_one_file() -> None:
    request = ask()
    tasks.make_export(subject=str(request))
    with acting("town_clerk_a"):
        first = ExportRequest.objects.get(pk=request).sm3
    tasks.make_export(subject=str(request))
    with acting("town_clerk_a"):
        assert ExportRequest.objects.get(pk=request).sm3 == first


def test_a_table_that_grew_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    request = ask()
    monkeypatch.setattr("minzheng.kernel.exchange.exports.making.GROWN", -1)
    tasks.make_export(subject=str(request))
    assert view(request).state == "refused"


def test_households_can_be_exported() -> None:
    request = ask(subject="households", columns=("household", "name", "members", "address"))
    table = rows(made(request))
    assert ["H1", "王建国", 2, None] in [row[:4] for row in table]
