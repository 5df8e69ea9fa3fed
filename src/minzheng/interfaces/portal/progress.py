"""What comes next in a case, in one or two plain sentences."""

from dataclasses import dataclass

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import CaseState
from minzheng.interfaces.portal.templatetags.portal import plain_date
from minzheng.kernel.casework.api.own import OwnCase

_ENDINGS = {
    Outcome.GRANTED: "已经同意。",
    Outcome.REFUSED: "没有同意，理由和不服怎么办写在文书里。",
    Outcome.CHANGED: "待遇有变化，从什么时候起、变多少写在文书里。",
    Outcome.ENDED: "待遇停止了，理由和不服怎么办写在文书里。",
    Outcome.UNCHANGED: "待遇不变。",
    Outcome.COMPLETED: "已经办完。",
    Outcome.WITHDRAWN: "您已经撤回，这件事不再办了。",
    Outcome.DECLINED: "没有受理，理由写在文书里。",
    Outcome.DISCONTINUED: "办理已经终止，理由写在文书里。",
    Outcome.TRANSFERRED: "已经转给别的机关办理。",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens, and what the resident has to do: "fill", "hear", "explain" or ""."""

    words: str
    want: str


def next_step(shown: OwnCase) -> NextStep:
    """Where it stands and what comes next."""
    row, hearing = shown.row, shown.hearing
    state = CaseState(row.state)
    if hearing is not None and hearing.outcome == "none":
        until = f"，最晚{plain_date(hearing.answer_by)}" if hearing.answer_by else ""
        said = "您的意见已经收到，还可以补充" if hearing.statement else "请说说您的意见"
        return NextStep(f"在作决定以前，{said}{until}。", "hear")
    if state is CaseState.DRAFT:
        return NextStep("还没有提交。填好以后提交，才会开始办。", "fill")
    if state is CaseState.RETURNED:
        return NextStep("请把下面写的补齐，再提交一次。补齐以前不计时间。", "fill")
    if state is CaseState.CLOSED:
        return NextStep(_ENDINGS.get(Outcome(row.outcome), "已经办结。"), "")
    if shown.differences:
        return NextStep("部门查到的情况和您填的不一样，请看看对不对。", "explain")
    return NextStep(_running(shown, state), "")


def _running(shown: OwnCase, state: CaseState) -> str:
    limit = f"最晚{plain_date(shown.row.due_on)}。" if shown.row.due_on else ""
    if state is CaseState.SUBMITTED:
        return f"等窗口受理。材料不齐的，会一次告诉您要补什么。{limit}"
    if state is CaseState.DECIDED:
        return "已经作出决定，正在把文书送给您。"
    now = next((each.title for each in shown.stages if each.state == "now"), "")
    doing = f"正在{now}。" if now else "正在办理。"
    pause = "按规定有些日子不计入期限。" if shown.paused else ""
    return f"{doing}{'办完的期限：' + limit if limit else ''}{pause}现在不用您做什么。"
