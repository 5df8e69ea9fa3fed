"""Households, and what the rules say of them now."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from minzheng.base.months import Month
from minzheng.interfaces.api.budget import shown
from minzheng.interfaces.api.operations.persons import PurposeHeader
from minzheng.interfaces.api.schemas.households import Benefit, Evaluation, Household, Member
from minzheng.interfaces.api.schemas.kinds import Identifier, MonthText
from minzheng.interfaces.api.schemas.problems import refusals
from minzheng.kernel.access import clock
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.routes import policy
from minzheng.kernel.registry.api import evaluation, households
from minzheng.kernel.registry.api.results import BenefitResult

router = Router(tags=["家庭"])
HouseholdId = Annotated[Identifier, Path(description="家庭编号")]


@router.get(
    "/households/{household}",
    response={200: Household, **refusals(404)},
    summary="家庭及现有成员",
    description="不存在和无权查看，答复相同。需要权限 `household.read`。",
)
@policy("household.read")
def household_file(
    request: HttpRequest, household: HouseholdId, purpose: PurposeHeader
) -> Household:
    """A household with its members of today."""
    file = households.household_file(actor_of(request), household=household)
    today = clock.today()
    members = [
        Member(
            person=each.person,
            name=each.person_name,
            relation=each.relation,
            relation_title=each.relation_title,
            birth_date=each.birth_date,
            since=each.since,
        )
        for each in file.memberships
        if each.since <= today and (each.until is None or today < each.until)
    ]
    shown(request, len(members))
    return Household(
        id=file.id,
        division=file.division,
        kind=file.kind,
        number=file.number,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        members=members,
    )


@router.get(
    "/households/{household}/evaluation",
    response={200: Evaluation, **refusals(404)},
    summary="即时测算家庭的各项待遇",
    description="按现有登记和当月规定测算；结果不是决定。需要权限 `evaluate.run`。",
)
@policy("evaluate.run")
def evaluate_household(
    request: HttpRequest,
    household: HouseholdId,
    purpose: PurposeHeader,
    month: Annotated[MonthText | None, Query(description="月份，不填为本月")] = None,
    explanation: Annotated[bool, Query(description="附逐条计算说明")] = False,
) -> Evaluation:
    """What the rules say of a household."""
    asked = Month.parse(month) if month else Month.of(clock.today())
    found = evaluation.evaluate_household(actor_of(request), household=household, month=asked)
    shown(request, len(found.members))
    return Evaluation(
        household=found.household,
        month=found.month,
        benefits=[_benefit(each, explanation) for each in found.results],
        remarks=list(found.remarks),
    )


def _benefit(result: BenefitResult, explained: bool) -> Benefit:
    decided = not result.missing and result.value is not None
    return Benefit(
        key=result.key,
        title=result.title,
        person=result.person,
        granted=result.granted if decided else None,
        amount=result.value if decided and result.is_amount else None,
        text=result.text,
        missing=result.missing,
        explanation=dict(result.explanation) if explained else None,
    )
