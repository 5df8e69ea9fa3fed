"""Divisions change by date; records follow, history stays (domain rules §8.2, §14 G16)."""

from datetime import date

import pytest

from minzheng.base.errors import InvalidIdentifier
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import confirmation, divisions, households, people
from minzheng.kernel.registry.api.divisions import NewUnit
from tests.kernel.registry.residents import enter, home_of, number
from tests.people import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    acting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

TODAY = date(2026, 1, 1)
ELSEWHERE = "320402002204"
"""Village A's three digits under town B."""


def performed() -> int:
    """The worker's round."""
    with working("job"):
        return confirmation.perform_division_changes()


def found(actor: Actor, text: str) -> list[str]:
    """Where those who are found lie."""
    return [each.division for each in people.find_persons(actor, text=text).rows]


def test_the_tree_has_no_fixed_depth() -> None:
    divisions.load_divisions([("441900", "东莞市"), ("441900003", "东城街道")])
    assert [each.code for each in divisions.path("441900003")] == ["441900", "441900003"]
    assert [each.code for each in divisions.children("441900")] == ["441900003"]


def test_loading_twice_renames_and_adds_nothing() -> None:
    before = len(divisions.children(COUNTY))
    assert divisions.load_divisions([(TOWN_A + "000", "雕庄街道办")]) == 1
    assert len(divisions.children(COUNTY)) == before
    assert divisions.names([TOWN_A]) == {TOWN_A: "雕庄街道办"}
    with pytest.raises(InvalidIdentifier):
        divisions.load_divisions([("99", "火星")])


def test_a_renamed_division_keeps_its_code() -> None:
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_rename(code=TOWN_A, name="雕庄镇"),
            on=TODAY,
            approval="苏政复1号",
        )
        assert divisions.names([TOWN_A]) == {TOWN_A: "雕庄街道"}
    performed()
    assert divisions.names([TOWN_A]) == {TOWN_A: "雕庄镇"}
    with acting("city_officer") as officer:
        (change,) = divisions.list_changes(officer).rows
    assert (change.before[0]["name"], change.after[0]["name"]) == ("雕庄街道", "雕庄镇")
    assert change.state_title == "已执行"


def test_merged_towns_take_their_records_along() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        home = home_of(clerk, person)
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_merge(
                codes=[TOWN_A, TOWN_B], into=NewUnit(TOWN_B, "青龙街道")
            ),
            on=TODAY,
        )
    assert performed() > 10
    with acting("town_clerk_b") as clerk:
        assert found(clerk, "张三丰") == found(clerk, number()) == [ELSEWHERE]
        assert households.household_file(clerk, household=home).division == ELSEWHERE
    assert divisions.resolve(TOWN_A) == (TOWN_B,)
    assert divisions.resolve(VILLAGE_A) == (ELSEWHERE,)
    assert divisions.resolve(VILLAGE_B) == (VILLAGE_B,)
    abolished = divisions.division(TOWN_A)
    assert abolished is not None
    assert abolished.valid_to == TODAY
    assert [each.code for each in divisions.children(TOWN_B)] == [VILLAGE_B, ELSEWHERE]
    assert TOWN_A in {each.code for each in divisions.children(COUNTY, on=date(2025, 12, 31))}


def test_records_of_every_label_move() -> None:
    with acting("child_protection_officer") as officer:
        person = enter(officer)
        people.seal_person(officer, person=person, label=Label.CHILD_PROTECTION, reason="个案")
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_merge(
                codes=[TOWN_A, TOWN_B], into=NewUnit(TOWN_B, "青龙街道")
            ),
            on=TODAY,
        )
    performed()
    with acting("child_protection_officer") as officer:
        assert people.person_file(officer, person=person).division == ELSEWHERE


def test_a_split_village_sends_its_households() -> None:
    new = "320402001205"
    with acting("town_clerk_a") as clerk:
        stays, goes = enter(clerk), enter(clerk, "李四", sequence=3)
        home_of(clerk, stays)
        moved = home_of(clerk, goes)
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_split(
                code=VILLAGE_A,
                into=[NewUnit(VILLAGE_A, "朝阳村"), NewUnit(new, "朝阳新村")],
                households={moved: new},
            ),
            on=TODAY,
        )
    performed()
    with acting("town_clerk_a") as clerk:
        assert found(clerk, "张三丰") == [VILLAGE_A]
        assert found(clerk, "李四") == found(clerk, number(3)) == [new]
        assert households.household_file(clerk, household=moved).division == new


