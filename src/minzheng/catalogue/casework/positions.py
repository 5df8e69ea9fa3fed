"""Where a case stands, and the acts that move it."""

from dataclasses import dataclass
from enum import StrEnum

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.steps import Flag


class CaseState(StrEnum):
    """The states of a case; what is done inside ``OPEN`` and ``DECIDED`` is told by its steps."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    OPEN = "open"
    DECIDED = "decided"
    CLOSED = "closed"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _STATE_TITLES[self]


_STATE_TITLES = {
    CaseState.DRAFT: "草稿",
    CaseState.SUBMITTED: "待受理",
    CaseState.RETURNED: "待补正",
    CaseState.OPEN: "办理中",
    CaseState.DECIDED: "已决定, 待送达",
    CaseState.CLOSED: "已办结",
}


class ActKind(StrEnum):
    """Everything that can be done to a case."""

    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    DECLINE = "decline"
    HAND_OVER = "hand_over"
    FINISH = "finish"
    FLAG = "flag"
    CLEAR = "clear"
    OBJECT = "object"
    REINVESTIGATE = "reinvestigate"
    REOPEN_CHECK = "reopen_check"
    HEAR = "hear"
    DECIDE = "decide"
    SERVE = "serve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    DISCONTINUE = "discontinue"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _ACT_TITLES[self]


_ACT_TITLES = {
    ActKind.SUBMIT: "提交",
    ActKind.RETURN: "退回补正",
    ActKind.ACCEPT: "受理",
    ActKind.DECLINE: "不予受理",
    ActKind.HAND_OVER: "转交",
    ActKind.FINISH: "完成步骤",
    ActKind.FLAG: "标注情况",
    ActKind.CLEAR: "解除标注",
    ActKind.OBJECT: "登记异议",
    ActKind.REINVESTIGATE: "重新调查",
    ActKind.REOPEN_CHECK: "重新处理核对",
    ActKind.HEAR: "记录听取意见",
    ActKind.DECIDE: "作出决定",
    ActKind.SERVE: "送达文书",
    ActKind.PUBLISH: "公布",
    ActKind.WITHDRAW: "撤回",
    ActKind.DISCONTINUE: "终止程序",
}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a case stands.

    ``open`` are the steps that can be done now, ``done`` those done since the last investigation
    began; ``outcome`` is None until something ends the case.  Both sets hold codes of steps.
    """

    state: CaseState
    stage: str = ""
    open: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    flags: frozenset[Flag] = frozenset()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what, at which step, with which result, noting which flags.

    The result of ``DECIDE`` is an ``Outcome``, that of ``HEAR`` one of ``flow.HEARD``; elsewhere it
    is a code among the results of the step, or free where the step names none.
    """

    kind: ActKind
    step: str = ""
    result: str = ""
    flags: frozenset[Flag] = frozenset()
