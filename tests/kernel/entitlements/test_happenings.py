"""What happens to people holds payments and opens leads; it changes no award by itself."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from minzheng.base.events import publish
from minzheng.base.months import Month
from minzheng.catalogue.codes import Custody, Relation
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import due
from minzheng.kernel.entitlements.api.holds import release_hold
from minzheng.kernel.entitlements.models import Award, Cover
from minzheng.kernel.registry.api import confirmation, households, identities, people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.events import DivisionsRecoded
from minzheng.kernel.registry.models import Membership, Person
from minzheng.rules.facts import Entity
from tests.kernel.casework.deciding.matters import Family, state, to_decide
from tests.kernel.casework.matters import MONDAY
from tests.kernel.entitlements.awards import (
    DECEMBER,
    FULL,
    decide,
    due_in,
    granted,
    heard,
    held_in,
    holds,
    in_the_other_town,
    leads,
    lines_of,
)
from tests.kernel.entitlements.subsidies import NURSING, nursed, to_decide_of
from tests.kernel.registry.residents import enter_unknown, home_of, number
from tests.people import OTHER_COUNTY, VILLAGE_B, VILLAGE_C, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]
IN_JANUARY = MONDAY + timedelta(days=70)
JANUARY, FEBRUARY = Month(2027, 1), Month(2027, 2)


def died(person: UUID, on: date) -> None:
    with acting("town_clerk_a") as actor:
        version = Person.objects.get(pk=person).version
        people.record_death(actor, person=person, on=on, version=version)


def told() -> set[tuple[str, str, str, str]]:
    """Kind, reason, month and item of every lead."""
    return {(each.kind, each.reason_code, str(Month.of(each.month)), each.item) for each in leads()}


def test_the_month_of_death_is_paid_and_what_follows_is_held_until_decided() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY):
        died(home.spouse, date(2027, 1, 1))
    assert (held_in(award, JANUARY), held_in(award, FEBRUARY)) == (False, True)
    assert due_in(award, FEBRUARY) > 0
    assert ("event", "died", "2027-02", "disability.nursing_ending") in told()
    (held,) = holds()
    assert (held.kind, held.raised_by, held.person_id) == ("death", None, home.spouse)
    assert len(lines_of(award)) == 1


def found_alive(person: UUID, reason: str = "社区见到本人") -> None:
    with acting("town_clerk_a") as actor:
        version = Person.objects.get(pk=person).version
        people.withdraw_death(actor, person=person, reason=reason, version=version)


def test_a_death_that_was_none_is_looked_at_and_paid_once_somebody_has() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY):
        died(home.spouse, date(2027, 1, 1))
        found_alive(home.spouse)
        assert held_in(award, FEBRUARY)
        assert ("event", "death_withdrawn", "2027-02", "") in told()
        (held,) = holds()
        with acting("county_approver") as officer:
            release_hold(officer, hold=held.pk, reason="已见到本人")
        assert not held_in(award, FEBRUARY)
        with pytest.raises(Conflict, match="没有死亡登记"):
            found_alive(home.spouse)


def test_what_a_wrong_death_ended_is_applied_for_anew() -> None:
    home, award = nursed()
    with clock.standing_at(MONDAY + timedelta(days=90)):
        died(home.spouse, date(2027, 1, 1))
        row = to_decide_of("disability.nursing_ending", home.spouse, home.head)
        heard(row)
        decide(row, "ended", reason="死亡")
        assert (due_in(award, JANUARY) > 0, due_in(award, FEBRUARY)) == (True, 0)
        found_alive(home.spouse)
    assert ("event", "ended_for_death", "2027-02", NURSING) in told()


def test_the_household_of_somebody_who_lives_is_reckoned_anew_and_no_reason_is_no_withdrawal() -> (
    None
):
    home, award = granted()
    with clock.standing_at(IN_JANUARY):
        died(home.spouse, date(2026, 11, 30))
        with pytest.raises(Refused, match="依据"):
            found_alive(home.spouse, " ")
        found_alive(home.spouse)
    assert not held_in(award, FEBRUARY)
    assert {code for _, code, _, _ in told()} == {"member_died", "death_withdrawn"}


def test_a_death_on_the_last_day_of_a_month_holds_from_the_next_day() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY):
        died(home.spouse, date(2026, 12, 31))
    assert (held_in(award, DECEMBER), held_in(award, JANUARY)) == (False, True)


def test_the_household_of_a_dead_member_goes_on_and_is_reviewed_within_three_months() -> None:
    home, award = granted()
    with clock.standing_at(IN_JANUARY):
        died(home.spouse, date(2026, 11, 30))
    assert (held_in(award, FEBRUARY), due_in(award, FEBRUARY)) == (False, FULL)
    (lead,) = leads()
    assert (lead.kind, lead.reason_code, lead.act_by) == (
        "review",
        "member_died",
        date(2027, 2, 28),
    )
    assert (lead.household_id, lead.item) == (home.household, "minimum_living.change")


def test_when_the_one_who_is_paid_dies_the_money_waits_for_another() -> None:
    home, award = granted()
    with clock.standing_at(IN_JANUARY):
        died(home.head, date(2027, 1, 5))
    assert (held_in(award, JANUARY), held_in(award, FEBRUARY)) == (False, True)
    assert {code for _, code, _, _ in told()} == {"member_died", "payee_died"}


def test_when_the_last_member_dies_the_award_is_to_be_ended() -> None:
    home, award = granted()
    with clock.standing_at(IN_JANUARY):
        for each in (home.spouse, home.child):
            with working("test"):
                months = {"award": award.pk, "person_id": each}
                Cover.objects.filter(**months).update(months=("2026-12-01", "2027-01-01"))
        died(home.head, date(2027, 1, 5))
    assert {(each.kind, each.person_id) for each in holds()} == {
        ("death", home.head),
        ("account", home.head),
    }
    assert ("event", "died", "2027-02", "minimum_living.ending") in told()


@pytest.mark.parametrize(
    ("custody", "held"),
    [
        (Custody.none, False),
        (Custody.detained, False),
        (Custody.community_correction, False),
        (Custody.prison, True),
        (Custody.compulsory_detox, True),
    ],
)
def test_whoever_serves_a_sentence_is_paid_for_that_month_and_held_from_the_next(
    custody: Custody, held: bool
) -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY), acting("town_clerk_a") as actor:
        about = Subject(Entity.PERSON, home.spouse)
        state(actor, about, {"custody": custody}, on=date(2027, 1, 15))
    assert (held_in(award, JANUARY), held_in(award, FEBRUARY)) == (False, held)
    assert bool(leads()) is held


def test_who_leaves_is_looked_at_anew_and_the_household_is_paid_for_the_month() -> None:
    home, award = granted()
    with clock.standing_at(IN_JANUARY), acting("town_clerk_a") as actor:
        row = Membership.objects.get(person=home.spouse, kind="assistance")
        households.leave_household(actor, membership=row.pk, on=date(2027, 1, 10), reason="离婚")
    assert told() == {
        ("event", "member_left", "2027-02", "minimum_living.change"),
        ("event", "left_household", "2027-02", "minimum_living.application"),
    }
    assert [due_in(award, each) for each in (JANUARY, FEBRUARY)] == [FULL, FULL]


def test_two_who_marry_are_looked_at_together() -> None:
    home, award = granted()
    other, second = granted(sequence=11)
    with clock.standing_at(IN_JANUARY), acting("town_clerk_a") as actor:
        row = Membership.objects.get(person=other.spouse, kind="assistance")
        households.leave_household(actor, membership=row.pk, on=date(2027, 1, 10), reason="离婚")
        households.join_household(
            actor,
            person=other.spouse,
            household=home.household,
            relation=Relation.other,
            on=date(2027, 1, 10),
        )
    codes = {(each.reason_code, each.household_id) for each in leads()}
    assert ("member_joined", home.household) in codes
    assert ("member_joined_elsewhere", other.household) in codes
    assert due_in(award, FEBRUARY) == due_in(second, FEBRUARY) == FULL


def test_a_household_that_is_no_more_is_paid_for_the_month() -> None:
    home, award = granted()
    with clock.standing_at(IN_JANUARY), acting("town_clerk_a") as actor:
        households.end_household(
            actor, household=home.household, on=date(2027, 1, 31), reason="分户"
        )
    assert ("event", "household_ended", "2027-02", "minimum_living.ending") in told()
    assert [due_in(award, each) for each in (JANUARY, FEBRUARY)] == [FULL, FULL]


def payer_in(award: Award, month: Month) -> str:
    with working("test"):
        (found,) = due.due_of(award.pk, month, month)
    return found.payer


def test_the_old_county_pays_until_the_end_of_the_month_and_the_new_one_from_the_next() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY), working("test") as system:
        people.move_person(system, person=home.spouse, division=VILLAGE_C, reason="搬迁")
    assert payer_in(award, DECEMBER)[:6] == payer_in(award, JANUARY)[:6] == "320402"
    assert payer_in(award, FEBRUARY) == VILLAGE_C
    assert payer_in(award, FEBRUARY)[:6] == OTHER_COUNTY
    assert {code for _, code, _, _ in told()} == {"moved_in"}


def test_whoever_takes_a_county_over_pays_what_it_still_owes() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY), working("test") as system:
        people.move_person(system, person=home.spouse, division=VILLAGE_C, reason="搬迁")
        before = payer_in(award, JANUARY)
        publish(DivisionsRecoded({before: "320404001001"}))
    assert (before[:6], payer_in(award, JANUARY)) == ("320402", "320404001001")


def test_a_move_within_the_county_changes_nothing() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY), working("test") as system:
        people.move_person(system, person=home.spouse, division=VILLAGE_B, reason="搬迁")
    assert payer_in(award, JANUARY) == payer_in(award, FEBRUARY) == VILLAGE_B
    assert leads() == []


def test_who_leaves_the_city_is_to_be_ended_at_the_end_of_the_month() -> None:
    home, award = nursed()
    with clock.standing_at(IN_JANUARY), working("test") as system:
        people.move_person(system, person=home.spouse, division="330102001001", reason="外迁")
    assert {code for _, code, _, _ in told()} == {"moved_away"}
    assert payer_in(award, JANUARY)[:6] == "320402"


def test_a_number_that_is_known_later_refuses_the_second_file() -> None:
    """Somebody without papers is enrolled, gets a number, and asks elsewhere under it."""
    with acting("town_clerk_a") as actor:
        stranger = enter_unknown(actor, "无名氏", born=date(1960, 3, 5))
        house = home_of(actor, stranger)
        told_of = {"wage": 0, "business": 0, "property_income": 0, "locally_registered": True}
        state(actor, Subject(Entity.PERSON, stranger), {**told_of, "able_to_work": True})
        own = {"settlement": 1, "assets": 0, "vehicles": 0, "houses": 1}
        state(actor, Subject(Entity.HOUSEHOLD, house), own)
    decide(to_decide(Family(house, stranger, stranger, stranger)), "granted")
    with acting("town_clerk_a") as actor:
        identities.add_identity(actor, person=stranger, kind="resident", number=number(40))
    with working("test"):
        confirmation.confirm_numbers()
    with pytest.raises(Conflict):
        decide(in_the_other_town(sequence=40), "granted")
    assert leads() == []
