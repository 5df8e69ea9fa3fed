"""How a case goes on: the only state machine of the platform, for every service item.

The stage of an open case is not stored progress but follows from what is done and what is known: it
is the first stage with a step that is due and not done.  So a flag that comes late opens the step
that it makes due, and no path leads past a step that the law wants.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from minzheng.base.errors import MinzhengError
from minzheng.catalogue.casework.advancing import (
    acceptance,
    hearings,
    repeated_by_check,
    repeated_by_investigation,
    settled,
)
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState, Position
from minzheng.catalogue.casework.refusing import (
    ACT_OF_STEP,
    CLEARABLE,
    ELSEWHERE,
    HEARD,
    outcomes_of,
    refusal,
)
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag, Step


class NotNow(MinzhengError):
    """What cannot be done to a case where it stands; the sentence says why and what comes first."""


def beginning(item: ServiceItem) -> Position:
    """A case that somebody has begun to write."""
    return Position(CaseState.DRAFT)


def possible(item: ServiceItem, position: Position) -> tuple[Act, ...]:
    """Every act that ``after`` would accept; an acceptance without the flags that it may note."""
    return tuple(act for act in _thinkable(item) if not refusal(item, position, act))


def after(item: ServiceItem, position: Position, act: Act) -> Position:
    """Where the case stands after an act. Raises ``NotNow``."""
    sentence = refusal(item, position, act)
    if sentence:
        raise NotNow(sentence)
    return settled(item, _EFFECTS[act.kind](item, position, act))


def _thinkable(item: ServiceItem) -> Iterator[Act]:
    for step in item.steps:
        for result in _results(item, step):
            yield Act(ACT_OF_STEP[step.kind], step.code, result)
    for kind in (ActKind.SUBMIT, ActKind.RETURN, ActKind.DECLINE, ActKind.OBJECT):
        yield Act(kind)
    yield from (Act(ActKind.HAND_OVER), Act(ActKind.HAND_OVER, result=ELSEWHERE))
    yield from (Act(ActKind.WITHDRAW), Act(ActKind.DISCONTINUE), Act(ActKind.REINVESTIGATE))
    yield Act(ActKind.REOPEN_CHECK)
    if Flag.DISPUTED in item.flags:
        yield Act(ActKind.REINVESTIGATE, flags=frozenset({Flag.DISPUTED}))
    for flag in sorted(item.flags):
        yield Act(ActKind.FLAG, flags=frozenset({flag}))
        yield Act(ActKind.CLEAR, flags=frozenset({flag}) & CLEARABLE)


def _results(item: ServiceItem, step: Step) -> tuple[str, ...]:
    if ACT_OF_STEP[step.kind] is ActKind.HEAR:
        return HEARD
    if ACT_OF_STEP[step.kind] is ActKind.DECIDE:
        return outcomes_of(item)
    return tuple(choice.code for choice in step.results) or ("",)


def _submit(item: ServiceItem, position: Position, act: Act) -> Position:
    accepted = acceptance(item) is None
    state = CaseState.OPEN if accepted else CaseState.SUBMITTED
    return replace(position, state=state, flags=position.flags | act.flags)


def _return(item: ServiceItem, position: Position, act: Act) -> Position:
    return replace(position, state=CaseState.RETURNED)


def _accept(item: ServiceItem, position: Position, act: Act) -> Position:
    step = acceptance(item)
    done = position.done | ({step.code} if step else set())
    return replace(position, state=CaseState.OPEN, done=done, flags=position.flags | act.flags)


def _hand_over(item: ServiceItem, position: Position, act: Act) -> Position:
    if position.state is CaseState.OPEN:
        return _finish(item, position, act)
    if act.result == ELSEWHERE:
        return replace(position, state=CaseState.CLOSED, outcome=Outcome.TRANSFERRED)
    return position


def _finish(item: ServiceItem, position: Position, act: Act) -> Position:
    return replace(position, done=position.done | {act.step})


def _flag(item: ServiceItem, position: Position, act: Act) -> Position:
    return replace(position, flags=position.flags | act.flags)


def _clear(item: ServiceItem, position: Position, act: Act) -> Position:
    """Without its flag a cut is no longer proposed; another one must be heard again."""
    done = position.done - hearings(item) if Flag.ADVERSE in act.flags else position.done
    return replace(position, flags=position.flags - act.flags, done=done)


def _object(item: ServiceItem, position: Position, act: Act) -> Position:
    return replace(position, flags=position.flags | {Flag.OBJECTED})


def _reinvestigate(item: ServiceItem, position: Position, act: Act) -> Position:
    """What was proposed is void: it is investigated, proposed, put up and heard anew."""
    void = {Flag.OBJECTED, Flag.ADVERSE, Flag.CANNOT_DECIDE}
    return replace(
        position,
        done=position.done - repeated_by_investigation(item),
        flags=(position.flags - void) | act.flags,
    )


def _reopen_check(item: ServiceItem, position: Position, act: Act) -> Position:
    """An objection stands: it is looked into by an investigation, not by departments."""
    void = {Flag.ADVERSE, Flag.CANNOT_DECIDE}
    return replace(
        position, done=position.done - repeated_by_check(item), flags=position.flags - void
    )


def _decide(item: ServiceItem, position: Position, act: Act) -> Position:
    decided = _finish(item, position, act)
    return replace(decided, state=CaseState.DECIDED, outcome=Outcome(act.result))


def _ending(state: CaseState, outcome: Outcome) -> "_Effect":
    def effect(item: ServiceItem, position: Position, act: Act) -> Position:
        return replace(position, state=state, outcome=outcome)

    return effect


_Effect = Callable[[ServiceItem, Position, Act], Position]
_EFFECTS: Mapping[ActKind, _Effect] = {
    ActKind.SUBMIT: _submit,
    ActKind.RETURN: _return,
    ActKind.ACCEPT: _accept,
    ActKind.DECLINE: _ending(CaseState.DECIDED, Outcome.DECLINED),
    ActKind.HAND_OVER: _hand_over,
    ActKind.FINISH: _finish,
    ActKind.FLAG: _flag,
    ActKind.CLEAR: _clear,
    ActKind.OBJECT: _object,
    ActKind.REINVESTIGATE: _reinvestigate,
    ActKind.REOPEN_CHECK: _reopen_check,
    ActKind.HEAR: _finish,
    ActKind.DECIDE: _decide,
    ActKind.SERVE: _finish,
    ActKind.PUBLISH: _finish,
    ActKind.WITHDRAW: _ending(CaseState.CLOSED, Outcome.WITHDRAWN),
    ActKind.DISCONTINUE: _ending(CaseState.DECIDED, Outcome.DISCONTINUED),
}
