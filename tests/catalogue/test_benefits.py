"""What is paid or given, as the lines declare it."""

from dataclasses import replace
from pathlib import Path

import pytest

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.benefits import Benefit, BenefitBook, Cycle, ReviewClass, UnknownBenefit
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.config.benefits import benefit_book
from minzheng.config.platform import platform
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind

ONE = Benefit(rule="a.one", title="甲", unit=ApplicantUnit.PERSON, excludes=("b.two",))
TWO = Benefit(rule="b.two", title="乙", unit=ApplicantUnit.PERSON, excludes=("a.one",))
ENTITIES = {ApplicantUnit.HOUSEHOLD: Entity.HOUSEHOLD, ApplicantUnit.PERSON: Entity.PERSON}
PAID_OTHERWISE = frozenset({"minimum_living.grace_grant"})
"""Amounts that are laid on the award of another benefit."""


def test_a_pair_that_excludes_each_other_shares_a_group() -> None:
    assert ONE.groups("x") == ("a.one", "a.one|b.two")
    assert TWO.groups("x") == ("b.two", "a.one|b.two")
    assert replace(ONE, exclusive=False).groups("x")[0] == "a.one#x"


def test_what_does_not_fit_together_is_refused() -> None:
    for wrong in (
        [ONE, TWO, ONE],
        [ONE],
        [ONE, replace(TWO, excludes=())],
        [replace(ONE, excludes=("a.one",))],
        [replace(ONE, excludes=(), unit=ApplicantUnit.EVENT)],
        [replace(ONE, excludes=(), review=(ReviewClass(code="A", title="甲", months=0),))],
    ):
        with pytest.raises(ValueError, match=r"a\.one|b\.two"):
            BenefitBook(wrong)


def test_a_benefit_is_found_by_its_rule_and_by_its_gradual_exit() -> None:
    book = platform().benefits
    grant = book["minimum_living.grant"]
    assert book.paid_by("minimum_living.grant") == (grant, False)
    assert book.paid_by("minimum_living.grace_grant") == (grant, True)
    assert book.paid_by("low_income_families.edge_family") is None
    with pytest.raises(UnknownBenefit):
        book.known("minimum_living.grace_grant")


def test_every_outcome_with_an_amount_is_a_benefit_and_nothing_else_is() -> None:
    paying = {
        rule.key: rule
        for rule in platform().rulebook.outcomes()
        if rule.unit.kind is Kind.MONEY and rule.key not in PAID_OTHERWISE
    }
    book = platform().benefits
    assert set(book) == set(paying)
    for key, benefit in book.items():
        assert ENTITIES[benefit.unit] is paying[key].entity
        once = paying[key].unit.per == ""
        assert (benefit.cycle is Cycle.ONCE) is (once or key == "price_subsidy.price_subsidy")


def test_items_and_rules_that_benefits_name_exist() -> None:
    rules, items = platform().rulebook, platform().items
    for benefit in platform().benefits.values():
        named = (benefit.application_item, benefit.change_item, benefit.ending_item)
        assert all(each in items for each in named if each)
        for each in named:
            if each:
                assert benefit.rule in items[each][-1].decides
        assert all(each in rules.rules for each in (benefit.covers, benefit.grace) if each)
        months = benefit.grace_months
        assert not months or months in platform().parameters.definitions


def test_who_may_work_and_earns_irregularly_is_reviewed_at_least_every_half_year() -> None:
    """57号 第31条: once a year, twice where income is unstable and somebody can work."""
    for benefit in platform().benefits.values():
        assert all(each.months <= 12 for each in benefit.review)
    classes = {
        each.code: each.months for each in platform().benefits["minimum_living.grant"].review
    }
    assert classes == {"A": 12, "B": 6, "C": 3}


def test_the_months_of_review_are_the_bureaus_own(tmp_path: Path) -> None:
    declared = platform().benefits.values()
    assert benefit_book(declared, tmp_path).values()
    (tmp_path / "benefits.yaml").write_text("minimum_living.grant: {review: {A: 12, C: 1}}")
    classes = benefit_book(declared, tmp_path)["minimum_living.grant"].review
    assert [(each.code, each.months) for each in classes] == [("A", 12), ("B", 6), ("C", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "other.grant: {review: {A: 12}}",
        "minimum_living.grant: {review: {A: 13}}",
        "minimum_living.grant: {review: {A: 0}}",
        "minimum_living.grant: {review: {Z: 1}}",
        "minimum_living.grant: {review: {A: yearly}}",
        "minimum_living.grant: {title: x}",
        "minimum_living.grant: 12",
    ],
)
def test_what_a_bureau_may_not_settle_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "benefits.yaml").write_text(text)
    with pytest.raises(InvalidValue, match=r"待遇|复核|review"):
        benefit_book(platform().benefits.values(), tmp_path)
