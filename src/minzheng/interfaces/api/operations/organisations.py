"""Organisations by their credit code."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router

from minzheng.interfaces.api.schemas.kinds import CreditCode
from minzheng.interfaces.api.schemas.organisations import Organisation
from minzheng.interfaces.api.schemas.problems import refusals
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.routes import policy
from minzheng.kernel.registry.api import organisations

router = Router(tags=["机构"])


@router.get(
    "/organisations/{credit_code}",
    response={200: Organisation, **refusals(404)},
    summary="按统一社会信用代码查机构",
    description="只在令牌的辖区内查找。需要权限 `organisation.read`。",
)
@policy("organisation.read")
def organisation(
    request: HttpRequest,
    credit_code: Annotated[CreditCode, Path(description="统一社会信用代码")],
) -> Organisation:
    """An organisation by its credit code."""
    found = organisations.find_organisations(actor_of(request), text=credit_code).rows
    if not found:
        raise Unseen
    row = found[0]
    return Organisation(
        id=row.id,
        credit_code=row.credit_code,
        name=row.name,
        division=row.division,
        kind=row.kind,
        kind_title=row.kind_title,
        state=row.state,
        state_title=row.state_title,
        registered_on=row.registered_on,
        ended_on=row.ended_on,
    )
