"""Households and who belongs to them when (domain rules §14 A)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from minzheng.catalogue.codes import Relation
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import confirmation, households, people
from tests.kernel.registry.residents import SINCE, enter, home_of
from tests.people import VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_one_assistance_household_at_a_time() -> None:
    """A17: nobody is counted twice; the answer does not say where."""
    with acting("county_officer") as officer:
        person = enter(officer)
        home_of(officer, person)
        other = home_of(officer, division=VILLAGE_B)
        with pytest.raises(Conflict) as refused:
            households.join_household(
                officer, person=person, household=other, relation=Relation.head, on=SINCE
            )
    assert VILLAGE_A not in refused.value.message


def test_the_database_refuses_two_households_at_a_time() -> None:
    with acting("county_officer") as officer:
        person = enter(officer)
        home = home_of(officer, person)
        home_of(officer, enter(officer, "李四", sequence=3))
    with (
        pytest.raises(IntegrityError, match="membership_one_household_at_a_time"),
        acting("county_officer"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "update registry_membership set person_id = %s where household_id <> %s",
            [person, home],
        )


def test_leaving_one_household_and_joining_another_on_the_same_day() -> None:
    """A1, A2: half-open periods meet without a gap and without an overlap."""
    moved = date(2026, 4, 1)
    with acting("county_officer") as officer:
        person = enter(officer)
        home_of(officer, person)
        (membership,) = people.person_file(officer, person=person).memberships
        households.leave_household(officer, membership=membership.id, on=moved, reason="分户")
        other = home_of(officer, division=VILLAGE_B)
        households.join_household(
            officer, person=person, household=other, relation=Relation.head, on=moved
        )
        file = people.person_file(officer, person=person)
    assert [(each.since, each.until) for each in file.memberships] == [
        (moved, None),
        (SINCE, moved),
    ]
    assert file.division == VILLAGE_B
    assert file.household == other


def test_a_registration_household_is_another_thing() -> None:
    """A11, A20: a student registered at the school is a member at home."""
    with acting("county_officer") as officer:
        person = enter(officer)
        home = home_of(officer, person)
        home_of(officer, person, division=VILLAGE_B, kind="registration")
        file = people.person_file(officer, person=person)
    assert {each.household_kind for each in file.memberships} == {"assistance", "registration"}
    assert (file.division, file.household) == (VILLAGE_A, home)


def test_a_registration_household_elsewhere_is_shown_without_its_number() -> None:
    with acting("county_officer") as officer:
        person = enter(officer)
        home_of(officer, person)
        home_of(officer, person, division=VILLAGE_B, kind="registration")
    with acting("town_clerk_a") as clerk:
        file = people.person_file(clerk, person=person)
        shown = {each.household_kind: each.household_number for each in file.memberships}
        assert len(file.memberships) == 2
        assert shown["registration"] == ""
        assert shown["assistance"] != ""


def test_a_membership_has_the_kind_of_its_household() -> None:
    with acting("county_officer") as officer:
        home_of(officer, enter(officer))
    with (
        pytest.raises(IntegrityError, match="membership_of_household"),
        acting("county_officer"),
        connection.cursor() as cursor,
    ):
        cursor.execute("update registry_membership set kind = 'registration'")
        cursor.execute("set constraints all immediate")


def test_a_household_ends_with_its_last_members() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        home = home_of(clerk, person)
        households.end_household(clerk, household=home, on=date(2026, 6, 1), reason="全户迁出")
        file = households.household_file(clerk, household=home)
        assert [each.until for each in file.memberships] == [date(2026, 6, 1)]
        assert households.list_households(clerk).rows == ()


def test_the_list_shows_head_and_size() -> None:
    with acting("town_clerk_a") as clerk:
        home = home_of(clerk, enter(clerk), enter(clerk, "张小三", sequence=3))
        (row,) = households.list_households(clerk).rows
    assert (row.id, row.head, row.members) == (home, "张三丰", 2)


def test_a_household_is_not_there_for_others() -> None:
    with acting("town_clerk_a") as clerk:
        home = home_of(clerk, enter(clerk))
    with acting("town_clerk_b") as stranger:
        assert households.list_households(stranger).rows == ()
        with pytest.raises(Unseen):
            households.household_file(stranger, household=home)


def test_nobody_joins_before_the_household_or_after_it() -> None:
    with acting("town_clerk_a") as clerk:
        home = home_of(clerk)
        person = enter(clerk)
        with pytest.raises(Refused):
            households.join_household(
                clerk, person=person, household=home, relation=0, on=date(2025, 12, 31)
            )


def test_supporters_are_kept_with_whom_they_support() -> None:
    """A19, A20: a child outside the household, with or without a file of its own."""
    with acting("county_officer") as officer:
        parent = enter(officer)
        child = enter(officer, "张小三", sequence=3, division=VILLAGE_B)
        households.add_supporter(
            officer, person=parent, relation=Relation.child, on=SINCE, registered=child
        )
        households.add_supporter(
            officer, person=parent, relation=Relation.child, on=SINCE, name="张远行"
        )
    with acting("town_clerk_a") as clerk:
        file = people.person_file(clerk, person=parent)
        assert [each.name for each in file.supporters] == ["张小三", "张远行"]
        with pytest.raises(Unseen):
            people.person_file(clerk, person=child)


def test_a_home_in_which_only_protected_members_are_left_is_protected_too() -> None:
    with acting("child_protection_officer") as officer:
        head, child = enter(officer), enter(officer, "张翠山", sequence=2)
        home = home_of(officer, head, child)
        people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="个案")
    with acting("town_clerk_a") as clerk:
        (row,) = households.household_file(clerk, household=home).memberships
        households.leave_household(clerk, membership=row.id, on=date(2026, 2, 1), reason="外出")
    with working("job"):
        assert confirmation.protect_homes() > 0
        assert confirmation.protect_homes() == 0
    with acting("town_clerk_a") as clerk, pytest.raises(Unseen):
        households.household_file(clerk, household=home)
    with acting("child_protection_officer") as officer:
        assert households.household_file(officer, household=home).label is Label.CHILD_PROTECTION


def test_a_household_is_found_by_its_number_within_the_scope() -> None:
    with acting("town_clerk_a") as clerk:
        home = households.found_household(
            clerk, kind="assistance", division=VILLAGE_A, valid_from=SINCE, number="JT-77"
        )
        for typed in ("JT-77", " jt-77 ", "ＪＴ-77"):
            found = households.find_households(clerk, number=typed).rows
            assert [each.id for each in found] == [home]
        assert not households.find_households(clerk, number="JT-7").rows
    with acting("town_clerk_b") as clerk:
        assert not households.find_households(clerk, number="JT-77").rows


def test_a_supporter_ends_once_and_not_before_the_beginning() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        supporter = households.add_supporter(
            clerk, person=person, relation=Relation.child, name="张远游", on=SINCE
        )
        with pytest.raises(Refused):
            households.end_supporter(clerk, supporter=supporter, on=date(2025, 12, 31))
        households.end_supporter(clerk, supporter=supporter, on=SINCE)
        with pytest.raises(Conflict):
            households.end_supporter(clerk, supporter=supporter, on=SINCE)
