"""A decision becomes an award: for whom, from which month, how much, until when."""

from datetime import timedelta
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework.models import Decision
from minzheng.kernel.entitlements.models import AwardLine
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import (
    ENDING,
    REVIEW,
    STANDARD,
    family,
    state,
    to_decide,
)
from tests.kernel.casework.matters import MONDAY
from tests.kernel.entitlements.awards import (
    DECEMBER,
    FULL,
    NOVEMBER,
    again,
    award_of,
    covers_of,
    decide,
    due_in,
    granted,
    heard,
    in_the_other_town,
    lines_of,
)
from tests.kernel.registry.residents import number
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
NEXT_MONTH = MONDAY + timedelta(days=31)


def earns(person: UUID, wage: int, month: Month) -> None:
    with acting("town_clerk_a") as actor:
        state(actor, Subject(Entity.PERSON, person), {"wage": wage}, month.first_day)


def test_a_grant_is_due_from_the_month_after_the_decision_and_not_before() -> None:
    home, award = granted()
    assert lines_of(award) == [("grant", "2026-12", "", FULL)]
    assert [due_in(award, month) for month in (NOVEMBER, DECEMBER, Month(2030, 1))] == [
        0,
        FULL,
        FULL,
    ]
    assert (award.state, award.payee_id, award.unit) == ("running", home.head, "household")
    assert covers_of(award) == {(each, "") for each in (home.head, home.spouse, home.child)}


def test_a_line_tells_by_which_decision_and_by_whom() -> None:
    home = family(200_000)
    row = to_decide(home)
    made = decide(row, "granted")
    award = award_of(home)
    with acting("county_approver") as actor:
        line = AwardLine.objects.get(award=award)
        assert (line.decision, line.recorded_by, line.recorded_by_name) == (
            made,
            actor.account,
            "县审",
        )
        assert line.recorded_by_person == actor.person
    assert award.case == row.pk


def test_a_refusal_opens_nothing() -> None:
    home = family(3 * STANDARD + 1)
    decide(to_decide(home), "refused")
    with pytest.raises(IndexError):
        award_of(home)


def test_a_deviating_amount_is_what_is_due() -> None:
    home = family(200_000)
    decide(to_decide(home), "granted", amount=FULL + 1, reason="个案研究决定")
    assert due_in(award_of(home), DECEMBER) == FULL + 1


def test_what_is_granted_against_the_rules_is_paid_by_the_first_of_them() -> None:
    home = family(3 * STANDARD)
    decide(to_decide(home), "granted", amount=100, reason="个案研究决定")
    award = award_of(home)
    assert due_in(award, DECEMBER) == 100
    assert {person for person, _ in covers_of(award)} == {home.head, home.spouse, home.child}


def test_a_raise_holds_from_the_month_after_it_was_decided() -> None:
    home, award = granted()
    with clock.standing_at(NEXT_MONTH):
        earns(home.head, 150_000, Month(2026, 12))
        decide(to_decide(home, REVIEW), "changed")
    assert lines_of(award)[1:] == [("change", "2027-01", "", FULL + 50_000)]
    assert (due_in(award, DECEMBER), due_in(award, Month(2027, 1))) == (FULL, FULL + 50_000)


def test_a_review_that_changes_nothing_adds_no_line_and_counts_the_next_one() -> None:
    home, award = granted()
    assert again(award).next_review == MONDAY.date().replace(year=2027)
    with clock.standing_at(NEXT_MONTH):
        decide(to_decide(home, REVIEW), "unchanged")
        today = clock.today()
    assert len(lines_of(award)) == 1
    assert again(award).next_review == today.replace(year=2027)


def test_an_ending_is_paid_until_the_month_of_the_decision() -> None:
    home, award = granted()
    with clock.standing_at(NEXT_MONTH):
        earns(home.head, 3 * STANDARD, Month(2026, 12))
        row = to_decide(home, ENDING)
        heard(row)
        decide(row, "ended")
    assert lines_of(award)[1:] == [("end", "2027-01", "", 0)]
    assert (due_in(award, DECEMBER), due_in(award, Month(2027, 1))) == (FULL, 0)
    ended = again(award)
    assert (ended.state, ended.end_month) == ("running", DECEMBER.first_day)
    assert covers_of(award) == {
        (each, "2027-01-01") for each in (home.head, home.spouse, home.child)
    }


def test_who_was_ended_may_be_granted_anew_from_the_next_month() -> None:
    home, first = granted()
    with clock.standing_at(NEXT_MONTH):
        earns(home.head, 3 * STANDARD, Month(2026, 12))
        row = to_decide(home, ENDING)
        heard(row)
        decide(row, "ended")
    with clock.standing_at(MONDAY + timedelta(days=62)):
        earns(home.head, 0, Month(2027, 1))
        decide(to_decide(home), "granted")
    second = award_of(home)
    assert second.pk != first.pk
    assert (due_in(first, Month(2027, 2)), due_in(second, Month(2027, 2))) == (0, 3 * STANDARD)


@pytest.mark.parametrize("said", ["", "full_width", "small_x"])
def test_nobody_is_covered_twice_and_the_refusal_tells_nothing(said: str) -> None:
    born_so = next(each for each in range(1, 99) if number(each).endswith("X"))
    spelt = {
        "": number(born_so),
        "full_width": number(born_so).translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"}),
        "small_x": number(born_so).lower(),
    }[said]
    granted(sequence=born_so)
    other = in_the_other_town(said=spelt)
    with pytest.raises(Conflict) as refused:
        decide(other, "granted")
    for told in ("王", "2026", "街道", "村", "镇"):
        assert told not in refused.value.message
    with acting("county_approver"):
        assert not Decision.objects.filter(case=other).exists()


def test_the_same_number_is_free_again_when_the_award_has_ended() -> None:
    home, _ = granted()
    with clock.standing_at(NEXT_MONTH):
        earns(home.head, 3 * STANDARD, Month(2026, 12))
        row = to_decide(home, ENDING)
        heard(row)
        decide(row, "ended")
        decide(in_the_other_town(), "granted")
