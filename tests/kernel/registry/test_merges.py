"""Two files become one, and two again."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import (
    accounts,
    confirmation,
    duplicates,
    facts,
    households,
    merges,
    people,
)
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.following import followers_of_persons
from minzheng.rules.facts import Entity
from tests.kernel.registry.residents import (
    BORN,
    SINCE,
    confirmed,
    enter,
    enter_unknown,
    home_of,
    number,
)
from tests.people import VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cast")]

Rows = Mapping[str, list[tuple[object, ...]]]
_KEEPING_TIME = {"changed_at"}


def rows_of_everybody() -> Rows:
    """Every row that follows a person, and the persons, without the times of changing."""
    models = [each.model for each in followers_of_persons()]
    found = {}
    with connection.cursor() as cursor:
        for model in [*models, apps.get_model("registry", "Person")]:
            columns = ", ".join(
                f'"{each.column}"::text' for each in model._meta.local_concrete_fields
                if each.name not in _KEEPING_TIME
            )  # fmt: skip
            cursor.execute(f"select {columns} from {model._meta.db_table} order by 1, 2, 3, 4")
            found[model._meta.db_table] = cursor.fetchall()
    return found


def with_everything(actor: Actor, person: UUID, *, since: date, phone: str) -> None:
    """A file with a row of every kind."""
    people.add_name(actor, person=person, name="别名", kind="alias")
    people.add_contact(actor, person=person, phone=phone)
    people.add_address(actor, person=person, kind="residence", text="朝阳路1号")
    households.add_supporter(actor, person=person, relation=2, on=since, name="张远行")
    facts.add_statement(
        actor,
        subject=Subject(Entity.PERSON, person),
        source="visit",
        facts={"wage": 100},
        valid_from=since,
    )
    accounts.propose_account(
        actor,
        person=person,
        bank="农商行",
        holder="张三丰",
        number="6228480402564890018",
        reason="本人",
    )


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    same_name=st.booleans(),
    elsewhere=st.booleans(),
    housed=st.sampled_from(["neither", "first", "second", "one after the other"]),
    both_full=st.booleans(),
)
def test_undoing_a_merge_restores_every_row(
    *, same_name: bool, elsewhere: bool, housed: str, both_full: bool
) -> None:
    with working("job", "320400") as clerk:
        first = enter_unknown(clerk, "张三丰")
        second = enter_unknown(
            clerk,
            "张三丰" if same_name else "张三峰",
            division=VILLAGE_B if elsewhere else VILLAGE_A,
        )
        if housed in ("first", "one after the other"):
            home_of(clerk, first)
        if housed == "one after the other":
            (stay,) = people.person_file(clerk, person=first).memberships
            households.leave_household(
                clerk, membership=stay.id, on=date(2026, 5, 1), reason="分户"
            )
        if housed in ("second", "one after the other"):
            home_of(clerk, second, since=date(2026, 5, 1))
        people.add_name(clerk, person=first, name="共用名", kind="alias")
        people.add_name(clerk, person=second, name="共用名", kind="alias")
        people.add_contact(clerk, person=second, phone="13812345678")
        if both_full:
            people.add_address(clerk, person=second, kind="mailing", text="朝阳路1号")
        before = rows_of_everybody()
        merge = merges.merge_persons(clerk, survivor=first, merged=second, reason="同一人")
        assert rows_of_everybody() != before
        assert [each.id for each in people.list_persons(clerk).rows if each.id == second] == []
        merges.undo_merge(clerk, merge=merge, reason="不是同一人")
        assert rows_of_everybody() == before


def test_a_merged_file_holds_everything_of_both() -> None:
    with acting("county_officer") as officer:
        first = enter(officer, phone="13812345678")
        second = enter_unknown(officer, "张三峰", division=VILLAGE_B)
        with_everything(officer, second, since=SINCE, phone="13912345678")
        home = home_of(officer, second, division=VILLAGE_B)
    with acting("county_approver") as approver:
        merges.merge_persons(approver, survivor=first, merged=second, reason="同一人")
    with acting("county_officer") as officer:
        file = people.person_file(officer, person=first)
        for text in ("张三峰", "13912345678", "张三丰", number()):
            assert [each.id for each in people.find_persons(officer, text=text).rows] == [first]
        assert people.person_file(officer, person=second).merged_into == first
    assert {each.name for each in file.names} == {"别名", "张三峰"}
    assert len(file.contacts) == 2
    assert (len(file.accounts), len(file.statements), len(file.supporters)) == (1, 1, 1)
    assert file.household == home
    with acting("county_approver") as approver:
        (row,) = merges.merges_of(approver, person=first)
    assert row.merged_name == "张三峰"


def test_two_confirmed_numbers_are_two_persons() -> None:
    """A26: twins differ in one digit and a letter of the name."""
    with acting("town_clerk_a") as clerk:
        first = enter(clerk, "张大双", sequence=1)
        second = enter(clerk, "张小双", sequence=3)
    confirmed()
    with acting("town_approver_a") as approver, pytest.raises(Conflict, match="不同"):
        merges.merge_persons(approver, survivor=first, merged=second, reason="疑似")


def test_two_households_at_one_time_are_settled_first() -> None:
    with acting("town_clerk_a") as clerk:
        first, second = enter(clerk), enter_unknown(clerk, "张三峰")
        home_of(clerk, first)
        home_of(clerk, second)
    with acting("town_approver_a") as approver, pytest.raises(Conflict, match="家庭"):
        merges.merge_persons(approver, survivor=first, merged=second, reason="同一人")


def test_a_row_changed_since_is_not_overwritten() -> None:
    with acting("county_officer") as officer:
        first, second = enter(officer), enter_unknown(officer, "张三峰")
        third = enter_unknown(officer, "王五")
        people.add_contact(officer, person=second, phone="13812345678")
    with working("job", "320400") as worker:
        merge = merges.merge_persons(worker, survivor=first, merged=second, reason="同一人")
        with connection.cursor() as cursor:
            cursor.execute("update registry_contact set person_id = %s", [third])
    with pytest.raises(Conflict, match="逐项"), working("job", "320400") as worker:
        merges.undo_merge(worker, merge=merge, reason="不是同一人")
    with acting("county_approver") as approver:
        assert merges.merges_of(approver, person=first)[0].undone_at is None


def test_nobody_is_merged_with_himself() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    with acting("town_approver_a") as approver, pytest.raises(Refused):
        merges.merge_persons(approver, survivor=person, merged=person, reason="同一人")


def test_likely_pairs_are_suggested_and_decisions_remembered() -> None:
    with acting("county_officer") as officer:
        first = enter(officer, phone="13812345678")
        second = enter_unknown(officer, "张三峰")
        people.add_contact(officer, person=second, phone="13812345678")
        enter(officer, "李四", sequence=3, born=date(1971, 1, 1))
        enter(officer, "张三风", sequence=5)
    confirmed()
    with working("job"):
        assert confirmation.look_for_duplicates("320402") >= 1
    with acting("town_clerk_a") as clerk:
        pairs = duplicates.list_duplicates(clerk).rows
        (pair,) = [each for each in pairs if {each.a.id, each.b.id} == {first, second}]
        assert pair.agreements["name"] == "姓名同音"
        assert pair.agreements["phone"] == "电话相同"
        for each in pairs:
            duplicates.reject_duplicate(clerk, pair=each.id)
        assert people.person_file(clerk, person=first).open_duplicates == 0
    with working("job"):
        assert confirmation.look_for_duplicates("320402") == 0


def test_twins_with_confirmed_numbers_are_not_suggested() -> None:
    with acting("town_clerk_a") as clerk:
        enter(clerk, "张大双", sequence=1)
        enter(clerk, "张小双", sequence=3)
    confirmed()
    with working("job"):
        assert confirmation.look_for_duplicates() == 0


def test_an_accepted_pair_is_merged() -> None:
    with acting("town_clerk_a") as clerk:
        first, second = enter(clerk), enter_unknown(clerk, "张三丰", born=BORN)
    with working("job"):
        assert confirmation.look_for_duplicates() == 1
    with acting("town_approver_a") as approver:
        (pair,) = duplicates.list_duplicates(approver).rows
        duplicates.accept_duplicate(approver, pair=pair.id, survivor=first, reason="同一人")
        assert duplicates.list_duplicates(approver).rows == ()
        assert people.person_file(approver, person=second).merged_into == first


def test_a_pair_across_towns_is_for_the_county() -> None:
    with acting("county_officer") as officer:
        enter(officer)
        enter_unknown(officer, "张三丰", division=VILLAGE_B)
    with working("job"):
        assert confirmation.look_for_duplicates() == 1
    for name, count in (("town_clerk_a", 0), ("town_clerk_b", 0), ("county_officer", 1)):
        with acting(name) as somebody:
            assert len(duplicates.list_duplicates(somebody).rows) == count
