"""The template can be filled in, and what is in it can be read."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from minzheng.catalogue.facts import VOCABULARY
from minzheng.interfaces.calculator.reading import Severity
from minzheng.interfaces.calculator.reading.headers import known_columns
from minzheng.interfaces.calculator.template import CHOICES_SHEET, write_template
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.units import Kind
from tests.calculator.inputs import read


@pytest.fixture(name="path")
def fixture_path(tmp_path: Path) -> Path:
    path = tmp_path / "template.xlsx"
    write_template(path, VOCABULARY)
    return path


@pytest.fixture(name="workbook")
def fixture_workbook(path: Path) -> Workbook:
    return load_workbook(path)


def test_sheets(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["填表说明", CHOICES_SHEET, "家庭", "人员", "义务人"]
    assert workbook[CHOICES_SHEET].sheet_state == "hidden"


def test_every_column_has_its_title_and_a_note(workbook: Workbook) -> None:
    for entity, sheet in zip(Entity, ("家庭", "人员", "义务人"), strict=True):
        columns = known_columns(VOCABULARY, entity)
        cells = workbook[sheet][2]
        assert [cell.value for cell in cells] == [holds.title for holds in columns]
        assert all(cell.comment and "留空" in cell.comment.text for cell in cells)


def test_no_title_means_two_columns() -> None:
    for entity in Entity:
        titles = [holds.title for holds in known_columns(VOCABULARY, entity)]
        assert len(titles) == len(set(titles))


def test_drop_downs_for_codes_and_yes_no(workbook: Workbook) -> None:
    listed = sum(
        fact.unit.kind in (Kind.CODE, Kind.YES_NO) for fact in VOCABULARY.of(Entity.PERSON).values()
    )
    assert len(workbook["人员"].data_validations.dataValidation) == listed


def test_formats(workbook: Workbook) -> None:
    sheet = workbook["人员"]
    kinds = {
        holds.title: holds.unit.kind
        for holds in known_columns(VOCABULARY, Entity.PERSON)
        if isinstance(holds, Fact)
    }
    formats = {Kind.DATE: "yyyy-mm-dd", Kind.MONEY: "#,##0.00"}
    for head, cell in zip(sheet[2], sheet[3], strict=True):
        kind = kinds.get(str(head.value))
        if kind in formats:
            assert cell.number_format == formats[kind]
    assert sheet["B3"].number_format == "@"
    assert sheet.column_dimensions["B"].number_format == "@"
    assert sheet.freeze_panes == "D3"


def test_the_guide_lists_every_column(workbook: Workbook) -> None:
    names = {cell.value for cell in workbook["填表说明"]["C"]}
    for entity in Entity:
        assert {holds.name for holds in known_columns(VOCABULARY, entity)} <= names


def test_the_examples_can_be_read(path: Path, tmp_path: Path) -> None:
    reading = read(path, tmp_path / "out")
    assert [(p.severity, p.sheet, p.row, p.value, p.wrong) for p in reading.problems] == [
        (Severity.WARNING, "家庭", 3, "示例1", "这一户是模板里虚构的示例"),
        (Severity.WARNING, "家庭", 4, "示例2", "这一户是模板里虚构的示例"),
    ]
    assert reading.snapshot is not None
    assert reading.snapshot.rows(Entity.HOUSEHOLD) == 2
    assert reading.snapshot.rows(Entity.PERSON) == 4
    assert reading.snapshot.rows(Entity.SUPPORTER) == 1
