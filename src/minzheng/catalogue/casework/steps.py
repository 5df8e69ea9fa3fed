"""Steps and stages: what has to be done in a case, by whom, in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome


class StepKind(StrEnum):
    """What sort of work a step is; screens, papers and guards go by it."""

    ACCEPT = "accept"
    FORWARD = "forward"
    ADVANCE = "advance"
    CHECK = "check"
    VISIT = "visit"
    ASSESS = "assess"
    SEARCH = "search"
    APPRAISE = "appraise"
    OPINION = "opinion"
    PUBLICITY = "publicity"
    REVIEW = "review"
    REPORT = "report"
    HEARING = "hearing"
    DECIDE = "decide"
    LETTER = "letter"
    PUBLISH = "publish"


class Flag(StrEnum):
    """What is known of a case that adds steps, takes some away, or changes a limit."""

    NEAR_RELATIVE = "near_relative"
    COMPLAINED = "complained"
    SAMPLED = "sampled"
    OBJECTED = "objected"
    DISPUTED = "disputed"
    URGENT = "urgent"
    DELEGATED = "delegated"
    ADVERSE = "adverse"
    CANNOT_DECIDE = "cannot_decide"
    REMOTE = "remote"
    RECOGNISED = "recognised"
    UNSTABLE = "unstable"
    BEREAVED = "bereaved"
    UNIDENTIFIED = "unidentified"
    DEPENDENT = "dependent"
    OVERSTAYING = "overstaying"
    LONG_STAYING = "long_staying"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _TITLES[self]


_TITLES = {
    Flag.NEAR_RELATIVE: "经办人员近亲属",
    Flag.COMPLAINED: "接到投诉举报",
    Flag.SAMPLED: "被抽中核查",
    Flag.OBJECTED: "公示有异议待处理",
    Flag.DISPUTED: "情况有争议",
    Flag.URGENT: "情况紧急",
    Flag.DELEGATED: "审核确认权限已委托乡镇",
    Flag.ADVERSE: "拟减少或停止",
    Flag.CANNOT_DECIDE: "缺少情况, 尚不能认定",
    Flag.REMOTE: "人户分离或异地受理",
    Flag.RECOGNISED: "已认定的低收入家庭",
    Flag.UNSTABLE: "收入不稳定且有劳动能力成员",
    Flag.BEREAVED: "家庭成员死亡",
    Flag.UNIDENTIFIED: "身份不明",
    Flag.DEPENDENT: "未成年人或无民事行为能力人",
    Flag.OVERSTAYING: "在站超过十日",
    Flag.LONG_STAYING: "长期滞留",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the results with which a step may end."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One piece of work of one office.

    It is due where any of ``only_if`` is a flag of the case (or none is named), where no flag of
    ``unless`` is, and, behind the decision, where the outcome is among ``outcomes`` (or none is
    named).  ``not_by`` names steps whose doers may not do this one.  ``limit`` names the limit that
    runs while the step is open; one named by several runs from the first of them to the last.
    ``repeated`` says whether a new investigation does the step again.
    """

    code: str
    kind: StepKind
    title: str
    office: Office
    permission: str
    not_by: tuple[str, ...] = ()
    only_if: tuple[Flag, ...] = ()
    unless: tuple[Flag, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    limit: str | None = None
    results: tuple[Choice, ...] = ()
    repeated: bool = True

    def due(self, flags: frozenset[Flag], outcome: Outcome | None) -> bool:
        """Whether a case with these flags and this outcome has the step."""
        wanted = not self.only_if or not flags.isdisjoint(self.only_if)
        spared = not flags.isdisjoint(self.unless)
        fits = outcome is None or not self.outcomes or outcome in self.outcomes
        return wanted and not spared and fits

    @property
    def flags(self) -> frozenset[Flag]:
        """The flags on which it depends."""
        return frozenset((*self.only_if, *self.unless))


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps that run beside each other; the next stage opens when all that are due are done.

    A new investigation begins again at the first stage that is ``investigates``.
    """

    code: str
    title: str
    steps: tuple[Step, ...]
    investigates: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """Those of its steps."""
        return frozenset(step.code for step in self.steps)


def steps_of(procedure: tuple[Stage, ...]) -> Iterator[tuple[Stage, Step]]:
    """Every step with its stage, in order."""
    for stage in procedure:
        for step in stage.steps:
            yield stage, step
