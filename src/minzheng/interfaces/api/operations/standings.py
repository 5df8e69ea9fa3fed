"""The standing of a person, for departments that give their own help to whoever has one."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Header, Router

from minzheng.base.months import Month
from minzheng.interfaces.api.budget import shown
from minzheng.interfaces.api.schemas.kinds import SharingPurpose
from minzheng.interfaces.api.schemas.problems import refusals
from minzheng.interfaces.api.schemas.standings import Standing, StandingAnswer, StandingQuestion
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.routes import policy
from minzheng.kernel.registry.api.standings import ask_standings

router = Router(tags=["部门协同"])
EVALUATION = "evaluation"


@router.post(
    "/standings",
    response={200: StandingAnswer, **refusals()},
    summary="查询一个人的救助身份",
    description="《社会救助法》第四十二条：已经认定的，其他部门不再重复核对。只答身份和起止，"
    "不给任何其他信息；查无此人和不具有身份，答复的内容、形式和用时都相同。`X-Purpose` "
    "须为法定的救助事项。需要权限 `standings.ask`。",
)
@policy("standings.ask")
def ask_for_standings(
    request: HttpRequest,
    question: StandingQuestion,
    purpose: Annotated[SharingPurpose, Header(alias="X-Purpose", description="所办理的救助事项")],
) -> StandingAnswer:
    """Whether a person has a standing."""
    found = ask_standings(
        actor_of(request),
        number=question.number,
        name=question.name,
        month=Month.parse(question.month) if question.month else None,
    )
    shown(request, 1)
    return StandingAnswer(
        matches=any(each.holds for each in found),
        basis=EVALUATION,
        standings=[
            Standing(
                code=each.code,
                title=each.title,
                holds=each.holds,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in found
        ],
    )
