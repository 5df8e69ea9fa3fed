"""From what a request carries to an actor: a session in a post, or a token."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.own_rows import (
    NOBODY,
    OWN_CASES,
    OwnRows,
    chosen_authority,
    own_rows,
)
from minzheng.kernel.access.purposes import (
    HANDLING,
    INTERFACE,
    OWN_MATTERS,
    PURPOSES,
    SHARING_PURPOSES,
)
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.session_store import POST_KEY, PURPOSE_KEY
from minzheng.kernel.protection.labels import Label

_RECORDS = "account_authentication_methods"
"""Where allauth keeps how and when the identity was shown in this session."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is behind a session: the account, its post of today, whether a second factor is set."""

    account: Account
    post: Post | None
    second_factor: bool


def valid_posts(on: date) -> QuerySet[Post]:
    """Posts in which somebody may act on that day, of accounts that are not disabled."""
    open_ended = Q(valid_to=None) | Q(valid_to__gte=on)
    return Post.objects.filter(
        open_ended, state=PostState.ACTIVE, valid_from__lte=on, account__is_active=True
    )


def posts_of(account: UUID) -> list[Post]:
    """The posts that an account may choose from today, in a fixed order."""
    return list(valid_posts(clock.today()).filter(account=account).order_by("valid_from", "id"))


def behind(account: Account, chosen: str | None) -> SignedIn:
    """The post chosen, or the account's first, in one query.

    A post that ended since it was chosen is not replaced silently: the account's first other post
    is taken, so that a person with another post goes on in that one, and sees it on the screen.
    """
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    second = Exists(factors.filter(user=OuterRef("account_id")))
    posts = valid_posts(clock.today()).filter(account=account).order_by("valid_from", "id")
    found = list(posts.annotate(second_factor=second))
    if not found:
        return SignedIn(account, None, factors.filter(user=account).exists())
    post = next((each for each in found if str(each.id) == chosen), found[0])
    return SignedIn(account, post, bool(post.second_factor))


def own_in(post: Post, request: HttpRequest) -> OwnRows:
    """What a session reads as a resident: staff only under an authority that it has chosen."""
    role = role_of(post.role)
    authority = chosen_authority(request)
    if OWN_CASES not in role.permissions or (role.staff and authority is None):
        return NOBODY
    return own_rows(post.account_id, authority)


def actor_in(
    post: Post, account: Account, *, stepped_up_at: datetime | None = None, own: OwnRows = NOBODY
) -> Actor:
    """The actor that an account is in one of its posts."""
    role = role_of(post.role)
    granted = {Label(post.compartment)} if post.compartment else set()
    return Actor(
        account=account.id,
        name=account.name,
        post=post.id,
        role=post.role,
        division=post.division,
        labels=role.labels | (granted & role.compartments),
        permissions=role.permissions,
        stepped_up_at=stepped_up_at,
        person=bytes(account.person or b""),
        own=own,
    )


def shown_at(request: HttpRequest) -> datetime | None:
    """When the identity was last shown in this session: at login or by a step-up."""
    records: Iterable[dict[str, Any]] = request.session.get(_RECORDS, [])
    instants = [record["at"] for record in records if "at" in record]
    return datetime.fromtimestamp(max(instants), UTC) if instants else None


def purpose_of(request: HttpRequest, post: Post | None) -> str:
    """The purpose chosen for this session; a resident looks after his own matters."""
    if (
        post is not None
        and not role_of(post.role).staff
        and OWN_CASES in role_of(post.role).permissions
    ):
        return OWN_MATTERS
    chosen = str(request.session.get(PURPOSE_KEY, HANDLING))
    return chosen if chosen in PURPOSES else HANDLING


def purpose_of_machine(request: HttpRequest) -> str:
    """The purpose that a program states with its request."""
    stated = request.headers.get("X-Purpose", "")
    return stated if stated in PURPOSES or stated in SHARING_PURPOSES else INTERFACE


def chosen_post(request: HttpRequest) -> str | None:
    """The id of the post chosen in this session."""
    chosen = request.session.get(POST_KEY)
    return None if chosen is None else str(chosen)


def bearer(request: HttpRequest) -> str | None:
    """The token that a request carries."""
    scheme, _, raw = request.headers.get("Authorization", "").partition(" ")
    return raw.strip() if scheme.lower() == "bearer" and raw.strip() else None


def token_digest(raw: str) -> bytes:
    """What is kept of a token. Tokens are random and long, so that a plain hash is enough."""
    return hashlib.sha256(raw.encode()).digest()
