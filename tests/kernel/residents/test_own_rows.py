"""A resident reads his own rows and nothing of a neighbour, by whatever path; he writes none."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.own_rows import NOBODY, own_rows
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.rows import Kind, classified
from minzheng.kernel.registry.api import households, people
from minzheng.kernel.registry.api.own import own_file
from minzheng.kernel.registry.models import Membership, Person, Statement
from minzheng.kernel.residents.api import authorities, sharing
from minzheng.kernel.residents.api.authorities import Grant
from tests.kernel.residents.village import (
    Village,
    account_of,
    as_actor,
    at_home,
    number_of,
    officer_at_the_door,
    resident,
)
from tests.people import VILLAGE_A, acting

pytestmark = pytest.mark.slow

PAPER = UUID("00000000-0000-7000-8000-0000000000aa")


def everything() -> dict[str, list[str]]:
    """Every row of every table with rows about persons that this transaction can read, as text."""
    tables = [name for name, how in classified().items() if how.kind is Kind.BY_DIVISION]
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'select t::text from "{table}" t')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def until(days: int = 30) -> Grant:
    """An authority of a month for 李邻居."""
    end = clock.today() + timedelta(days=days)
    return Grant("李邻居", "all", end, number=number_of("李邻居"), document=PAPER)


def test_a_resident_sees_nothing_of_a_neighbour_in_the_same_village(village: Village) -> None:
    neighbours = {str(village.persons[name]) for name in ("李邻居", "李小妹")}
    forbidden = neighbours | {str(village.other_home), "李邻居", "李小妹", "99876", "9876500"}
    with at_home("赵大山"):
        read = everything()
    assert read["registry_person"]
    assert not [
        (table, word)
        for table, rows in read.items()
        for row in rows
        for word in forbidden
        if word in row
    ]


def test_a_resident_reads_himself_his_child_and_his_household(village: Village) -> None:
    with at_home("赵大山") as actor:
        file = own_file(actor)
        assert {each.name for each in Person.objects.all()} == {"赵大山", "赵小河"}
    assert file.name == "赵大山"
    assert file.household is not None
    shown = {each.name: each for each in file.household.members if each.shown}
    assert set(shown) == {"赵大山", "赵小河"}
    assert (shown["赵大山"].facts or {})["wage"].value == 70_000
    assert file.household.facts["assets"].value == 1_234_500
    assert [each.relation_title for each in file.household.members if not each.shown] == [
        "配偶",
        "父母",
    ]
    assert "13900000001" not in repr(file)
    assert number_of("赵大山") not in repr(file)


def test_another_adult_is_seen_only_after_consent_and_until_it_is_withdrawn(
    village: Village,
) -> None:
    wife = str(village.persons["钱小凤"])

    def seen_by_the_husband() -> bool:
        with at_home("赵大山"):
            rows = everything()
            return any(wife in row for row in rows["registry_statement"])

    assert not seen_by_the_husband()
    with at_home("钱小凤") as actor:
        sharing.share(actor)
        sharing.share(actor)
    assert seen_by_the_husband()
    with at_home("李邻居"):
        assert not any(wife in row for rows in everything().values() for row in rows)
    with at_home("钱小凤") as actor:
        sharing.stop_sharing(actor)
    assert not seen_by_the_husband()


def test_consent_ends_with_the_household_to_which_it_was_given(village: Village) -> None:
    wife, today = village.persons["钱小凤"], clock.today()
    with at_home("钱小凤") as actor:
        sharing.share(actor)
        assert sharing.shares(actor)
    with acting("town_clerk_a") as clerk:
        left = Membership.objects.get(person=wife)
        households.leave_household(clerk, membership=left.pk, on=today, reason="离婚")
        home = households.found_household(
            clerk, kind="assistance", division=VILLAGE_A, valid_from=today
        )
        households.join_household(
            clerk, person=wife, household=home, relation=Relation.head, on=today
        )
    with at_home("钱小凤") as actor:
        assert not sharing.shares(actor)


def test_a_child_does_not_see_the_grown_ups(village: Village) -> None:
    with at_home("赵小河"):
        assert [each.name for each in Person.objects.all()] == ["赵小河"]


def test_what_is_hidden_stays_hidden(village: Village) -> None:
    child = village.persons["赵小河"]
    with acting("child_protection_officer") as officer:
        people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="受害儿童")
    with at_home("赵大山"):
        rows = everything()
    assert not [row for rows_of in rows.values() for row in rows_of if str(child) in row]
    with at_home("赵小河") as actor, pytest.raises(Unseen):
        own_file(actor)


@pytest.mark.parametrize(
    "statement",
    [
        "update registry_person set name = 'x'",
        "update registry_statement set facts = '{}'",
        "delete from registry_membership",
        "delete from residents_authority",
    ],
)
def test_a_resident_changes_no_row(village: Village, statement: str) -> None:
    with at_home("赵大山"), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 0


def test_a_resident_adds_no_row(village: Village) -> None:
    with at_home("赵大山"):
        mine = Person.objects.get(pk=village.persons["赵大山"])
        row = Statement(
            division=mine.division,
            person=mine,
            source="declared",
            facts={},
            valid_from="2026-01-01",
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)


def test_an_income_stated_of_a_supporter_is_not_the_supported_ones_to_read(
    village: Village,
) -> None:
    with at_home("赵大山"):
        assert not [row for rows in everything().values() for row in rows if "555500" in row]


def test_staff_see_no_more_than_before(village: Village) -> None:
    with acting("town_clerk_b"):
        assert not any(everything()[name] for name in ("registry_person", "registry_statement"))


def test_acting_for_somebody_begins_and_ends_with_the_authority(village: Village) -> None:
    with at_home("孙老太") as actor:
        given = authorities.empower(actor, grant=until())
    with at_home("李邻居") as actor:
        (mine,) = authorities.empowered(actor)
        assert (mine.id, mine.name) == (given, "孙老太")
    with at_home("李邻居", given) as actor:
        assert own_file(actor).name == "孙老太"
        assert "李邻居" not in {each.name for each in Person.objects.all()}
        with pytest.raises(Refused):
            authorities.empower(actor, grant=until())
        with pytest.raises(Refused):
            authorities.revoke_authority(actor, authority=given)
    with at_home("孙老太") as actor:
        authorities.revoke_authority(actor, authority=given)
        assert not authorities.authorities(actor)[0].in_force
    assert own_rows(account_of("李邻居"), given) == NOBODY
    with at_home("李邻居") as actor:
        assert not authorities.empowered(actor)


def test_an_authority_ends_by_itself(village: Village) -> None:
    with at_home("孙老太") as actor:
        given = authorities.empower(actor, grant=until(3))
    account = account_of("李邻居")
    assert own_rows(account, given).person == village.persons["孙老太"]
    with clock.standing_at(clock.now() + timedelta(days=4)):
        assert own_rows(account, given) == NOBODY


def test_an_authority_is_nobody_elses(village: Village) -> None:
    with at_home("孙老太") as actor:
        given = authorities.empower(actor, grant=until())
    assert own_rows(account_of("钱小凤"), given) == NOBODY
    with at_home("赵大山") as actor, pytest.raises(Unseen):
        authorities.revoke_authority(actor, authority=given)


def test_an_officer_acts_at_the_door_in_his_own_village_with_a_paper(village: Village) -> None:
    old = village.persons["孙老太"]
    with acting("village_officer_a") as officer:
        with pytest.raises(Refused, match="授权书"):
            authorities.record_authority(
                officer, person=old, grant=Grant("", "all", clock.today()), officer=True
            )
        paper = Grant("", "all", clock.today() + timedelta(days=7), document=PAPER)
        given = authorities.record_authority(officer, person=old, grant=paper, officer=True)
    with as_actor(officer_at_the_door(given)) as actor:
        assert own_file(actor).name == "孙老太"
    Post.objects.filter(account=actor.account).update(state="ended")
    assert own_rows(actor.account, given) == NOBODY


def test_an_officer_of_another_village_records_nothing(village: Village) -> None:
    with acting("village_officer_b") as officer, pytest.raises(Unseen):
        authorities.record_authority(
            officer,
            person=village.persons["孙老太"],
            grant=Grant("", "all", clock.today(), document=PAPER),
            officer=True,
        )


def test_a_disabled_account_and_a_dead_person_have_no_rows(village: Village) -> None:
    actor = resident("赵大山")
    with acting("town_clerk_a") as clerk:
        file = people.person_file(clerk, person=village.persons["李邻居"])
        people.record_death(clerk, person=file.id, on=clock.today(), version=file.version)
    assert own_rows(account_of("李邻居")) == NOBODY
    Account.objects.filter(pk=actor.account).update(is_active=False)
    assert own_rows(actor.account) == NOBODY
