"""Numbers: one spelling, compared by the worker alone, disputed rather than merged."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import identities, people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.registry.residents import confirmed, enter, enter_unknown, number
from tests.people import VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

WITH_X = "11010519491231002X"
SPELLINGS = [
    WITH_X,
    "11010519491231002x",
    " 110105 19491231 002X ",
    "１１０１０５１９４９１２３１００２Ｘ",
    "１１０１０５１９４９１２３１００２ｘ",
    "110105491231002",
    "１１０１０５４９１２３１００２",
    "110105 491231 002",
    "\t11010519491231002X\n",
    "110105\u300019491231\u3000002X",
    "11010519491231002Ｘ",
    " 110105491231002 ",
]


def states(actor: Actor, person: UUID) -> list[str]:
    """How the numbers of a person stand."""
    file = people.person_file(actor, person=person)
    return [each.state for each in file.identities]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_one_number(spelling: str) -> None:
    with acting("town_clerk_a") as clerk:
        entry = PersonEntry(name="张三", division=VILLAGE_A, number=WITH_X)
        person = people.register_person(clerk, entry=entry)
        again = PersonEntry(name="张三", division=VILLAGE_A, number=spelling)
        with pytest.raises(Conflict):
            people.register_person(clerk, entry=again)
        assert [each.id for each in people.find_persons(clerk, text=spelling).rows] == [person]


def test_old_and_new_number_are_one_person() -> None:
    """§14 C6."""
    with acting("town_clerk_a") as clerk:
        entry = PersonEntry(name="张三", division=VILLAGE_A, number=WITH_X)
        person = people.register_person(clerk, entry=entry)
        identities.add_identity(clerk, person=person, kind="resident", number="110105491231002")
        (identity,) = people.person_file(clerk, person=person).identities
    assert identity.first_generation


def test_a_number_is_confirmed_by_the_worker() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        assert states(clerk, person) == ["pending"]
    assert confirmed() == 1
    with acting("town_clerk_a") as clerk:
        assert states(clerk, person) == ["confirmed"]
    assert confirmed() == 0


def test_a_number_held_elsewhere_is_entered_like_any_other() -> None:
    """T-04: no word of the other record, not at once and not later."""
    with acting("town_clerk_b") as first:
        theirs = enter(first, division=VILLAGE_B)
    confirmed()
    with acting("town_clerk_a") as second:
        ours = enter(second)
        assert states(second, ours) == ["pending"]
        assert [each.id for each in people.find_persons(second, text=number()).rows] == [ours]
    confirmed()
    with acting("town_clerk_a") as second:
        assert states(second, ours) == ["disputed"]
        assert identities.disputes(second).rows == ()
    with acting("county_officer") as superior:
        (dispute,) = identities.disputes(superior).rows
        assert {dispute.first.id, dispute.second.id} == {theirs, ours}
        identities.decide_dispute(superior, dispute=dispute.id, verdict="second")
        assert states(superior, ours) == ["confirmed"]
        assert states(superior, theirs) == ["superseded"]


def test_a_number_of_a_protected_child_stays_waiting() -> None:
    """T-20: "disputed" would tell that somebody holds it."""
    with acting("child_protection_officer") as officer:
        child = enter(officer)
        people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="保护个案")
    confirmed()
    with acting("town_clerk_a") as clerk:
        ours = enter(clerk)
    confirmed()
    with acting("town_clerk_a") as clerk:
        assert states(clerk, ours) == ["pending"]
        assert not identities.verify_number(clerk, number=number()).matches
    with acting("child_protection_officer") as officer:
        assert len(identities.disputes(officer).rows) == 1


def test_the_first_of_two_waiting_numbers_wins() -> None:
    with acting("town_clerk_b") as first:
        theirs = enter(first, division=VILLAGE_B)
    with acting("town_clerk_a") as second:
        ours = enter(second)
    assert confirmed() == 2
    with acting("county_officer") as superior:
        assert states(superior, theirs) == ["confirmed"]
        assert states(superior, ours) == ["disputed"]


def test_the_database_refuses_a_number_twice() -> None:
    with acting("county_officer") as officer:
        enter(officer)
        enter_b = enter(officer, "李四", sequence=3, division=VILLAGE_B)
    confirmed()
    with (
        pytest.raises(IntegrityError, match="identity_number_once"),
        acting("county_officer"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update registry_identitydocument set index ="
            " (select index from registry_identitydocument where person_id <> %s limit 1)"
            " where person_id = %s",
            [enter_b, enter_b],
        )


def test_a_corrected_number_is_found_and_the_old_one_kept() -> None:
    """§14 C7."""
    new = number(7)
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    confirmed()
    with acting("town_clerk_a") as clerk:
        (old,) = people.person_file(clerk, person=person).identities
        identities.correct_identity(clerk, identity=old.id, number=new, on=date(2026, 5, 1))
        assert sorted(states(clerk, person)) == ["pending", "superseded"]
    confirmed()
    with acting("town_clerk_a") as clerk:
        assert sorted(states(clerk, person)) == ["confirmed", "superseded"]
        for text in (new, number()):
            assert [each.id for each in people.find_persons(clerk, text=text).rows] == [person]
        assert identities.reveal_number(clerk, identity=old.id) == number()


def test_a_second_resident_number_is_refused() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        with pytest.raises(Conflict):
            identities.add_identity(clerk, person=person, kind="resident", number=number(9))
        identities.add_identity(clerk, person=person, kind="passport", number="e12345678")
        assert people.find_persons(clerk, text="E12345678").rows


def test_who_had_no_number_has_one_at_last() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter_unknown(clerk, "无名氏")
        identities.add_identity(clerk, person=person, kind="resident", number=number())
        file = people.person_file(clerk, person=person)
    assert (file.no_identity, file.temporary_code) == (False, "")


def test_verifying_tells_match_and_office_and_nothing_else() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    confirmed()
    with acting("town_clerk_b") as stranger:
        found = identities.verify_number(stranger, number=number())
        assert (found.matches, found.office) == (True, "雕庄街道")
        missed = identities.verify_number(stranger, number=number(5))
        assert (missed.matches, missed.office) == (False, "")
        with pytest.raises(Unseen):
            people.person_file(stranger, person=person)


def test_the_emergency_file_is_empty_without_a_grant() -> None:
    with acting("town_clerk_a") as clerk:
        enter(clerk)
    confirmed()
    with acting("town_clerk_b"), connection.cursor() as cursor:
        cursor.execute(
            "select public.registry_emergency_file(index) from"
            " (select decode(repeat('00', 32), 'hex') as index) as any_number"
        )
        assert cursor.fetchone() == (None,)
