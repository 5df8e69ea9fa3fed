"""Why an act cannot be done to a case where it stands, in a sentence for whoever tried."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from minzheng.catalogue.casework.advancing import (
    acceptance,
    checks,
    hearings,
    repeated_by_investigation,
)
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState, Position
from minzheng.catalogue.casework.service_item import ItemKind, ServiceItem
from minzheng.catalogue.casework.steps import Flag, StepKind

HEARD = ("heard", "waived", "expired")
"""How a hearing may end: the household spoke, gave it up, or let the time pass."""

ELSEWHERE = "elsewhere"
"""The result of handing a submitted case to an authority that does not use this platform."""

FIXED_AT_ACCEPTANCE = frozenset({Flag.DELEGATED, Flag.REMOTE})
"""Flags that only the acceptance can set: they decide who decides, and by when."""

CLEARABLE = frozenset(
    {Flag.ADVERSE, Flag.CANNOT_DECIDE, Flag.DEPENDENT, Flag.UNIDENTIFIED, Flag.DISPUTED}
)
"""Flags that may cease to hold. The others stay: a complaint that came has come."""

ACT_OF_STEP: Mapping[StepKind, ActKind] = MappingProxyType(
    {
        **dict.fromkeys(StepKind, ActKind.FINISH),
        StepKind.ACCEPT: ActKind.ACCEPT,
        StepKind.FORWARD: ActKind.HAND_OVER,
        StepKind.HEARING: ActKind.HEAR,
        StepKind.DECIDE: ActKind.DECIDE,
        StepKind.LETTER: ActKind.SERVE,
        StepKind.PUBLISH: ActKind.PUBLISH,
    }
)
"""By which act a step of each kind is done."""

_OUTCOMES: Mapping[ItemKind, tuple[Outcome, ...]] = {
    ItemKind.APPLICATION: (Outcome.GRANTED, Outcome.REFUSED),
    ItemKind.CHANGE: (Outcome.CHANGED, Outcome.UNCHANGED, Outcome.ENDED),
    ItemKind.REVIEW: (Outcome.CHANGED, Outcome.UNCHANGED, Outcome.ENDED),
    ItemKind.ENDING: (Outcome.ENDED, Outcome.UNCHANGED),
    ItemKind.ASSESSMENT: (Outcome.CHANGED, Outcome.UNCHANGED),
    ItemKind.INTAKE: (Outcome.COMPLETED,),
    ItemKind.COMPLAINT: (Outcome.COMPLETED,),
}
_BY_THE_APPLICANT = frozenset(
    {ItemKind.APPLICATION, ItemKind.CHANGE, ItemKind.ASSESSMENT, ItemKind.INTAKE}
)
_NOT_DECIDED = frozenset({CaseState.DRAFT, CaseState.SUBMITTED, CaseState.RETURNED, CaseState.OPEN})
_STATES: Mapping[ActKind, frozenset[CaseState]] = {
    ActKind.SUBMIT: frozenset({CaseState.DRAFT, CaseState.RETURNED}),
    ActKind.RETURN: frozenset({CaseState.SUBMITTED}),
    ActKind.ACCEPT: frozenset({CaseState.SUBMITTED}),
    ActKind.DECLINE: frozenset({CaseState.SUBMITTED}),
    ActKind.HAND_OVER: frozenset({CaseState.SUBMITTED, CaseState.OPEN}),
    ActKind.FINISH: frozenset({CaseState.OPEN, CaseState.DECIDED}),
    ActKind.FLAG: frozenset({CaseState.OPEN}),
    ActKind.CLEAR: frozenset({CaseState.OPEN}),
    ActKind.OBJECT: frozenset({CaseState.OPEN}),
    ActKind.REINVESTIGATE: frozenset({CaseState.OPEN}),
    ActKind.REOPEN_CHECK: frozenset({CaseState.OPEN}),
    ActKind.HEAR: frozenset({CaseState.OPEN}),
    ActKind.DECIDE: frozenset({CaseState.OPEN}),
    ActKind.SERVE: frozenset({CaseState.DECIDED}),
    ActKind.PUBLISH: frozenset({CaseState.DECIDED}),
    ActKind.WITHDRAW: _NOT_DECIDED,
    ActKind.DISCONTINUE: frozenset({CaseState.RETURNED, CaseState.OPEN}),
}


def outcomes_of(item: ServiceItem) -> tuple[Outcome, ...]:
    """The outcomes that a decision on this item may have."""
    return _OUTCOMES[item.kind]


def decidable(item: ServiceItem, position: Position) -> tuple[Outcome, ...]:
    """The outcomes that could be decided now; none while the decision is not due."""
    return tuple(
        outcome
        for outcome in outcomes_of(item)
        for step in item.steps
        if step.kind is StepKind.DECIDE
        and not refusal(item, position, Act(ActKind.DECIDE, step.code, outcome))
    )


def refusal(item: ServiceItem, position: Position, act: Act) -> str:
    """Why the act is refused; empty when it is not."""
    if position.state not in _STATES[act.kind]:
        return f"办件现在是“{position.state.title}”，不能{act.kind.title}。"
    if act.kind in _GUARDS:
        return _GUARDS[act.kind](item, position, act)
    return ""


def _opens(item: ServiceItem, position: Position, act: Act) -> str:
    """Flags that an acceptance may note; one that makes no difference to the item does no harm."""
    return "异议由公示产生，不能在受理时标注。" if Flag.OBJECTED in act.flags else ""


def _submit(item: ServiceItem, position: Position, act: Act) -> str:
    if acceptance(item) is None:
        return _opens(item, position, act)
    return "" if not act.flags else "情况标注在受理时登记。"


def _accept(item: ServiceItem, position: Position, act: Act) -> str:
    return _opens(item, position, act)


def _needs_acceptance(item: ServiceItem, position: Position, act: Act) -> str:
    return "" if acceptance(item) else "这个事项由本机关主动办理，没有受理环节。"


def _hand_over(item: ServiceItem, position: Position, act: Act) -> str:
    if position.state is CaseState.SUBMITTED:
        return "还没有受理。" if act.step else ""
    if act.result == ELSEWHERE:
        return "已受理的办件不能转出。"
    return _at_step(item, position, act)


def _at_step(item: ServiceItem, position: Position, act: Act) -> str:
    """The step is open, of the kind that this act does, and the result is one of its own."""
    if act.step not in {step.code for step in item.steps}:
        return "这个事项没有这个步骤。"
    step = item.step(act.step)
    if act.step in position.done:
        return f"“{step.title}”已经完成。"
    if act.step not in position.open:
        return f"还没有到“{step.title}”这一步。"
    if ACT_OF_STEP[step.kind] is not act.kind:
        return f"“{step.title}”不能这样完成。"
    if step.results and act.kind is ActKind.FINISH and act.result not in _codes(item, act):
        return f"请选择“{step.title}”的结果。"
    if step.kind is StepKind.PUBLICITY and Flag.OBJECTED in position.flags:
        return "公示期间有异议，应先重新调查核实。"
    return ""


def _codes(item: ServiceItem, act: Act) -> set[str]:
    return {choice.code for choice in item.step(act.step).results}


def _flag(item: ServiceItem, position: Position, act: Act) -> str:
    if not act.flags or act.flags & (FIXED_AT_ACCEPTANCE | {Flag.OBJECTED}):
        return "这项情况不能在办理中标注。"
    return "" if not act.flags <= position.flags else "这项情况已经标注。"


def _clear(item: ServiceItem, position: Position, act: Act) -> str:
    if not act.flags or not act.flags <= CLEARABLE:
        return "这项情况一经标注不能解除。"
    return "" if act.flags <= position.flags else "没有标注这项情况。"


def _object(item: ServiceItem, position: Position, act: Act) -> str:
    running = {step.code for step in item.steps if step.kind is StepKind.PUBLICITY}
    return "" if running & position.open else "现在不在公示期。公示期外的反映按投诉举报登记。"


def _reinvestigate(item: ServiceItem, position: Position, act: Act) -> str:
    if not act.flags <= {Flag.DISPUTED} & item.flags:
        return "重新调查时只能标注情况有争议。"
    if not position.done & repeated_by_investigation(item):
        return "还没有需要重新调查的内容。"
    return ""


def _reopen_check(item: ServiceItem, position: Position, act: Act) -> str:
    return "" if position.done & checks(item) else "信息核对还没有办结，差异直接处理即可。"


def _hear(item: ServiceItem, position: Position, act: Act) -> str:
    return _at_step(item, position, act) or (
        "" if act.result in HEARD else "请登记听取意见的结果：已听取、放弃，或逾期未提出。"
    )


def _decide(item: ServiceItem, position: Position, act: Act) -> str:
    sentence = _at_step(item, position, act)
    if sentence:
        return sentence
    if act.result not in outcomes_of(item):
        return "这个事项不能作出这样的决定。"
    if Flag.OBJECTED in position.flags:
        return "公示期间有异议，应先重新调查核实。"
    if Flag.CANNOT_DECIDE in position.flags:
        return "还缺少认定所需的情况，应先补齐或经个案会商，不能默认作出决定。"
    if act.result == Outcome.ENDED and hearings(item) and not hearings(item) & position.done:
        return "停止前应先听取本人意见（《社会救助法》第四十八条）。"
    return ""


def _withdraw(item: ServiceItem, position: Position, act: Act) -> str:
    if position.state is CaseState.DRAFT:
        return ""
    if item.kind not in _BY_THE_APPLICANT:
        return "由机关主动办理的事项和投诉举报不能撤回，应办理完毕。"
    if Flag.DEPENDENT in position.flags:
        return "未成年人和无民事行为能力人不能自行离开，应办理接领或移交。"
    paid = {step.code for step in item.steps if step.kind is StepKind.ADVANCE} & position.done
    return "已经先行救助，应补齐手续并作出决定。" if paid else ""


def _discontinue(item: ServiceItem, position: Position, act: Act) -> str:
    return "救助不能以终止程序了结，请登记离站去向。" if item.kind is ItemKind.INTAKE else ""


_Guard = Callable[[ServiceItem, Position, Act], str]
_GUARDS: Mapping[ActKind, _Guard] = {
    ActKind.SUBMIT: _submit,
    ActKind.ACCEPT: _accept,
    ActKind.RETURN: _needs_acceptance,
    ActKind.DECLINE: _needs_acceptance,
    ActKind.HAND_OVER: _hand_over,
    ActKind.FINISH: _at_step,
    ActKind.FLAG: _flag,
    ActKind.CLEAR: _clear,
    ActKind.OBJECT: _object,
    ActKind.REINVESTIGATE: _reinvestigate,
    ActKind.REOPEN_CHECK: _reopen_check,
    ActKind.HEAR: _hear,
    ActKind.DECIDE: _decide,
    ActKind.SERVE: _at_step,
    ActKind.PUBLISH: _at_step,
    ActKind.WITHDRAW: _withdraw,
    ActKind.DISCONTINUE: _discontinue,
}
