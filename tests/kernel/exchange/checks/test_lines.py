"""Declared and found, line by line: what agrees, what differs, and what nobody can say yet."""

import pytest

from minzheng.adapters.departments import Manner
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.exchange.api import checks
from tests.kernel.exchange.checks.conftest import later
from tests.kernel.exchange.checks.family import (
    CLERK,
    FATHER,
    MOTHER,
    Family,
    work,
)
from tests.kernel.exchange.checks.talking import settled, told
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BANKS, TAX = CheckSource.banks, CheckSource.tax


def test_each_line_says_how_declaration_and_departments_stand(family: Family) -> None:
    family.checked()
    kinds = {each.fact: each.kind for each in family.view().differences if each.whose == "全家"}
    assert kinds == {
        "assets": "agrees",
        "houses": "agrees",
        "vehicles": "higher",
        "active_business": "agrees",
    }
    wage = family.line("wage", family.father)
    assert (wage.kind, wage.declared_text, wage.found_text) == (
        "higher",
        "2,000.00元/月",
        "3,000.00元/月",
    )
    assert family.line("own_assets", family.mother).kind == "undeclared"


def test_a_home_that_a_couple_owns_counts_once(family: Family) -> None:
    family.checked()
    line = family.line("houses").line
    assert line.found == 1
    assert len([each for each in line.tellings if each.value == 1]) == 2


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        # 2,000 declared: five per cent are 100 yuan, more than the 50 that are always allowed.
        (210_000, "agrees"),
        (210_001, "higher"),
        (190_000, "agrees"),
        (189_999, "lower"),
    ],
)
def test_income_within_the_tolerance_agrees(family: Family, found: int, kind: str) -> None:
    ledger = {(TAX, FATHER): [{"record": "wage", "value": found}]}
    family.town.behave(ledger=ledger)
    family.checked()
    assert family.line("wage", family.father).kind == kind


@pytest.mark.parametrize(("found", "kind"), [(1_554_000, "agrees"), (1_554_001, "higher")])
def test_property_within_the_tolerance_agrees(family: Family, found: int, kind: str) -> None:
    ledger = {
        (BANKS, FATHER): [{"record": "assets", "value": found}],
        (BANKS, MOTHER): [],
    }
    family.town.behave(ledger=ledger)
    family.checked()
    assert family.line("assets").kind == kind


def test_two_wages_are_added_up(family: Family) -> None:
    wages = [{"record": "wage", "value": 120_000}, {"record": "wage", "value": 80_000}]
    family.town.behave(ledger={(TAX, FATHER): wages})
    family.checked()
    assert family.line("wage", family.father).kind == "agrees"


def test_no_wage_known_to_the_tax_office_is_not_no_wage(family: Family) -> None:
    family.town.behave(ledger={(TAX, FATHER): []})
    family.checked()
    line = family.line("wage", family.father)
    assert line.kind == "no_record"
    with acting(CLERK) as clerk:
        checks.dispute_difference(clerk, difference=line.id, text="现金发工资")
    with pytest.raises(Conflict, match="还没有明确的核对结果"):
        settled(family, "wage")


def test_departments_that_contradict_each_other_are_shown_and_not_merged(family: Family) -> None:
    ledger = {(CheckSource.social_insurance, FATHER): [{"record": "employed", "value": False}]}
    family.town.behave(ledger=ledger)
    family.checked()
    line = family.line("employed", family.father)
    assert line.kind == "contradictory"
    assert {(each.source, each.value) for each in line.line.tellings} == {
        (TAX.title, True),
        (CheckSource.social_insurance.title, False),
    }
    told(family)
    with clock.standing_at(later(days=30)), pytest.raises(Conflict, match="还没有明确"):
        settled(family, "employed")


def test_a_sum_waits_for_every_member(family: Family) -> None:
    family.town.behave(of_persons={(BANKS, MOTHER): Manner.NEVER})
    family.checked()
    line = family.line("assets")
    assert line.kind == "incomplete"
    assert line.line.missing == (f"{BANKS.title}：林小燕",)


def test_a_sum_waits_for_a_member_who_has_not_allowed_it(family: Family) -> None:
    with acting(CLERK) as clerk:
        for person in (family.father, family.child):
            checks.authorise(clerk, case=family.case, given=family.given(person))
    family.start()
    work()
    line = family.line("vehicles")
    assert line.kind == "incomplete"
    assert line.line.missing == (f"{CheckSource.vehicles.title}：林小燕",)


def test_nothing_found_where_nothing_was_declared_is_no_difference(family: Family) -> None:
    family.checked()
    line = family.line("own_assets", family.child)
    assert (line.kind, line.to_talk_about) == ("nothing", False)
    with acting(CLERK) as clerk:
        checks.accept_agreeing(clerk, case=family.case)
    assert family.line("own_assets", family.child).state == "found"
