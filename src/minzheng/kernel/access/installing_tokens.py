"""From the command line: tokens of programs. Everything is in the audit trail all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.installing import PURPOSE
from minzheng.kernel.access.models import Token
from minzheng.kernel.access.permissions import PERMISSIONS, STEP_UP
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.signing_in import valid_posts
from minzheng.kernel.access.tokens import Limits, issue_token, revoke_token, tokens
from minzheng.kernel.access.worker import working

_WHICH_POST = "该账号有{count}个这样的在任岗位，请用 --role 和 --division 指明一个。"
_UNKNOWN = "没有这些权限：{codes}。可用的权限见 docs/reference/permissions.md。"


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """A line of the list that is printed."""

    id: UUID
    title: str
    username: str
    post: str
    permissions: tuple[str, ...]
    expires: datetime
    state: str


def add(
    *,
    username: str,
    role: str,
    division: str,
    title: str,
    permissions: Sequence[str],
    days: int,
    requests_per_minute: int,
    records_per_day: int,
) -> str:
    """The text of a new token, which is shown this once. Without permissions: all that it may.

    ``role`` and ``division`` may be "" where the account has one post. Raises `Refused`.
    """
    unknown = sorted(set(permissions) - set(PERMISSIONS))
    if unknown:
        raise Refused(_UNKNOWN.format(codes="、".join(unknown)))
    limits = Limits(requests_per_minute, records_per_day)
    with working(PURPOSE) as system:
        post, held = _post(username, role, division)
        return issue_token(
            system,
            post=post,
            title=title,
            permissions=permissions or sorted(role_of(held).permissions - STEP_UP),
            days=days,
            limits=limits,
        )


def listed() -> list[TokenEntry]:
    """Every token, the newest first."""
    with working(PURPOSE) as system:
        return [
            TokenEntry(
                id=each.id,
                title=each.title,
                username=each.post.account.username,
                post=str(each.post),
                permissions=tuple(each.permissions),
                expires=each.expires,
                state=_state(each),
            )
            for each in tokens(system)
        ]


def revoke(*, token: UUID) -> None:
    """End a token at once. Raises `Unseen`."""
    with working(PURPOSE) as system:
        revoke_token(system, token=token)


def _post(username: str, role: str, division: str) -> tuple[UUID, str]:
    posts = valid_posts(clock.today()).filter(account__username=username)
    if role:
        posts = posts.filter(role=role)
    if division:
        posts = posts.filter(division=division)
    found = list(posts.values_list("id", "role")[:9])
    if len(found) != 1:
        raise Refused(_WHICH_POST.format(count=len(found)))
    return found[0]


def _state(token: Token) -> str:
    if token.revoked is not None:
        return "已撤销"
    return "有效" if token.expires > clock.now() else "已过期"
