"""What is told of a rule whatever its value: found out once for each rule of a program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from minzheng.rules.evaluation.closures import Closure, Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.reasons import VERDICTS, Reason, Verdict
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.text import value_writer
from minzheng.rules.program import Step
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.specialisation import rules_read
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
    answers: tuple[Closure, ...]
    """Of each condition, whether it is met."""
    reads: frozenset[str]
    """The rules that it reads."""

    def verdicts(self, subject: Subject) -> list[Verdict]:
        """What came of each condition."""
        return [VERDICTS[answer(subject)] for answer in self.answers]

    def reason(self, value: int | None, name: str) -> Reason:
        """The rule with its value for somebody, before any grounds."""
        who = name if self.personal else ""
        verdict = VERDICTS[value] if self.speaks else None
        return Reason(self.title, self.write(value), self.law, self.step.key, who, verdict)

    def sentence(self, verdict: Verdict) -> Reason:
        """A condition by its sentence alone."""
        value = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNKNOWN: None}[verdict]
        return Reason(self.title, self.write(value), self.law, self.step.key, verdict=verdict)


def cards(evaluator: Evaluator, rulebook: RuleBook) -> Mapping[str, Card]:
    """The cards of all rules of a program, by key."""
    steps = evaluator.program.steps.items()
    return {key: _card(step, rulebook.title(key), evaluator) for key, step in steps}


def _card(step: Step, title: str, evaluator: Evaluator) -> Card:
    role, version = step.rule.role, step.version
    conditions = version.conditions if version else ()
    return Card(
        step,
        title,
        version.law if version else "",
        step.entity is not Entity.HOUSEHOLD,
        role in (Role.CONDITION, Role.UNLESS),
        step.rule.unit.kind is Kind.YES_NO,
        role in (Role.BENEFIT, Role.STATUS),
        value_writer(step.rule.unit),
        conditions,
        tuple(evaluator.closure(each) for each in conditions),
        frozenset(rules_read(step.expression)),
    )
