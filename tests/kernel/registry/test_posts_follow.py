"""Posts go where their division goes: the same person in the same role, the history kept."""

from datetime import date

import pytest
from django.db import Error, transaction

from minzheng.kernel.access import api as access
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit import api as audit
from minzheng.kernel.registry.api import confirmation, divisions, people
from minzheng.kernel.registry.api.divisions import NewUnit
from tests.kernel.registry.residents import enter
from tests.people import TOWN_A, TOWN_B, VILLAGE_A, account_id, acting, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

TODAY = date(2026, 1, 1)
THERE = "320402002204"
"""Village A's three digits under town B."""


def merged() -> None:
    """Town A becomes part of town B, today."""
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_merge(
                codes=[TOWN_A, TOWN_B], into=NewUnit(TOWN_B, "青龙街道")
            ),
            on=TODAY,
        )
    with working("job"):
        confirmation.perform_division_changes()


def test_whoever_worked_in_the_merged_town_goes_on_in_the_new_one() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    merged()
    with acting("town_clerk_a") as clerk:
        assert clerk.division == TOWN_B
        assert people.person_file(clerk, person=person).division == THERE
    assert actor("village_officer_a").division == THERE
    assert actor("town_clerk_b").post == Post.objects.get(account=account_id("town_clerk_b")).pk
    assert Account.objects.get(pk=account_id("town_clerk_a")).division == TOWN_B


def test_the_old_post_ends_the_day_before_and_is_named_by_the_new_one() -> None:
    merged()
    old, new = Post.objects.filter(account=account_id("town_clerk_a")).order_by("id")
    assert (old.division, old.state, old.valid_to) == (TOWN_A, PostState.ENDED, date(2025, 12, 31))
    assert old.end_reason == "行政区划变更"
    assert (new.division, new.state, new.valid_from) == (TOWN_B, PostState.ACTIVE, TODAY)
    assert (new.follows_id, new.valid_to) == (old.pk, None)
    assert new.approved_by_person == old.approved_by_person
    with acting("city_officer"):
        (event,) = audit.history("post", old.pk)
    assert event.action == "post.follow"
    assert event.division == TOWN_B


def test_a_post_held_in_both_towns_is_held_once() -> None:
    clerk = Post.objects.get(account=account_id("town_clerk_a"))
    held = {each.attname: getattr(clerk, each.attname) for each in Post._meta.concrete_fields}
    del held["id"]
    both = Post.objects.create(**(held | {"division": TOWN_B}))
    merged()
    live = Post.objects.exclude(state=PostState.ENDED).filter(account=clerk.account_id)
    assert list(live) == [both]


def test_a_program_goes_on_with_its_token() -> None:
    with acting("system_admin") as admin:
        post = Post.objects.get(account=account_id("town_clerk_a")).pk
        raw = access.issue_token(
            admin, post=post, title="对接", permissions=["person.read"], days=30
        )
    merged()
    machine = access.actor_of_token(raw)
    assert machine is not None
    assert machine.division == TOWN_B


def test_the_database_refuses_a_successor_that_is_more_than_what_it_follows() -> None:
    old = Post.objects.get(account=account_id("town_clerk_a"))
    held = {each.attname: getattr(old, each.attname) for each in Post._meta.concrete_fields}
    del held["id"]
    held |= {"origin": "succession", "follows_id": old.pk, "division": TOWN_B}
    other = Account.objects.get(pk=account_id("village_officer_b"))
    for more in (
        {"role": "town_approver"},
        {"account_id": other.pk, "person": other.person},
        {"division": TOWN_A},
        {"follows_id": None},
    ):
        with pytest.raises(Error), transaction.atomic():
            Post.objects.create(**(held | more))
    assert access.posts_follow({}, TODAY) == 0


def divided(*, keeps: bool = False) -> None:
    """Town A becomes two towns, today."""
    first = TOWN_A if keeps else "320402101"
    with acting("city_officer") as officer:
        divisions.order_change(
            officer,
            planned=divisions.planned_split(
                code=TOWN_A,
                into=[NewUnit(first, "东镇"), NewUnit("320402102", "西镇")],
                recoded={} if keeps else {VILLAGE_A: "320402101204"},
            ),
            on=TODAY,
        )
    with working("job"):
        confirmation.perform_division_changes()


def test_nobody_gets_power_over_a_part_of_a_divided_town_by_itself() -> None:
    divided()
    old = Post.objects.get(account=account_id("town_clerk_a"))
    assert (old.state, old.end_reason) == (PostState.ENDED, "行政区划分设，须重新任命")
    assert actor("village_officer_a").division == "320402101204"
    with acting("county_system_admin") as admin:
        waiting = {each.account.username for each in access.lapsed_posts(admin)}
        assert {"town_clerk_a", "town_approver_a"} <= waiting
        access.propose_post(
            admin,
            account=account_id("town_clerk_a"),
            role="town_clerk",
            division="320402101",
            valid_from=TODAY,
        )
        left = access.lapsed_posts(admin, divisions=[TOWN_A])
        assert "town_clerk_a" not in {each.account.username for each in left}
        assert not access.lapsed_posts(admin, divisions=[TOWN_B])
        (event,) = audit.history("post", old.pk)
    assert event.action == "post.lapse"


def test_posts_of_a_code_that_lives_on_stay_and_are_listed() -> None:
    divided(keeps=True)
    assert actor("town_clerk_a").division == TOWN_A
    with acting("county_system_admin") as admin:
        assert not access.lapsed_posts(admin)
        held = {each.account.username for each in access.posts_at(admin, division=TOWN_A)}
        assert {"town_clerk_a", "town_approver_a"} <= held
