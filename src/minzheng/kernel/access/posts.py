"""Granting posts: proposed by one person, approved by another, held by a third."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from minzheng.base.divisions import normalise
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.models.posts import Origin
from minzheng.kernel.access.places import covers, within
from minzheng.kernel.access.purposes import PURPOSES
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.session_store import POST_KEY, PURPOSE_KEY
from minzheng.kernel.access.signing_in import SignedIn, posts_of
from minzheng.kernel.access.succession import LAPSED
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.labels import Label

_OVERLAP = (
    "该人员在此期间已任同一岗位，或任有与之互斥的岗位（系统、安全、审计管理员不得兼任其他岗位）。"
)
_OWN = "任职人、提出人、批准人必须是不同的人。"
_LEVEL = "该角色不能设在这一级区划。"
_OUTSIDE = "只能授予本辖区内的岗位。"
_COMPARTMENT = "该角色不能接触此保密范围。"
_OVER = "该岗位已不是待批准状态，请刷新页面。"


@command(permission="post.propose", action="post.propose")
def propose_post(
    actor: Actor,
    *,
    account: UUID,
    role: str,
    division: str,
    valid_from: date,
    valid_to: date | None = None,
    compartment: str = "",
) -> UUID:
    """Propose a post; it counts once somebody else has approved it.

    Raises `Refused`, `Unseen`, `Conflict`.
    """
    holder = within(Account.objects.filter(is_active=True), actor).filter(pk=account).first()
    if holder is None:
        raise Unseen
    if holder.person == actor.person:
        raise Refused(_OWN)
    place = normalise(division)
    if not covers(actor, place):
        raise Refused(_OUTSIDE)
    by_actor = {
        "proposed_by_id": actor.account,
        "proposed_by_person": actor.person,
        "proposed_at": clock.now(),
    }
    post = new_post(holder, role, place, valid_from, valid_to, compartment, by_actor)
    touched("post", post.id, place, payload={"role": role, "account": str(account)})
    return post.id


def new_post(
    holder: Account,
    role: str,
    division: str,
    valid_from: date,
    valid_to: date | None,
    compartment: str,
    granted: dict[str, Any],
) -> Post:
    """Write a post after checking what the database checks again, with words for people."""
    held = role_of(role)
    if not held.fits(division):
        raise Refused(_LEVEL)
    if compartment and Label(compartment) not in held.compartments:
        raise Refused(_COMPARTMENT)
    if valid_to is not None and valid_to < valid_from:
        raise Refused("任期止不能早于任期起。")
    try:
        with transaction.atomic():
            return Post.objects.create(
                account=holder,
                person=holder.person,
                role=role,
                family=held.family,
                division=division,
                compartment=compartment,
                valid_from=valid_from,
                valid_to=valid_to,
                **granted,
            )
    except IntegrityError:
        raise Conflict(_OVERLAP) from None


def installed(holder: Account, role: str, division: str) -> Post:
    """A post put down by the installer, possible until there is a security administrator."""
    granted = {"origin": Origin.INSTALLATION, "state": PostState.ACTIVE}
    return new_post(holder, role, normalise(division), clock.today(), None, "", granted)


@command(permission="post.approve", action="post.approve")
def approve_post(actor: Actor, *, post: UUID) -> None:
    """Let a proposed post count from its first day on. Raises `Refused`, `Unseen`, `Conflict`."""
    row = _proposed(actor, post)
    if actor.person in (row.person, row.proposed_by_person):
        raise Refused(_OWN)
    row.state = PostState.ACTIVE
    row.approved_by_id = actor.account
    row.approved_by_person = actor.person
    row.approved_at = clock.now()
    row.save()
    touched("post", row.id, row.division, payload={"role": row.role})


@command(permission="post.approve", action="post.refuse")
def refuse_post(actor: Actor, *, post: UUID, reason: str) -> None:
    """Turn a proposed post down."""
    row = _proposed(actor, post)
    _end(row, reason)
    touched("post", row.id, row.division, payload={"role": row.role})


@command(permission="post.end", action="post.end")
def end_post(actor: Actor, *, post: UUID, reason: str) -> None:
    """End a post at once: it is gone at the next request of whoever holds it."""
    row = within(Post.objects.select_for_update(), actor).filter(pk=post).first()
    if row is None:
        raise Unseen
    if row.state == PostState.ENDED:
        raise Conflict("该岗位已经终止。")
    if row.person == actor.person:
        raise Refused(_OWN)
    _end(row, reason)
    touched("post", row.id, row.division, payload={"role": row.role})


@query(permission="staff.read")
def posts(actor: Actor, *, state: str = "") -> list[Post]:
    """The posts within the actor's division; residents' own are no appointments."""
    granted = Post.objects.exclude(origin=Origin.REGISTRATION)
    rows = within(granted.select_related("account", "proposed_by", "approved_by"), actor)
    return list(rows.filter(state=state) if state else rows)


@query(permission="staff.read")
def lapsed_posts(actor: Actor, *, divisions: Collection[str] = ()) -> list[Post]:
    """Posts of divided divisions whose holders were not appointed to the same role since."""
    later = Post.objects.filter(
        account=OuterRef("account"), role=OuterRef("role"), pk__gt=OuterRef("pk")
    )
    rows = within(Post.objects.select_related("account", "proposed_by", "approved_by"), actor)
    ended = rows.filter(state=PostState.ENDED, end_reason=LAPSED).exclude(Exists(later))
    return list(ended.filter(division__in=divisions) if divisions else ended)


@query(permission="staff.read")
def posts_at(actor: Actor, *, division: str) -> list[Post]:
    """The live posts at exactly one division within the actor's."""
    rows = within(Post.objects.select_related("account"), actor).filter(division=division)
    return list(rows.exclude(state=PostState.ENDED))


def choose_post(request: HttpRequest, post: UUID) -> None:
    """Let the session act in another of the account's posts. Raises `Unseen`."""
    signed_in: SignedIn | None = getattr(request, "signed_in", None)
    own = {each.id: each for each in posts_of(signed_in.account.id)} if signed_in else {}
    if post not in own:
        raise Unseen
    request.session[POST_KEY] = str(post)
    audit.record("post.choose", subject_type="post", subject=post, division=own[post].division)


def choose_purpose(request: HttpRequest, purpose: str) -> None:
    """State why one looks from now on in this session. Raises `Refused`."""
    if purpose not in PURPOSES:
        raise Refused("请选择一项用途。")
    request.session[PURPOSE_KEY] = purpose


def _proposed(actor: Actor, post: UUID) -> Post:
    row = within(Post.objects.select_for_update(), actor).filter(pk=post).first()
    if row is None:
        raise Unseen
    if row.state != PostState.PROPOSED:
        raise Conflict(_OVER)
    return row


def _end(row: Post, reason: str) -> None:
    if not reason.strip():
        raise Refused("请填写原因。")
    last = max(row.valid_from, clock.today())
    row.valid_to = last if row.valid_to is None else min(row.valid_to, last)
    row.state = PostState.ENDED
    row.ended_at = clock.now()
    row.end_reason = reason.strip()
    row.save()
