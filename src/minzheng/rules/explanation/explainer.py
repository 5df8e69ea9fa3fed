"""Explains any rule for any subject, from the values that the evaluator kept."""

from collections.abc import Mapping

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches, Leaf
from minzheng.rules.explanation.formulas import Formulas
from minzheng.rules.explanation.reasons import Reason, Verdict
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.text import value_text
from minzheng.rules.program import Step
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import RuleBook, Version
from minzheng.rules.tree import AllOf, Expression, FactRead, NumberRead, Reach, RuleRead
from minzheng.rules.units import YES_NO

_SELF_SPEAKING = (Role.CONDITION, Role.UNLESS)


class Explainer:
    """Explains the rules of one program."""

    def __init__(
        self,
        evaluator: Evaluator,
        rulebook: RuleBook,
        numbers: Mapping[str, NumberDefinition],
    ) -> None:
        self._evaluator = evaluator
        self._rulebook = rulebook
        self._numbers = dict(numbers)
        self._branches = Branches(evaluator)
        self._formulas = Formulas(evaluator, self._branches, self._title, self._numbers)

    def explain(self, key: str, subject: Subject) -> Reason:
        """Why a benefit, status or any other rule has its value for a subject."""
        return self._rule(key, subject, set())

    def _title(self, read: FactRead | RuleRead) -> str:
        if isinstance(read, FactRead):
            title = self._rulebook.vocabulary.of(read.entity)[read.name].title
            return title.split("（")[0]
        return self._rulebook.title(read.key)

    def _rule(self, key: str, subject: Subject, told: set[tuple[str, int]]) -> Reason:
        step = self._evaluator.program.steps[key]
        value = self._evaluator.value(key, subject)
        reason = Reason(self._rulebook.title(key), value_text(value, step.rule.unit), "", key)
        reason.who = subject.name if step.entity is Entity.PERSON else ""
        if step.rule.role in _SELF_SPEAKING:
            reason.verdict = Verdict.of(value)
        if step.version is None:
            reason.formula = "当月尚未施行"
            return reason
        reason.law = step.version.law
        if (key, id(subject)) in told:
            return reason
        told.add((key, id(subject)))
        if step.rule.role in (Role.BENEFIT, Role.STATUS):
            if len(told) == 1:
                self._outcome(reason, step, step.version, subject, told)
            else:
                self._summary(reason, step.version, subject)
        else:
            self._grounds(reason, step.expression, subject, told)
        return reason

    def _outcome(
        self,
        reason: Reason,
        step: Step,
        version: Version,
        subject: Subject,
        told: set[tuple[str, int]],
    ) -> None:
        """Every condition with its mark; grounds only for those that decided."""
        values = [self._evaluator.closure(each)(subject) for each in version.conditions]
        refused = any(value is not None and not value for value in values)
        undecided = None in values and not refused
        for condition, value in zip(version.conditions, values, strict=True):
            target = _target(condition, subject)
            decided = value is not None and bool(value)
            if ((refused or undecided) and decided) or (refused and value is None):
                reason.reasons.append(self._named(condition, target, value))
            else:
                reason.reasons.append(self._rule(condition.key, target, told))
        if not refused and not undecided:
            self._grounds(reason, version.body, subject, told)
            if step.rule.starts is not None:
                reason.reasons.append(self._rule(step.rule.starts, subject, told))

    def _summary(self, reason: Reason, version: Version, subject: Subject) -> None:
        """An outcome on which another rests: the conditions that decided, by their sentences."""
        for condition in self._branches.parts(AllOf(YES_NO, 0, 1, version.conditions), subject):
            value = self._evaluator.closure(condition)(subject)
            if isinstance(condition, RuleRead) and not value:
                reason.reasons.append(self._named(condition, subject, value))

    def _named(self, read: RuleRead, subject: Subject, value: int | None) -> Reason:
        """A condition by its sentence alone."""
        version = self._evaluator.program.steps[read.key].version
        law = version.law if version else ""
        text = value_text(value, read.unit)
        return Reason(self._rulebook.title(read.key), text, law, read.key, Verdict.of(value))

    def _grounds(
        self, reason: Reason, expression: Expression, subject: Subject, told: set[tuple[str, int]]
    ) -> None:
        """The formula, and what is read on the branch taken."""
        reason.formula = self._formulas.write(expression, subject)
        for leaf in dict.fromkeys(self._branches.leaves(expression, subject)):
            child = self._leaf(leaf, told)
            if child is not None:
                reason.reasons.append(child)

    def _leaf(self, leaf: Leaf, told: set[tuple[str, int]]) -> Reason | None:
        read, reader = leaf
        if isinstance(read, RuleRead):
            subject = _target(read, reader)
            known = (read.key, id(subject)) in told
            return None if known else self._rule(read.key, subject, told)
        if isinstance(read, NumberRead):
            return self._number(read, reader, told)
        return None

    def _number(
        self, read: NumberRead, reader: Subject, told: set[tuple[str, int]]
    ) -> Reason | None:
        if (read.key, 0) in told:
            return None
        told.add((read.key, 0))
        definition, dated = self._numbers[read.key], reader.numbers.dated[read.key]
        value = self._evaluator.closure(read)(reader)
        law = f"{dated.source} {dated.article}".strip()
        if not dated.confidence.confirmed:
            law = f"{law}; {dated.confidence.title}"
        return Reason(definition.title, value_text(value, definition.unit), law, read.key)


def _target(read: RuleRead, reader: Subject) -> Subject:
    return reader if read.reach is Reach.OWN else reader.up
