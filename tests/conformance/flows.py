"""Walks every position that a case of an item can reach, and says what the law would not allow.

What is mandatory stands here a second time, by item and in plain words, so that a procedure that
loses a step is missed.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from minzheng.catalogue.casework.advancing import hearings
from minzheng.catalogue.casework.flow import after, beginning, possible
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState, Position
from minzheng.catalogue.casework.refusing import FIXED_AT_ACCEPTANCE
from minzheng.catalogue.casework.service_item import ASSISTANCE_LAW, ItemKind, ServiceItem
from minzheng.catalogue.casework.steps import Flag, StepKind

TELLS_ALWAYS = (ItemKind.APPLICATION, ItemKind.CHANGE, ItemKind.ASSESSMENT, ItemKind.COMPLAINT)
"""Kinds where somebody asked: every decision is told in writing."""


@dataclass(frozen=True)
class Edge:
    """One act from one position to another."""

    before: Position
    act: Act
    after: Position


@dataclass(frozen=True)
class Walk:
    """Every reachable position of an item, and every act between them."""

    item: ServiceItem
    positions: frozenset[Position]
    edges: tuple[Edge, ...]


def walk(item: ServiceItem, also: frozenset[Flag] = frozenset()) -> Walk:
    """Breadth first, from the draft, over all acts and all flags that make a difference.

    ``also`` are flags to try though no step of the item depends on them.
    """
    first = beginning(item)
    seen, waiting, edges = {first}, deque([first]), []
    while waiting:
        position = waiting.popleft()
        for act in _acts(item, position, also - item.flags):
            reached = after(item, position, act)
            edges.append(Edge(position, act, reached))
            if reached not in seen:
                seen.add(reached)
                waiting.append(reached)
    return Walk(item, frozenset(seen), tuple(edges))


def _acts(item: ServiceItem, position: Position, also: frozenset[Flag]) -> Iterator[Act]:
    """The possible acts; an acceptance with every choice of the flags that it alone can note."""
    if position.state is CaseState.OPEN:
        for flag in sorted(also - position.flags - FIXED_AT_ACCEPTANCE - {Flag.OBJECTED}):
            yield Act(ActKind.FLAG, flags=frozenset({flag}))
    fixed = sorted(item.flags & FIXED_AT_ACCEPTANCE)
    choices = [
        frozenset(some) for size in range(len(fixed) + 1) for some in combinations(fixed, size)
    ]
    for act in possible(item, position):
        if act.kind is ActKind.ACCEPT or (act.kind is ActKind.SUBMIT and _opens(item)):
            yield from (Act(act.kind, act.step, act.result, flags) for flags in choices)
        else:
            yield act


def _opens(item: ServiceItem) -> bool:
    return not item.has(StepKind.ACCEPT)


# Step -> whether the law wants it before a decision on a case with these flags.
Wanted = Callable[[frozenset[Flag]], bool]


def always(flags: frozenset[Flag]) -> bool:
    return True


def when(*wanted: Flag) -> Wanted:
    return lambda flags: not flags.isdisjoint(wanted)


def unless(spared: Flag) -> Wanted:
    return lambda flags: spared not in flags


_LOOKED_AT: dict[str, Wanted] = {
    "visit": always,
    "appraisal": when(Flag.DISPUTED),
    "opinion": always,
    "publicity": always,
    "review": unless(Flag.DELEGATED),
    "county_visit": when(Flag.NEAR_RELATIVE, Flag.COMPLAINED, Flag.SAMPLED),
}
_HOUSEHOLD: dict[str, Wanted] = {"acceptance": always, "check": always, **_LOOKED_AT}
_CHANGED: dict[str, Wanted] = {"check": always, "visit": always, "opinion": always}
_CHILD: dict[str, Wanted] = {"acceptance": always, "check": always, "opinion": always}
_SUBSIDY: dict[str, Wanted] = {**_CHILD, "forwarding": when(Flag.REMOTE)}
_UNKNOWN = when(Flag.UNIDENTIFIED)
_ENDING = {**_CHANGED, "hearing": always}
MANDATORY: dict[str, dict[str, Wanted]] = {
    "minimum_living.application": _HOUSEHOLD,
    "minimum_living.single": _HOUSEHOLD,
    "minimum_living.change": {"acceptance": always, **_CHANGED, "hearing": when(Flag.ADVERSE)},
    "minimum_living.review": {**_CHANGED, "hearing": when(Flag.ADVERSE)},
    "minimum_living.ending": _ENDING,
    "low_income_families.edge": _HOUSEHOLD,
    "low_income_families.rigid": _HOUSEHOLD,
    "extreme_poverty.application": {**_HOUSEHOLD, "assessment": always},
    "extreme_poverty.reassessment": {
        "acceptance": always,
        "assessment": always,
        "hearing": when(Flag.ADVERSE),
    },
    "extreme_poverty.ending": {**_CHANGED, "hearing": always, "publicity": always},
    "temporary_assistance.quick": {"acceptance": always, "need": always},
    "temporary_assistance.spending_aid": {
        **_LOOKED_AT,
        "acceptance": always,
        "check": unless(Flag.RECOGNISED),
    },
    "temporary_assistance.advance": {"acceptance": always, "advance": always, **_CHANGED},
    "disability.living_subsidy": _SUBSIDY,
    "disability.nursing_subsidy": _SUBSIDY,
    "elderly.old_age_allowance": {"acceptance": always, "check": always, "opinion": always},
    "elderly.care_subsidy": {
        "acceptance": always,
        "check": always,
        "assessment": always,
        "opinion": always,
    },
    "elderly.consumption_voucher": {
        "acceptance": always,
        "assessment": always,
        "opinion": always,
    },
    "elderly.voucher_ending": _ENDING,
    "children.severe_allowance": _CHILD,
    "children.severe_ending": _ENDING,
    "children.orphan": _CHILD,
    "children.unattended": _CHILD,
    "disability.living_ending": _ENDING,
    "disability.nursing_ending": _ENDING,
    "elderly.old_age_ending": _ENDING,
    "elderly.care_ending": _ENDING,
    "children.orphan_ending": _ENDING,
    "children.unattended_ending": _ENDING,
    "vagrant_assistance.intake": {
        "acceptance": always,
        "search_notice": _UNKNOWN,
        "dna": _UNKNOWN,
        "police_sample": _UNKNOWN,
        "guardian": when(Flag.DEPENDENT),
        "stay_report": when(Flag.OVERSTAYING),
        "placement": when(Flag.LONG_STAYING),
        "departure": always,
    },
    "complaints.report": {"acceptance": always, "inquiry": always, "opinion": always},
}
"""Item -> what must have been done when it is decided."""


def problems(walked: Walk, mandatory: Mapping[str, Wanted]) -> set[str]:
    """Everything that the law would not allow, in words."""
    return {
        *_dead_ends(walked),
        *_done_by_magic(walked),
        *_skipped(walked, mandatory),
        *_unheard(walked),
        *_stale_hearings(walked),
        *_untold(walked),
        *_overridden(walked),
    }


def _dead_ends(walked: Walk) -> Iterator[str]:
    """Every case can be closed; every open one can be decided, not only given up."""
    closing = _leading_to(walked, lambda each: each.after.state is CaseState.CLOSED)
    deciding = _leading_to(walked, lambda each: each.act.kind is ActKind.DECIDE)
    for position in walked.positions:
        if position.state is not CaseState.CLOSED and position not in closing:
            yield f"no way to close from {position}"
        if position.state is CaseState.OPEN and position not in deciding:
            yield f"no way to decide from {position}"


def _leading_to(walked: Walk, ends: Callable[[Edge], bool]) -> set[Position]:
    into: dict[Position, list[Position]] = {}
    for edge in walked.edges:
        into.setdefault(edge.after, []).append(edge.before)
    found = {edge.before for edge in walked.edges if ends(edge)}
    waiting = list(found)
    while waiting:
        for before in into.get(waiting.pop(), []):
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _done_by_magic(walked: Walk) -> Iterator[str]:
    """A step is done by its own act alone, and only while it is open."""
    for edge in walked.edges:
        new = edge.after.done - edge.before.done
        if new and (len(new) > 1 or not new <= edge.before.open):
            yield f"{edge.act} does {sorted(new)}"
        if new and edge.act.step not in ("", *new):
            yield f"{edge.act} does {sorted(new)}"


def _skipped(walked: Walk, mandatory: Mapping[str, Wanted]) -> Iterator[str]:
    hearing = hearings(walked.item)
    for edge in walked.edges:
        if edge.act.kind is ActKind.DECIDE:
            for step, wanted in mandatory.items():
                old_law = step == "hearing" and not hearing and _before_the_law(walked.item)
                if wanted(edge.before.flags) and step not in edge.before.done and not old_law:
                    yield f"decided without {step}: {sorted(edge.before.flags)}"


def _before_the_law(item: ServiceItem) -> bool:
    return item.version < ASSISTANCE_LAW


def _unheard(walked: Walk) -> Iterator[str]:
    """社会救助法第四十八条: no cut and no stop before the household was heard."""
    if _before_the_law(walked.item) and not hearings(walked.item):
        return
    for edge in walked.edges:
        lower = edge.act.result == Outcome.CHANGED and Flag.ADVERSE in edge.before.flags
        adverse = lower or edge.act.result == Outcome.ENDED
        heard = hearings(walked.item) & edge.before.done
        if edge.act.kind is ActKind.DECIDE and adverse and not heard:
            yield f"{edge.act.result} unheard"


def _stale_hearings(walked: Walk) -> Iterator[str]:
    """Who was heard about one proposal was not heard about the next."""
    for edge in walked.edges:
        anew = edge.act.kind is ActKind.REINVESTIGATE or (
            edge.act.kind is ActKind.CLEAR and Flag.ADVERSE in edge.act.flags
        )
        if anew and hearings(walked.item) & edge.after.done:
            yield f"heard before {edge.act.kind}"


def _untold(walked: Walk) -> Iterator[str]:
    """Whoever asked is told in writing; whoever loses something is told in any case."""
    letters = {step.code for step in walked.item.steps if step.kind is StepKind.LETTER}
    for position in walked.positions:
        closed = position.state is CaseState.CLOSED
        if closed and _owes_letter(walked.item, position) and not letters & position.done:
            yield f"{position.outcome} untold"


def _owes_letter(item: ServiceItem, position: Position) -> bool:
    if position.outcome in (Outcome.WITHDRAWN, Outcome.TRANSFERRED):
        return False
    if position.outcome in (Outcome.ENDED, Outcome.CHANGED, Outcome.REFUSED, Outcome.DECLINED):
        return True
    return item.kind in TELLS_ALWAYS


def _overridden(walked: Walk) -> Iterator[str]:
    """Nothing is decided by default, past an objection, or after money was paid and taken back."""
    for edge in walked.edges:
        held = edge.before.flags
        if edge.act.kind is ActKind.DECIDE and held & {Flag.OBJECTED, Flag.CANNOT_DECIDE}:
            yield f"decided although {sorted(held)}"
        steps = [step for step in walked.item.steps if step.code == edge.act.step]
        if Flag.OBJECTED in held and any(step.kind is StepKind.PUBLICITY for step in steps):
            yield "a notice ended although somebody objected"
        if edge.before.state is CaseState.DECIDED and edge.after.outcome != edge.before.outcome:
            yield "a decision was changed afterwards"
        if edge.act.kind is ActKind.WITHDRAW and "advance" in edge.before.done:
            yield "withdrawn after the money was paid"
