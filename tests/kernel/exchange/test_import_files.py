"""What may be handed in for an import, and what is refused at once or by the worker."""

import io
import zipfile
from pathlib import Path

import pytest

from minzheng.kernel.access.errors import Refused
from minzheng.kernel.exchange import tasks
from minzheng.kernel.exchange.api import imports
from tests.kernel.documents import office_files
from tests.kernel.exchange.workbooks import (
    content,
    number,
    read,
    seen,
)
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


@pytest.mark.parametrize(
    "workbook",
    [
        office_files.excel_with("xl/vbaProject.bin", b"\x00"),
        office_files.packed(office_files.excel_parts(prolog=office_files.DEFINITIONS)),
        office_files.word(),
        b"PK\x03\x04 nothing",
        b"MZ",
    ],
)
def test_a_hostile_workbook_is_refused_by_the_worker(workbook: bytes) -> None:
    view = seen(read(workbook))
    assert view.state == "refused"
    assert view.failure


def test_a_good_workbook_with_a_macro_is_refused_too(tmp_path: Path) -> None:
    whole = io.BytesIO(content(tmp_path))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00")
    view = seen(read(whole.getvalue()))
    assert (view.state, "宏" in view.failure) == ("refused", True)


@pytest.mark.parametrize("names", [[], ["a.xls"], ["a.xlsx", "b.xlsx"], ["a.csv"], ["a.exe"]])
def test_other_files_are_refused_at_once(names: list[str]) -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(Refused):
        imports.start_import(clerk, files=dict.fromkeys(names, b"x"), division=clerk.division)


def test_csv_files_are_read_by_their_names(tmp_path: Path) -> None:
    files = {
        "家庭.csv": "家庭编号,区划代码\nH1,320402001204\n".encode(),
        "C:\\tmp\\人员.csv": (
            f"家庭编号,人员编号,姓名,与户主关系\nH1,{number(11)},甲,户主\n".encode()
        ),
    }
    with acting("town_clerk_a") as clerk:
        job = imports.start_import(clerk, files=files, division=clerk.division)
    tasks.read_import(subject=str(job))
    assert seen(job).counts["new_persons"] == 1
