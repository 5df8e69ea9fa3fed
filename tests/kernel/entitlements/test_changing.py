"""An award that runs: gradual exit, suspension, one person instead of a household, two at once."""

from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.models import Award
from minzheng.kernel.entitlements.nightly import nightly
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.models import Person
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import (
    ENDING,
    REVIEW,
    STANDARD,
    Family,
    state,
    to_decide,
)
from tests.kernel.casework.matters import MONDAY
from tests.kernel.entitlements.awards import (
    DECEMBER,
    FULL,
    again,
    covers_of,
    decide,
    due_in,
    granted,
    heard,
    held_in,
    holds,
    leads,
    lines_of,
)
from tests.kernel.entitlements.subsidies import NURSING, nursed, of_person, to_decide_of
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
JANUARY = Month(2027, 1)
NEW_JOB = {"wage": 400_000, "employed": True, "employed_since": 20261205}


def later(days: int) -> AbstractContextManager[None]:
    return clock.standing_at(MONDAY + timedelta(days=days))


def says(person: UUID, month: Month, **told: object) -> None:
    with acting("town_clerk_a") as actor:
        state(actor, Subject(Entity.PERSON, person), told, month.first_day)


def in_grace() -> tuple[Family, Award]:
    """A job found in December has lifted the family above the standard: decided in January."""
    home, award = granted()
    with later(60):
        says(home.head, DECEMBER, **NEW_JOB)
        decide(to_decide(home, REVIEW), "unchanged")
    return home, award


def test_gradual_exit_lasts_six_months_and_then_nothing_is_paid_unasked() -> None:
    _, award = in_grace()
    assert lines_of(award)[1:] == [("grace", "2027-02", "2027-07", FULL)]
    july, august = Month(2027, 7), Month(2027, 8)
    assert [held_in(award, each) for each in (Month(2027, 2), july, august)] == [False, False, True]
    assert [each.kind for each in holds()] == ["grace"]


def test_in_the_last_month_of_gradual_exit_somebody_is_told_once() -> None:
    _, award = in_grace()
    for day, expected in ((230, 0), (235, 1), (236, 1)):
        with later(day), working("test"):
            nightly()
        assert len([each for each in leads() if each.reason_code == "grace_over"]) == expected
    (lead,) = [each for each in leads() if each.reason_code == "grace_over"]
    assert (lead.kind, lead.item, lead.award) == ("lapsed", "minimum_living.ending", award.pk)


def test_gradual_exit_is_not_begun_anew_for_the_same_job() -> None:
    home, award = in_grace()
    with later(120):
        decide(to_decide(home, REVIEW), "unchanged")
    assert lines_of(award)[2:] == [("grace", "2027-04", "2027-07", FULL)]
    with later(240), pytest.raises(Conflict, match="渐退期已满"):
        decide(to_decide(home, REVIEW), "unchanged")


def test_who_falls_below_the_standard_again_gets_the_normal_award_and_no_hold() -> None:
    home, award = in_grace()
    with later(120):
        says(home.head, Month(2027, 3), wage=100_000, employed=False)
        decide(to_decide(home, REVIEW), "changed")
    normal = 3 * STANDARD - 100_000
    assert lines_of(award)[2:] == [("change", "2027-04", "", normal)]
    assert not held_in(award, Month(2027, 8))
    assert [each.released_by_name for each in holds()] == ["县审"]


def test_nothing_for_a_while_is_a_suspension_and_goes_on_by_decision() -> None:
    home, award = granted()
    with later(31):
        row = to_decide(home, REVIEW)
        heard(row, outcome="changed", amount_fen=0)
        decide(row, "changed", amount=0, reason="失去联系，暂停发放")
    assert again(award).state == "suspended"
    assert (due_in(award, DECEMBER), due_in(award, JANUARY)) == (FULL, 0)
    with later(62):
        decide(to_decide(home, REVIEW), "changed", amount=FULL, reason="已取得联系")
    assert [each[0] for each in lines_of(award)] == ["grant", "suspend", "resume"]
    assert again(award).state == "running"
    assert due_in(award, Month(2027, 2)) == FULL


def test_a_subsidy_is_due_from_the_month_of_application_and_paid_to_the_person() -> None:
    home, award = nursed()
    assert (award.unit, award.payee_id, award.household_id) == ("person", home.spouse, None)
    assert [due_in(award, each) > 0 for each in (Month(2026, 10), Month(2026, 11))] == [False, True]
    assert covers_of(award) == {(home.spouse, "")}


def test_two_benefits_of_one_person_run_beside_each_other() -> None:
    home, dibao = granted()
    with acting("town_clerk_a") as actor:
        about = Subject(Entity.PERSON, home.spouse)
        state(actor, about, {"disability_kind": 4, "disability_grade": 1, "able_to_work": False})
    decide(to_decide_of(NURSING, home.spouse), "granted")
    nursing = of_person(home.spouse, NURSING)
    assert due_in(dibao, DECEMBER) and due_in(nursing, DECEMBER)


def test_a_late_death_is_ended_from_the_month_after_it() -> None:
    """Decided in March, died in January: nothing is due for February, which was perhaps paid."""
    home, award = granted()
    with later(120):
        with working("test"):
            for each in (home.head, home.spouse, home.child):
                _die(each)
        row = to_decide(home, ENDING)
        heard(row, outcome="ended")
        decide(row, "ended", reason="全家死亡")
    assert lines_of(award)[1:] == [("end", "2027-02", "", 0)]
    assert again(award).end_month == JANUARY.first_day
    assert again(award).state == "ended"


def test_the_subsidy_of_somebody_who_died_is_ended_by_its_own_item() -> None:
    home, award = nursed()
    with later(90):
        with working("test"):
            _die(home.spouse)
        row = to_decide_of("disability.nursing_ending", home.spouse)
        heard(row)
        decide(row, "ended")
    assert lines_of(award)[1:] == [("end", "2027-02", "", 0)]
    assert covers_of(award) == {(home.spouse, "2027-02-01")}


def test_an_end_to_come_is_taken_back_by_a_grant_from_an_earlier_month() -> None:
    home, award = nursed()
    with later(5):
        row = to_decide_of("disability.nursing_ending", home.spouse)
        heard(row, outcome="ended")
        decide(row, "ended", reason="本人书面放弃")
    assert lines_of(award)[1:] == [("end", "2026-12", "", 0)]
    with later(12):
        decide(to_decide_of(NURSING, home.spouse), "granted")
    assert again(award).end_month is None
    assert due_in(award, DECEMBER) == due_in(award, Month(2026, 11)) > 0


def _die(person: UUID) -> None:
    Person.objects.filter(pk=person).update(death_date="2027-01-03")


def test_an_award_is_over_in_the_night_after_its_last_month() -> None:
    home, award = granted()
    with later(31):
        says(home.head, DECEMBER, wage=3 * STANDARD)
        row = to_decide(home, ENDING)
        heard(row)
        decide(row, "ended")
    for day, state_then in ((52, "running"), (53, "ended")):
        with later(day), working("test"):
            assert nightly().ended == (state_then == "ended")
        assert again(award).state == state_then


def test_a_review_is_told_of_a_month_before_and_once() -> None:
    _, award = granted()
    for day, expected in ((334, 0), (335, 1), (336, 1)):
        with later(day), working("test"):
            nightly()
        found = [each for each in leads() if each.reason_code == "review_due"]
        assert len(found) == expected
    assert (found[0].act_by, found[0].award) == (again(award).next_review, award.pk)
