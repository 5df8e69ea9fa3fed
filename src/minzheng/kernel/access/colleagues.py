"""Who could do a piece of work: staff of a county who hold a permission today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from minzheng.base.divisions import Level
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.roles import ROLES
from minzheng.kernel.access.signing_in import valid_posts
from minzheng.kernel.protection.context import scope_of
from minzheng.kernel.protection.labels import Label


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in a post. `person` is the blind index of the own ID number."""

    account: UUID
    person: bytes = field(repr=False)
    name: str
    role_title: str
    division: str


@query(permission="case.read")
def colleagues(actor: Actor, *, permission: str, division: str) -> tuple[Colleague, ...]:
    """Who holds a permission in the county of a division, one entry for each post, by place.

    Not narrowed to the actor's own office: work that an office must not do itself is given to
    another one of the county. Names and posts of staff are no secret inside the bureau.
    """
    return holders(permission, division)


def holders(permission: str, division: str) -> tuple[Colleague, ...]:
    """The same for apps that ask for a permission of their own before they tell."""
    low, high = scope_of(_county_of(division))
    rows = _posts(permission, clock.today()).filter(division__gte=low, division__lt=high)
    return tuple(_colleague(each) for each in rows.order_by("division", "account__name", "id"))


def somebody_sees(label: Label, *, permission: str, office: str) -> bool:
    """Whether some post of an office holds a permission today and sees rows of a label."""
    able = [
        (code, role)
        for code, role in ROLES.items()
        if permission in role.permissions and role.staff and role.sees_rows
    ]
    always = Q(role__in=[code for code, role in able if label in role.labels])
    granted = Q(role__in=[code for code, role in able if label in role.compartments])
    rows = valid_posts(clock.today()).filter(division=office)
    return rows.filter(always | granted & Q(compartment=label.value)).exists()


def colleagues_named(permission: str, accounts: Iterable[UUID]) -> dict[UUID, list[Colleague]]:
    """The posts in which some accounts hold a permission today, by account."""
    found: dict[UUID, list[Colleague]] = {}
    for each in _posts(permission, clock.today()).filter(account__in=tuple(accounts)):
        found.setdefault(each.account_id, []).append(_colleague(each))
    return found


def account_names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """The names of accounts: one query. Who of the staff did something is no secret inside."""
    rows = Account.objects.filter(pk__in=tuple(accounts))
    return dict(rows.values_list("pk", "name"))


def _posts(permission: str, on: date) -> "QuerySet[Post]":
    roles = [code for code, role in ROLES.items() if permission in role.permissions and role.staff]
    return valid_posts(on).filter(role__in=roles).select_related("account")


def _colleague(post: Post) -> Colleague:
    return Colleague(
        account=post.account_id,
        person=bytes(post.account.person or b""),
        name=post.account.name,
        role_title=ROLES[post.role].title,
        division=post.division,
    )


def _county_of(division: str) -> str:
    """The county of a village or town; a county or city stays what it is."""
    return division[: Level.COUNTY] if len(division) > Level.COUNTY else division
