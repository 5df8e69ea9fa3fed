"""Versions of items: which holds for which day, and what a bureau may settle about them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.casework.item_book import ItemBook, UnknownItem
from minzheng.catalogue.casework.service_item import ServiceItem, StartRule
from minzheng.catalogue.casework.steps import StepKind
from minzheng.config.items import discover_items
from minzheng.config.platform import discover_lines, platform

CODE = "minimum_living.ending"
APPLICATION = "minimum_living.application"


def book() -> ItemBook:
    return platform().items


@pytest.mark.parametrize(
    ("on", "heard"),
    [(date(2026, 6, 30), False), (date(2026, 7, 1), True), (date(2030, 1, 1), True)],
)
def test_the_version_of_a_day(on: date, heard: bool) -> None:
    assert book().in_force(CODE, on).has(StepKind.HEARING) is heard


@pytest.mark.parametrize(
    "asked",
    [
        lambda: book().in_force(CODE, date(2023, 12, 31)),
        lambda: book().in_force("nothing.such", date(2026, 7, 1)),
        lambda: book().pinned(CODE, date(2026, 7, 2)),
    ],
)
def test_what_is_not_there_is_said(asked: Callable[[], ServiceItem]) -> None:
    with pytest.raises(UnknownItem, match=r"。$"):
        asked()


def test_a_pinned_version_stays() -> None:
    assert not book().pinned(CODE, date(2024, 1, 1)).has(StepKind.HEARING)


def test_all_in_force_leaves_out_what_is_not_yet() -> None:
    before = {item.code for item in book().all_in_force(date(2026, 1, 28))}
    assert before == set(book()) - {
        "temporary_assistance.quick",
        "temporary_assistance.spending_aid",
        "temporary_assistance.advance",
    }
    assert len(book().all_in_force(date(2026, 11, 22))) == len(book())


def test_versions_stand_in_order() -> None:
    first, second = book()[CODE]
    with pytest.raises(ValueError, match="oldest first"):
        ItemBook([(second, first)])
    with pytest.raises(ValueError, match="oldest first"):
        ItemBook([(first, replace(second, code="other.item"))])
    with pytest.raises(ValueError, match="twice"):
        ItemBook([(first,), (second,)])


@pytest.mark.parametrize(
    ("rule", "month"),
    [
        (StartRule.NEXT_MONTH, "2026-12"),
        (StartRule.APPLICATION_MONTH, "2026-09"),
        (StartRule.AT_ONCE, "2026-11"),
        (StartRule.NOTHING, "None"),
    ],
)
def test_the_month_of_effect(rule: StartRule, month: str) -> None:
    found = rule.month(applied=date(2026, 9, 30), decided=date(2026, 11, 22))
    assert str(found) == month


def settled(tmp_path: Path, text: str) -> ItemBook:
    """The items with a bureau's own settings."""
    (tmp_path / "items.yaml").write_text(text, encoding="utf-8")
    folders = ((found.line.slug, found.folder) for found in discover_lines())
    return discover_items(folders, tmp_path)


def test_a_bureau_promises_and_settles(tmp_path: Path) -> None:
    found = settled(
        tmp_path,
        f"{APPLICATION}:\n  promised: {{total: 20}}\n  publicity: false\n"
        "  basic_code: A23456789012\n"
        "extreme_poverty.reassessment:\n  lengths: {hearing: 5}\n",
    )
    for item in found[APPLICATION]:
        assert (item.limit("total").amount, item.limit("total").promised) == (30, 20)
        assert not item.has(StepKind.PUBLICITY)
        assert item.publicity is not None
        assert not item.publicity.fields
        assert item.publicity.after
        assert item.national.basic_code == "A23456789012"
    older, newer = found["extreme_poverty.reassessment"]
    assert newer.limit("hearing").amount == 5
    assert not older.has(StepKind.HEARING)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{APPLICATION}:\n  lengths: {{total: 60}}\n", "不能改"),
        (f"{APPLICATION}:\n  promised: {{total: 31}}\n", "只能短于"),
        (f"{APPLICATION}:\n  promised: {{totals: 20}}\n", "没有期限"),
        (f"{APPLICATION}:\n  promised: {{total: soon}}\n", "应写成"),
        (f"{APPLICATION}:\n  publicity: later\n", "true 或 false"),
        (f"{APPLICATION}:\n  colour: red\n", "只能写"),
        ("temporary_assistance.quick:\n  publicity: false\n", "没有决定前的公示"),
        ("temporary_assistance.quick:\n  lengths: {quick: 0}\n", "不能设为"),
        ("nothing.such:\n  publicity: false\n", "没有事项"),
    ],
)
def test_what_a_bureau_may_not_settle(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        settled(tmp_path, text)
