"""Two assessors score, the rules make the level."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from minzheng.base.months import Month
from minzheng.catalogue.codes import AbilityLevel, SelfCare
from minzheng.catalogue.facts.ability import ABILITY_ITEMS
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import Assessed
from minzheng.kernel.casework.fieldwork.forms import ABILITY, SELF_CARE, forms_for, level_of
from minzheng.kernel.casework.models import Assessment
from minzheng.kernel.registry.api.facts import Subject, facts_on
from minzheng.rules.facts import Entity
from tests.kernel.casework.fieldwork.matters import (
    Matter,
    assessed,
    assessing,
    case_row,
    second_account,
)
from tests.people import COUNTY, VILLAGE_A, account_id, acting

MONTH = Month(2026, 9)
ASSESSORS = ("town_clerk_a", "village_officer_a")


def full(lost: int = 0) -> dict[str, object]:
    """Every item at its best, but for so many points."""
    scores: dict[str, object] = {}
    for name, (_title, best) in ABILITY_ITEMS.items():
        taken = 0 if name == "consciousness" else min(best, lost)
        lost -= taken
        scores[name] = best - taken
    return scores


@pytest.mark.parametrize(
    ("lost", "level"),
    [
        (0, AbilityLevel.intact),
        (1, AbilityLevel.mild),
        (24, AbilityLevel.mild),
        (25, AbilityLevel.moderate),
        (44, AbilityLevel.moderate),
        (45, AbilityLevel.severe),
        (60, AbilityLevel.severe),
        (61, AbilityLevel.total),
    ],
)
def test_points_become_a_level_by_the_rules(office: None, lost: int, level: AbilityLevel) -> None:
    found = level_of(ABILITY, full(lost), MONTH, COUNTY)  # type: ignore[arg-type]  # whole numbers
    assert (found.total, found.level) == (90 - lost, level)


def test_falls_and_a_coma_count(office: None) -> None:
    twice = level_of(ABILITY, full() | {"risk_events": 2}, MONTH, COUNTY)  # type: ignore[arg-type]  # as above
    coma = level_of(ABILITY, full() | {"consciousness": 0}, MONTH, COUNTY)  # type: ignore[arg-type]  # as above
    assert twice.level == AbilityLevel.mild
    assert coma.level == AbilityLevel.total


@pytest.mark.parametrize(
    ("failed", "grade"),
    [(0, SelfCare.full), (1, SelfCare.partial), (3, SelfCare.partial), (4, SelfCare.none)],
)
def test_six_indicators_become_a_grade(office: None, failed: int, grade: SelfCare) -> None:
    scores = {name: at >= failed for at, name in enumerate(SELF_CARE.scored)}
    assert level_of(SELF_CARE, scores, MONTH, COUNTY).level == grade


def test_the_form_is_the_one_that_the_rules_read(office: None) -> None:
    assert forms_for(("elderly.care_subsidy",), MONTH) == (ABILITY,)
    assert forms_for(("extreme_poverty.grant",), MONTH) == (SELF_CARE,)
    assert len(forms_for((), MONTH)) == 2


def recorded(matter: Matter, **changes: object) -> UUID:
    """The first assessor's form."""
    with acting(ASSESSORS[0]) as first:
        return fieldwork.record_assessment(
            first,
            case=matter.case,
            assessed=assessed(matter, **changes),
            assessors=[account_id(each) for each in ASSESSORS],
        )


def test_what_two_assessors_found_becomes_a_fact(office: None) -> None:
    matter = assessing()
    assessment = recorded(matter)
    assert "assessment" in case_row(matter).open_steps
    with acting(ASSESSORS[1]) as second:
        [row] = fieldwork.fieldwork_of(second, case=matter.case).assessments
        assert (row.level_title, row.mine_to_confirm) == (SelfCare.partial.title, True)
        fieldwork.confirm_assessment(second, assessment=assessment)
        known = facts_on(second, subject=Subject(Entity.PERSON, matter.head), on=clock.today())
    assert (known["washes"].value, known["washes"].source) == (False, "visit")
    assert "assessment" in case_row(matter).done_steps


def test_the_level_is_never_entered_by_anybody() -> None:
    assert not {"level", "total"} & set(Assessed.__dataclass_fields__)


def test_whoever_recorded_cannot_confirm(office: None) -> None:
    assessment = recorded(assessing())
    with acting(ASSESSORS[0]) as first, pytest.raises(Refused, match="另一名"):
        fieldwork.confirm_assessment(first, assessment=assessment)


def test_one_assessor_with_two_accounts_is_refused(office: None) -> None:
    matter = assessing()
    again = second_account("town_clerk_a", "village_officer", VILLAGE_A)
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="两个人"):
        fieldwork.record_assessment(
            clerk,
            case=matter.case,
            assessed=assessed(matter),
            assessors=[account_id("town_clerk_a"), again],
        )


def test_the_database_wants_two_persons(office: None) -> None:
    recorded(assessing())
    with acting("town_clerk_a"):
        row = Assessment.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.filter(pk=row.pk).update(
                second=row.first, second_person=row.first_person
            )


def test_an_item_left_out_is_asked_for(office: None) -> None:
    with pytest.raises(Refused, match="还缺"):
        recorded(assessing(), scores={"eats": True})


def test_an_assessor_who_disagrees_has_it_made_anew(office: None) -> None:
    matter = assessing()
    first = recorded(matter)
    with acting(ASSESSORS[1]) as second:
        fieldwork.contradict_assessment(second, assessment=first, because="能自己洗澡")
    assert recorded(matter) != first
