"""Every service item of this installation can be weighed, and what it records can be kept."""

from datetime import date

import pytest

from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import deciding, intake, letters
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.deciding.editions import law_in_force
from minzheng.kernel.casework.deciding.evaluating import evaluated
from minzheng.kernel.casework.deciding.proposals import lowers
from minzheng.kernel.casework.deciding.publishing import _value
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Decision
from minzheng.kernel.registry.api.freezing import frozen_facts
from minzheng.kernel.registry.api.parties import checked
from tests.kernel.casework.deciding.matters import family, jump
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
ITEMS = [versions[-1] for versions in platform().items.values()]


def test_every_item_is_weighed_for_a_household() -> None:
    home = family()
    with acting("county_officer"):
        facts = frozen_facts(month=Month.of(clock.today()), household=home.household)
        for item in ITEMS:
            if item.decides:
                found = evaluated(law_in_force(), facts, item.decides)
                assert {each.key for each in found} == set(item.decides)
                assert all(each.value is not None or each.missing for each in found)


def test_somebody_who_lives_in_no_household_is_weighed_alone() -> None:
    home = family()
    with acting("county_officer"):
        facts = frozen_facts(month=Month(2025, 6), person=home.child)
        (found,) = evaluated(law_in_force(), facts, ["elderly.old_age_allowance"], str(home.child))
    assert len(facts.persons) == 1
    assert found.person == str(home.child)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_what_an_item_records_is_a_fact_that_can_be_kept(item: ServiceItem) -> None:
    for outcome in (Outcome.GRANTED, Outcome.ENDED):
        decision = Decision(outcome=outcome, amount_fen=70_000, effective_from=date(2026, 12, 1))
        for record in item.records:
            value = _value(record, decision)
            assert checked(record.entity, {record.fact: value}) == {record.fact: value}


@pytest.mark.parametrize(
    ("outcome", "amount", "before", "cut"),
    [
        (Outcome.GRANTED, 1, None, False),
        (Outcome.GRANTED, 1, 2, True),
        (Outcome.CHANGED, 2, 2, False),
        (Outcome.CHANGED, 1, 2, True),
        (Outcome.CHANGED, 3, 2, False),
        (Outcome.ENDED, None, None, True),
        (Outcome.UNCHANGED, 2, 2, False),
        (Outcome.REFUSED, None, None, False),
        (None, None, 5, False),
    ],
)
def test_a_cut_is_told_to_the_fen(
    outcome: Outcome | None, amount: int | None, before: int | None, cut: bool
) -> None:
    assert lowers(outcome, amount, before) is cut


def test_an_event_of_nobody_on_file_ends_with_a_letter() -> None:
    """A stay in a relief station: people decide alone, the letter lies with the case."""
    with acting("town_clerk_a") as actor:
        case = intake.open_case(
            actor, item="vagrant_assistance.intake", who="无名氏", division=VILLAGE_A
        )
        intake.submit(actor, case=case)
    with acting("county_officer"):
        row = locked(case)
        jump(row, item_of(row))
    with acting("county_approver") as actor:
        deciding.decide(
            actor, case=case, outcome="completed", version=row.version, reason="已护送返乡"
        )
        (letter,) = letters.letters_of(actor, case=case)
        assert letters.letter_file(actor, letter=letter.id).content.startswith(b"%PDF")
        assert "已护送返乡" in letters.letter_page(actor, letter=letter.id).letter.text()
