"""From a workbook to the registry: read, shown, confirmed, loaded once."""

from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.audit import api as audit
from minzheng.kernel.exchange import tasks
from minzheng.kernel.exchange.api import imports
from minzheng.kernel.exchange.models import ImportFile, ImportPart
from minzheng.kernel.exchange.states import TRANSITIONS, ExportState, ImportState
from minzheng.kernel.registry.api import accounts, people
from minzheng.kernel.registry.api.results import PersonFile, PersonRow
from tests.kernel.exchange.workbooks import (
    content,
    household,
    loaded,
    member,
    number,
    read,
    seen,
    start,
    two_households,
)
from tests.people import CITY, TOWN_B, VILLAGE_B, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def persons(who: str = "town_clerk_a") -> dict[str, PersonRow]:
    """Whom somebody sees, by name."""
    with acting(who) as clerk:
        return {row.name: row for row in people.list_persons(clerk).rows}


def file_of(name: str) -> PersonFile:
    """A person's file."""
    with acting("town_clerk_a") as clerk:
        return people.person_file(clerk, person=persons()[name].id)


def waiting_jobs() -> list[tuple[str, str]]:
    """Tasks that were ordered, with their subject."""
    with connection.cursor() as cursor:
        cursor.execute("select task_name, args->>'subject' from procrastinate_jobs order by id")
        return [(str(task), str(subject)) for task, subject in cursor.fetchall()]


def test_the_dry_run_tells_and_changes_nothing(tmp_path: Path) -> None:
    view = seen(read(content(tmp_path)))
    assert (view.state, view.title) == ("checked", "低保家庭")
    assert view.counts["new_households"] == 2
    assert view.counts["new_persons"] == 3
    assert (view.counts["unchanged_persons"], view.counts["errors"]) == (0, 0)
    assert persons() == {}


def test_what_was_confirmed_is_loaded(tmp_path: Path) -> None:
    view = loaded(content(tmp_path))
    assert (view.state, view.counts["loaded_persons"]) == ("done", 3)
    assert persons().keys() == {"王建国", "王小宝", "𬱖大山"}
    assert persons()["王建国"].household_number == "H1"
    with acting("town_clerk_a") as clerk:
        assert [row.name for row in people.find_persons(clerk, text=number(13)).rows] == ["𬱖大山"]


def test_contacts_come_along(tmp_path: Path) -> None:
    loaded(content(tmp_path))
    file = file_of("王建国")
    assert [each.phone for each in file.contacts] == ["138****5678"]
    assert [each.text for each in file.addresses] == ["朝阳村3号"]
    assert file.ethnicity == "03"


def test_an_imported_bank_account_waits_for_another_person(tmp_path: Path) -> None:
    loaded(content(tmp_path))
    (account,) = file_of("𬱖大山").accounts
    assert (account.bank, account.holder, account.number) == (
        "江南农村商业银行", "𬱖大山", "***************0018",
    )  # fmt: skip
    assert (account.state, account.approved_by) == ("proposed", None)
    with acting("town_clerk_a") as clerk:
        assert account.proposed_by == clerk.account
    with acting("town_approver_a") as approver:
        accounts.approve_account(approver, account=account.id)


def test_loading_again_loads_nothing(tmp_path: Path) -> None:
    workbook = content(tmp_path)
    loaded(workbook)
    again = read(workbook)
    view = seen(again)
    # Whoever has no document is not recognised by a number, but the household is on file.
    assert (view.counts["unchanged_persons"], view.counts["known_households"]) == (2, 2)
    assert (view.counts["new_households"], view.counts["new_persons"]) == (0, 0)
    with acting("town_clerk_a") as clerk:
        imports.run_import(clerk, job=again)
    tasks.run_import(subject=str(again))
    assert seen(again).counts["loaded_persons"] == 0
    assert len(persons()) == 3


def test_what_differs_is_named(tmp_path: Path) -> None:
    loaded(content(tmp_path))
    sheets = two_households()
    sheets["人员"][0]["姓名"] = "王健国"
    view = seen(read(content(tmp_path, sheets)))
    assert (view.counts["changed_persons"], view.counts["unchanged_persons"]) == (1, 1)
    assert ("H1", "王健国", "与在册不同：姓名") in [
        (each.household, each.name, each.what) for each in view.findings
    ]


def test_a_person_twice_in_one_input_is_an_error(tmp_path: Path) -> None:
    sheets = two_households()
    sheets["人员"].append(member("H2", 11, "王建国", "子女"))
    view = seen(read(content(tmp_path, sheets)))
    assert view.state == "refused"
    assert any("同一人" in problem for problem in view.problems)


