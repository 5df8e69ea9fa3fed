"""API tokens: issued once, kept as a digest, never more than the post behind them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from minzheng.kernel.access import budgets, clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.access.models import Post, PostState, Token
from minzheng.kernel.access.permissions import STEP_UP, known
from minzheng.kernel.access.places import within
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.signing_in import actor_in, token_digest, valid_posts
from minzheng.kernel.access.worker import SYSTEM

PREFIX = "mz_"
"""Makes a token that leaked into a repository or a log findable."""

LONGEST_LIFE = timedelta(days=366)


def actor_of_token(raw: str) -> Actor | None:
    """The actor that a token stands for; None when it is unknown, over, revoked or without a post.

    The role's permissions bind on top of the token's own: a post that lost a right loses it here.
    """
    if not raw.startswith(PREFIX):
        return None
    live = Token.objects.filter(revoked=None, expires__gt=clock.now())
    live = live.filter(post__in=valid_posts(clock.today()))
    token = live.select_related("post__account").filter(digest=token_digest(raw)).first()
    if token is None:
        return None
    actor = actor_in(token.post, token.post.account)
    allowed = actor.permissions & frozenset(token.permissions)
    return replace(actor, permissions=allowed, token=token.id)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a token may ask for: requests in a minute, looks at persons in a day."""

    requests_per_minute: int = 600
    records_per_day: int = 5_000

    def __post_init__(self) -> None:
        for value, most in ((self.requests_per_minute, 60_000), (self.records_per_day, 10_000_000)):
            if not 1 <= value <= most:
                raise Refused(f"令牌的用量上限应为1至{most}。")


USUAL_LIMITS = Limits()


@command(permission="api.token", action="token.create")
def issue_token(
    actor: Actor,
    *,
    post: UUID,
    title: str,
    permissions: Iterable[str],
    days: int,
    limits: Limits = USUAL_LIMITS,
) -> str:
    """A new token for a post within the actor's division; the text is shown this once.

    Marked acts (STEP_UP) need a human being: a token cannot hold them. Raises `Refused`, `Unseen`.
    """
    wanted = frozenset(known(code) for code in permissions)
    row = within(Post.objects.filter(state=PostState.ACTIVE), actor).filter(pk=post).first()
    if row is None:
        raise Unseen
    if not wanted or not wanted <= role_of(row.role).permissions:
        raise Refused("令牌的权限须在该岗位的权限之内，且至少一项。")
    if wanted & STEP_UP:
        raise Refused("需要重新验证身份的权限不能授予令牌。")
    if not timedelta(0) < timedelta(days=days) <= LONGEST_LIFE:
        raise Refused("令牌有效期应为1至366天。")
    if row.account_id == actor.account:
        raise Refused("不能为自己的岗位签发令牌。")
    raw = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        digest=token_digest(raw),
        title=title,
        post=row,
        permissions=sorted(wanted),
        created_by_id=None if actor.account == SYSTEM else actor.account,
        created=clock.now(),
        expires=clock.now() + timedelta(days=days),
        requests_per_minute=limits.requests_per_minute,
        records_per_day=limits.records_per_day,
    )
    touched("token", token.id, row.division, payload={"permissions": sorted(wanted), "days": days})
    return raw


@command(permission="api.token", action="token.revoke")
def revoke_token(actor: Actor, *, token: UUID) -> None:
    """End a token at once. Raises `Unseen`."""
    row = within(Token.objects.select_related("post"), actor, "post__division").filter(pk=token)
    found = row.filter(revoked=None).first()
    if found is None:
        raise Unseen
    Token.objects.filter(pk=found.pk).update(revoked=clock.now())
    touched("token", found.id, found.post.division)


@query(permission="api.token")
def tokens(actor: Actor) -> list[Token]:
    """The tokens of posts within the actor's division."""
    rows = Token.objects.select_related("post__account", "created_by").order_by("-created")
    return list(within(rows, actor, "post__division"))


@dataclass(frozen=True, slots=True)
class OwnToken:
    """What a program may know about its own token."""

    id: UUID
    title: str
    role: str
    division: str
    permissions: tuple[str, ...]
    expires: datetime
    requests_per_minute: int
    records_per_day: int
    requests_left: int
    records_left: int


def own_token(actor: Actor) -> OwnToken:
    """The token with which the actor asks. Raises `Unseen` for somebody at the desk."""
    if actor.token is None:
        raise Unseen
    row = Token.objects.get(pk=actor.token)
    left = budgets.left(actor.token)
    return OwnToken(
        id=row.id,
        title=row.title,
        role=actor.role,
        division=actor.division,
        permissions=tuple(sorted(actor.permissions)),
        expires=row.expires,
        requests_per_minute=row.requests_per_minute,
        records_per_day=row.records_per_day,
        requests_left=left.requests,
        records_left=left.records,
    )
