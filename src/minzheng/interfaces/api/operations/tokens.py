"""One's own token."""

from django.http import HttpRequest
from ninja import Router

from minzheng.interfaces.api.schemas.problems import refusals
from minzheng.interfaces.api.schemas.tokens import Token
from minzheng.kernel.access.api import own_token
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.routes import SIGNED_IN, policy

router = Router(tags=["令牌"])


@router.get(
    "/token",
    response={200: Token, **refusals()},
    summary="当前令牌",
    description="权限、辖区、有效期和剩余用量。",
)
@policy(SIGNED_IN("a program's own token"))
def token(request: HttpRequest) -> Token:
    """The token with which is asked."""
    own = own_token(actor_of(request))
    return Token(
        title=own.title,
        role=own.role,
        division=own.division,
        permissions=list(own.permissions),
        expires=own.expires,
        requests_per_minute=own.requests_per_minute,
        records_per_day=own.records_per_day,
        requests_left=own.requests_left,
        records_left=own.records_left,
    )