def test_a_divided_town_resolves_to_its_parts() -> None:
    first, second = "320402101", "320402102"
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_split(
                code=TOWN_A,
                into=[NewUnit(first, "东镇"), NewUnit(second, "西镇")],
                recoded={VILLAGE_A: first + "204"},
            ),
            on=TODAY,
        )
    performed()
    assert divisions.resolve(TOWN_A) == (first, second)
    assert divisions.resolve(VILLAGE_A) == (first + "204",)


def test_a_chain_of_changes_resolves_to_the_last() -> None:
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_move(code=TOWN_A, to=NewUnit("320402101", "雕庄镇")),
            on=TODAY,
        )
    performed()
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_move(code="320402101", to=NewUnit("320411101", "雕庄镇")),
            on=date(2026, 2, 1),
        )
    performed()
    assert divisions.resolve(VILLAGE_A) == ("320411101204",)
    moved = divisions.division("320411101")
    assert moved is not None
    assert moved.parent == OTHER_COUNTY


def test_a_change_waits_for_its_day() -> None:
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_rename(code=TOWN_A, name="雕庄镇"),
            on=date(2099, 1, 1),
        )
    performed()
    assert divisions.names([TOWN_A]) == {TOWN_A: "雕庄街道"}


def test_colliding_codes_are_refused() -> None:
    divisions.load_divisions([("320402002204", "青龙村")])
    with acting("city_officer") as officer, pytest.raises(Conflict):
        divisions.order_change(
            officer,
            planned=divisions.planned_merge(
                codes=[TOWN_A, TOWN_B], into=NewUnit(TOWN_B, "青龙街道")
            ),
            on=TODAY,
        )


def test_nobody_changes_divisions_outside_the_own_place() -> None:
    with acting("city_officer") as officer, pytest.raises(Refused):
        divisions.order_change(
            officer,
            planned=divisions.planned_move(code=TOWN_A, to=NewUnit("320506101", "雕庄镇")),
            on=TODAY,
        )
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        divisions.order_change(
            officer, planned=divisions.planned_rename(code=TOWN_A, name="雕庄镇"), on=TODAY
        )
    assert divisions.resolve(CITY) == (CITY,)


def test_files_are_compared_county_by_county() -> None:
    divisions.load_divisions([("441900", "东莞市"), ("441900003", "东城街道")])
    assert confirmation.counties() == (COUNTY, OTHER_COUNTY, "441900")


def test_what_would_move_is_told_before_the_order() -> None:
    with acting("town_clerk_a") as clerk:
        home_of(clerk, enter(clerk), enter(clerk, "张翠山", sequence=2))
    planned = divisions.planned_merge(codes=[TOWN_A, TOWN_B], into=NewUnit(TOWN_B, "青龙街道"))
    with acting("city_officer") as officer:
        preview = divisions.preview_change(officer, planned=planned)
        moved = {each.title: each.count for each in preview.moved}
        assert (moved["人员档案"], moved["家庭档案"]) == (2, 1)
        assert [(each.old, each.new) for each in preview.units] == [
            (TOWN_A, TOWN_B),
            (TOWN_B, TOWN_B),
            (VILLAGE_A, ELSEWHERE),
        ]
        divisions.order_change(officer, planned=planned, on=TODAY)
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        divisions.preview_change(clerk, planned=planned)


def test_an_order_can_be_taken_back_before_its_day() -> None:
    with acting("city_officer") as officer:
        change = divisions.order_change(
            officer, planned=divisions.planned_rename(code=TOWN_A, name="雕庄镇"), on=TODAY
        )
        divisions.cancel_change(officer, change=change, reason="批文有误")
        with pytest.raises(Conflict):
            divisions.cancel_change(officer, change=change, reason="批文有误")
        assert divisions.change_of_divisions(officer, change=change).state == "cancelled"
    assert performed() == 0
    assert divisions.names([TOWN_A]) == {TOWN_A: "雕庄街道"}


def test_a_village_that_is_divided_tells_how_many_households_have_no_destination() -> None:
    with acting("town_clerk_a") as clerk:
        stays, goes = home_of(clerk, enter(clerk)), home_of(clerk, enter(clerk, "李四", sequence=3))
    parts = [NewUnit("320402001205", "东村"), NewUnit("320402001206", "西村")]
    planned = divisions.planned_split(code=VILLAGE_A, into=parts, households={goes: "320402001205"})
    with acting("city_officer") as officer:
        preview = divisions.preview_change(officer, planned=planned)
    assert stays != goes
    assert (preview.remaining, preview.chosen_households) == (1, 1)
    assert preview.divided == VILLAGE_A
