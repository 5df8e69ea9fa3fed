"""What follows from the choice of an item: a member who applies alone is weighed alone."""

from datetime import date
from uuid import UUID

import pytest

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.codes import DibaoRoute, DisabilityGrade, DisabilityKind
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import deciding, intake, letters
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.deciding.proposals import weighed
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.registry.api.facts import Subject, facts_on
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import Family, again, family, jump, state
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

SINGLE = "minimum_living.single"
NURSING = "disability.nursing_subsidy"
DISABLED = {
    "disability_kind": DisabilityKind.physical,
    "disability_grade": DisabilityGrade.one,
    "able_to_work": False,
    "own_assets": 0,
}
EDGE_WAGE = 300_000
"""A thousand yuan a head: above the standard, below one and a half times."""


def edge_family() -> Family:
    home = family(EDGE_WAGE)
    with acting("town_clerk_a") as actor:
        state(actor, Subject(Entity.PERSON, home.spouse), DISABLED, on=date(2026, 2, 1))
    return home


def accepted(item: str, person: UUID) -> Case:
    with acting("town_clerk_a") as actor:
        case = intake.open_case(actor, item=item, person=person, applicant=person)
        intake.submit(actor, case=case)
        intake.accept(actor, case=case, lacking_because="材料随后补齐")
    with acting("county_officer"):
        row = locked(case)
        jump(row, item_of(row))
    return row


def test_a_member_alone_is_weighed_as_such() -> None:
    home = edge_family()
    row = accepted(SINGLE, home.spouse)
    with acting("county_officer"):
        found = weighed(again(row), item_of(row))
    assert found.facts is not None
    assert found.facts.facts["dibao_route"] == DibaoRoute.single
    assert found.cannot_decide == ()
    assert (found.outcome, found.amount) == (Outcome.GRANTED, 90_000)


def test_the_household_keeps_the_standing_of_its_member() -> None:
    home = edge_family()
    row = accepted(SINGLE, home.spouse)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome=Outcome.GRANTED, version=again(row).version)
    with acting("county_officer") as actor:
        held = facts_on(
            actor, subject=Subject(Entity.HOUSEHOLD, home.household), on=date(2027, 1, 1)
        )
    assert held["dibao_route"].value == DibaoRoute.single
    assert held["dibao_amount"].value == 90_000


def test_the_letter_about_one_person_says_whose_each_condition_is() -> None:
    home = edge_family()
    row = accepted(SINGLE, home.spouse)
    with acting("county_approver") as actor:
        deciding.decide(actor, case=row.pk, outcome=Outcome.GRANTED, version=again(row).version)
        (letter,) = letters.letters_of(actor, case=row.pk)
        told = letters.letter_page(actor, letter=letter.id).letter.text()
    assert "：本人健在" in told
    assert "的本人" not in told


def test_the_day_of_the_application_is_a_fact() -> None:
    home = edge_family()
    row = accepted(NURSING, home.spouse)
    with acting("county_officer"):
        found = weighed(again(row), item_of(row))
        today = clock.today()
    assert found.facts is not None
    (applicant,) = [each for each in found.facts.persons if each.id == str(home.spouse)]
    told = today.year * 10_000 + today.month * 100 + today.day
    assert applicant.facts["nursing_subsidy_applied"] == told
