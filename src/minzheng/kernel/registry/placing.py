"""Where a file lies: its rows carry its division and label, and move together."""

from uuid import UUID

from django.db import models

from minzheng.base.divisions import Level
from minzheng.base.events import publish
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.registry import events
from minzheng.kernel.registry.following import (
    Follower,
    followers_of_households,
    followers_of_persons,
)
from minzheng.kernel.registry.models import Household, Membership, Person
from minzheng.kernel.registry.scoping import within_scope

OUT_OF_REACH = "目标地不在您的辖区，请由双方共同的上级办理迁移。"


def rehome_person(person: Person, division: str, label: str | None = None) -> int:
    """Move a person's file; answers how many rows moved. Raises `Conflict` outside the scope.

    Every follower is asked, whatever its app: a row left behind would be a leak at the old place
    and a hole at the new one.
    """
    label = label or person.label
    if (person.division, person.label) == (division, label):
        return 0
    if not within_scope(division):
        raise Conflict(OUT_OF_REACH)
    moved = 1 + _move(followers_of_persons(), person.pk, division, label)
    Person.objects.filter(pk=person.pk).update(division=division, label=label)
    before, person.division, person.label = person.division, division, label
    if before != division:
        publish(events.PersonMoved(person.pk, before, division))
    return moved


def rehome_household(household: Household, division: str, label: str | None = None) -> int:
    """Move a household's own rows; its members' files are moved by themselves."""
    label = label or household.label
    if (household.division, household.label) == (division, label):
        return 0
    if not within_scope(division):
        raise Conflict(OUT_OF_REACH)
    moved = 1 + _move(followers_of_households(), household.pk, division, label)
    Household.objects.filter(pk=household.pk).update(division=division, label=label)
    before, household.division, household.label = household.division, division, label
    if before != division:
        publish(events.HouseholdMoved(household.pk, before, division))
    return moved


def protect_home(household: Household) -> int:
    """Give a household the label that all its members share; answers how many rows moved.

    Its number and address would tell of members who are protected, and of nobody else. Where only
    some are, it stays as it is: the others live there too.
    """
    members = Membership.objects.filter(household=household, valid__upper_inf=True)
    labels = set(members.values_list("label", flat=True))
    if len(labels) != 1:
        return 0
    return rehome_household(household, household.division, labels.pop())


def _move(followers: tuple[Follower, ...], subject: UUID, division: str, label: str) -> int:
    return sum(
        rows_of(follower, subject).update(division=division, label=label) for follower in followers
    )


def rows_of(follower: Follower, subject: UUID) -> "models.QuerySet[models.Model]":
    """The rows of one model that follow a subject, of every label that the scope sees."""
    return follower.model._default_manager.filter(**{follower.column: subject})


def common_superior(first: str, second: str) -> str:
    """The code of the smallest division that holds both, '' for the country.

    Where a task about two files lies: whoever sees it sees both.
    """
    if first == second:
        return first
    shared = ""
    for end in Level:
        if first[:end] != second[:end] or min(len(first), len(second)) < end:
            break
        shared = first[:end]
    if not shared:
        return ""
    return shared.ljust(Level.COUNTY, "0")
