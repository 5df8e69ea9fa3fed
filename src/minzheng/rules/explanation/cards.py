"""What is told of a rule whatever its value: found out once for each rule of a program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from minzheng.rules.explanation.reasons import Reason, Verdict
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.text import value_writer
from minzheng.rules.program import Program, Step
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.tree import RuleRead
from minzheng.rules.units import Kind


@dataclass(frozen=True, slots=True)
class Card:
    """One rule.  ``speaks`` marks conditions and exceptions, whose titles are sentences."""

    step: Step
    title: str
    law: str
    personal: bool
    speaks: bool
    is_truth: bool
    is_outcome: bool
    write: Callable[[int | None], str]
    conditions: tuple[RuleRead, ...]

    def reason(self, value: int | None, name: str) -> Reason:
        """The rule with its value for somebody, before any grounds."""
        who = name if self.personal else ""
        verdict = Verdict.of(value) if self.speaks else None
        return Reason(self.title, self.write(value), self.law, self.step.key, who, verdict)

    def sentence(self, verdict: Verdict) -> Reason:
        """A condition by its sentence alone."""
        value = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNKNOWN: None}[verdict]
        return Reason(self.title, self.write(value), self.law, self.step.key, verdict=verdict)


def cards(program: Program, rulebook: RuleBook) -> Mapping[str, Card]:
    """The cards of all rules of a program, by key."""
    return {key: _card(step, rulebook.title(key)) for key, step in program.steps.items()}


def _card(step: Step, title: str) -> Card:
    role, version = step.rule.role, step.version
    return Card(
        step,
        title,
        version.law if version else "",
        step.entity is not Entity.HOUSEHOLD,
        role in (Role.CONDITION, Role.UNLESS),
        step.rule.unit.kind is Kind.YES_NO,
        role in (Role.BENEFIT, Role.STATUS),
        value_writer(step.rule.unit),
        version.conditions if version else (),
    )