def test_a_number_held_elsewhere_looks_new(tmp_path: Path) -> None:
    """Neither the dry run nor the import may tell what another town has."""
    workbook = content(tmp_path)
    elsewhere = {
        "家庭": [household("X1", VILLAGE_B)],
        "人员": [member("X1", 11, "王建国")],
    }
    (tmp_path / "b").mkdir()
    loaded(content(tmp_path / "b", elsewhere), "town_clerk_b", division=TOWN_B)
    view = seen(read(workbook))
    assert (view.counts["new_persons"], view.counts["known_households"]) == (3, 0)
    assert not view.findings
    assert loaded(workbook).counts["loaded_persons"] == 3


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    sheets = two_households()
    sheets["人员"][0]["手机号"] = "12345"
    sheets["人员"][0]["民族"] = "火星族"
    sheets["人员"][2]["银行账号"] = "6.22848E+18"
    sheets["家庭"][1]["区划代码"] = VILLAGE_B
    view = seen(read(content(tmp_path, sheets)))
    assert (view.state, view.counts["errors"], view.has_workbook) == ("refused", 4, True)
    assert {"手机号", "民族", "银行账号", "区划代码"} == {
        problem.partition("“")[2].partition("”")[0] for problem in view.problems
    }
    with acting("town_clerk_a") as clerk:
        opened = imports.problem_workbook(clerk, job=view.id)
    assert opened.content.startswith(b"PK")
    assert persons() == {}


def test_households_with_mistakes_may_be_skipped(tmp_path: Path) -> None:
    sheets = two_households()
    sheets["人员"][2]["银行账号"] = "1"
    view = loaded(content(tmp_path, sheets), skip_bad=True)
    assert (view.counts["left_out"], view.counts["loaded_households"]) == (1, 1)


def test_nobody_imports_into_another_town(tmp_path: Path) -> None:
    workbook = content(tmp_path)
    for division in (TOWN_B, CITY):
        with acting("town_clerk_a") as clerk, pytest.raises(Refused):
            start(clerk, workbook, division=division)
    with acting("village_officer_a") as officer, pytest.raises(NotAllowed):
        start(officer, workbook)


def test_another_town_sees_nothing_of_an_import(tmp_path: Path) -> None:
    job = read(content(tmp_path))
    with acting("town_clerk_b") as stranger:
        assert imports.list_imports(stranger) == ()
        for act in (imports.read_import, imports.run_import, imports.cancel_import):
            with pytest.raises(Unseen):
                act(stranger, job=job)
        with pytest.raises(Unseen):
            imports.problem_workbook(stranger, job=job)
    with acting("county_officer") as officer:
        assert [view.id for view in imports.list_imports(officer)] == [job]


def test_the_task_is_there_only_if_the_import_is(tmp_path: Path) -> None:
    workbook = content(tmp_path)
    with acting("town_clerk_a") as clerk:
        job = start(clerk, workbook)
    assert waiting_jobs() == [("exchange.read_import", str(job))]
    with pytest.raises(RuntimeError), transaction.atomic(), acting("town_clerk_a") as clerk:
        start(clerk, workbook)
        raise RuntimeError
    assert len(waiting_jobs()) == 1


def test_nothing_runs_that_was_not_confirmed(tmp_path: Path) -> None:
    job = read(content(tmp_path))
    with pytest.raises(Conflict):
        tasks.run_import(subject=str(job))
    with acting("town_clerk_a") as clerk:
        imports.cancel_import(clerk, job=job)
        with pytest.raises(Conflict):
            imports.run_import(clerk, job=job)
    assert persons() == {}


def test_a_refused_import_cannot_be_run(tmp_path: Path) -> None:
    job = read(b"MZ")
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict):
        imports.run_import(clerk, job=job)


def test_a_task_may_be_done_twice(tmp_path: Path) -> None:
    view = loaded(content(tmp_path))
    tasks.run_import(subject=str(view.id))
    assert seen(view.id) == view
    assert len(persons()) == 3


def test_nothing_of_the_input_is_kept_when_it_is_loaded(tmp_path: Path) -> None:
    view = loaded(content(tmp_path))
    with acting("town_clerk_a"):
        files = ImportFile.objects.filter(job=view.id).values_list("sm3", flat=True)
        parts = ImportPart.objects.filter(job=view.id).values_list("sm3", flat=True)
        assert {*files, *parts} == {""}


def test_an_import_can_be_followed_in_the_trail(tmp_path: Path) -> None:
    view = loaded(content(tmp_path))
    with acting("county_officer"):
        events = audit.history("import", view.id, before=None)
    actions = [event.action for event in events]
    assert {"import.order", "import.run", "import.finish", "import.read"} <= set(actions)


def test_no_number_stands_in_the_clear(tmp_path: Path) -> None:
    loaded(content(tmp_path))
    read(content(tmp_path))
    tables = ("exchange_importjob", "exchange_importpart", "exchange_importfile")
    for table in tables:
        with acting("county_officer"), connection.cursor() as cursor:
            cursor.execute(f'select t::text from "{table}" t')
            rows = " ".join(row for (row,) in cursor.fetchall())
        assert rows
        assert number(11) not in rows
        assert "王建国" not in rows


def test_the_states_are_complete() -> None:
    for states in (ImportState, ExportState):
        assert TRANSITIONS[states].keys() == set(states.values)
        reached = set().union(*TRANSITIONS[states].values())
        assert reached <= set(states.values)


def test_an_unknown_import_is_unseen() -> None:
    with pytest.raises(Unseen):
        tasks.read_import(subject=str(UUID(int=7)))
