"""Explains any rule for any subject, from the values that the evaluator kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.branches import Branches, Leaf
from minzheng.rules.explanation.formulas import Formulas
from minzheng.rules.explanation.grounds import Household
from minzheng.rules.explanation.ordinary import Told, target
from minzheng.rules.explanation.reasons import Reason, Verdict
from minzheng.rules.explanation.wording import joined
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.text import value_text
from minzheng.rules.program import Step
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import RuleBook, Version
from minzheng.rules.tree import AllOf, Expression, FactRead, Literal, NumberRead, RuleRead
from minzheng.rules.units import YES_NO, Kind

_AFTERWARDS = (Verdict.UNKNOWN, Verdict.MET)
_SELF_SPEAKING = (Role.CONDITION, Role.UNLESS)


@dataclass(slots=True)
class _Telling:
    """One explanation while it is made."""

    household: Household
    told: Told = field(default_factory=set)
    refusing: bool = True
    """Whether all down to here is a no: then it matters why an outcome is not given."""


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
        self._kept: Household | None = None
        self._sentences: dict[tuple[str, Verdict], Reason] = {}

    def explain(self, key: str, subject: Subject) -> Reason:
        """Why a benefit, status or any other rule has its value for a subject."""
        return self._rule(key, subject, _Telling(self._household(subject)))

    def _household(self, subject: Subject) -> Household:
        """What was found out before, if the last one explained belongs to the same household."""
        root = subject.up.up
        kept = self._kept
        if kept is None or kept.root is not root:
            kept = self._kept = Household(
                root, self._evaluator, self._branches, self._formulas, self._rulebook.vocabulary
            )
        return kept

    def _title(self, read: FactRead | RuleRead) -> str:
        if isinstance(read, FactRead):
            return self._rulebook.vocabulary.of(read.entity)[read.name].title
        return self._rulebook.title(read.key)

    def _rule(self, key: str, subject: Subject, telling: _Telling) -> Reason:
        step = self._evaluator.program.steps[key]
        value = self._evaluator.value(key, subject)
        reason = Reason(self._rulebook.title(key), value_text(value, step.rule.unit), "", key)
        reason.who = "" if step.entity is Entity.HOUSEHOLD else subject.name
        if step.rule.role in _SELF_SPEAKING:
            reason.verdict = Verdict.of(value)
        if step.version is None:
            reason.formula = "当月尚未施行"
            return reason
        reason.law = step.version.law
        if (key, id(subject)) in telling.told:
            return reason
        first, refusing = not telling.told, telling.refusing
        telling.told.add((key, id(subject)))
        telling.refusing = refusing and not value and step.rule.unit.kind is Kind.YES_NO
        if step.rule.role not in (Role.BENEFIT, Role.STATUS):
            self._grounds(reason, step.expression, subject, telling)
        elif first:
            self._outcome(reason, step, step.version, subject, telling)
        else:
            self._summary(reason, step.version, subject)
        telling.refusing = refusing
        return reason

    def _outcome(
        self, reason: Reason, step: Step, version: Version, subject: Subject, telling: _Telling
    ) -> None:
        """Granted: every condition, then the calculation.  Else: what refuses or is missing, then
        the conditions that are met, each by its sentence alone."""
        reason.outcome = True
        values = [self._evaluator.closure(each)(subject) for each in version.conditions]
        verdicts = [Verdict.of(each) for each in values]
        against = next((v for v in (Verdict.UNMET, Verdict.UNKNOWN) if v in verdicts), None)
        telling.refusing = against is not None
        deciding = against or Verdict.MET
        order = [deciding, *(v for v in _AFTERWARDS if v is not deciding)]
        for verdict in order:
            for condition, own in zip(version.conditions, verdicts, strict=True):
                if own is not verdict:
                    continue
                if verdict is deciding:
                    about = target(condition, subject)
                    reason.reasons.append(self._rule(condition.key, about, telling))
                else:
                    reason.reasons.append(self._named(condition, verdict))
        if against is None:
            if not isinstance(version.body, Literal):
                self._grounds(reason, version.body, subject, telling)
            if step.rule.starts is not None:
                reason.reasons.append(self._rule(step.rule.starts, subject, telling))

    def _summary(self, reason: Reason, version: Version, subject: Subject) -> None:
        """An outcome on which another rests: the conditions that decided, by their sentences."""
        for condition in self._branches.parts(AllOf(YES_NO, 0, 1, version.conditions), subject):
            value = self._evaluator.closure(condition)(subject)
            if isinstance(condition, RuleRead) and not value:
                reason.reasons.append(self._named(condition, Verdict.of(value)))

    def _named(self, read: RuleRead, verdict: Verdict) -> Reason:
        """A condition by its sentence alone."""
        found = self._sentences.get((read.key, verdict))
        if found is None:
            version = self._evaluator.program.steps[read.key].version
            law = version.law if version else ""
            value = {Verdict.MET: "是", Verdict.UNMET: "否", Verdict.UNKNOWN: "不详"}[verdict]
            found = Reason(self._rulebook.title(read.key), value, law, read.key, verdict=verdict)
            self._sentences[read.key, verdict] = found
        return found

    def _grounds(
        self, reason: Reason, expression: Expression, subject: Subject, telling: _Telling
    ) -> None:
        """The formula, and what is read on the branch taken; neither repeats the other."""
        said = []
        for ground in telling.household.grounds(expression, subject):
            repeated = False
            for leaf in ground.leaves:
                child = self._leaf(leaf, telling)
                if child is not None:
                    reason.reasons.append(child)
                    repeated = repeated or child.key == (ground.repeats and ground.repeats.key)
            if not repeated:
                said.append(ground.text)
        reason.formula = joined(said) if len(said) > 1 else "".join(said)

    def _leaf(self, leaf: Leaf, telling: _Telling) -> Reason | None:
        read, reader = leaf
        if isinstance(read, NumberRead):
            return self._number(read, reader, telling)
        if isinstance(read, FactRead):
            return None
        subject = target(read, reader)
        if (read.key, id(subject)) in telling.told or self._plain(read, subject, telling):
            return None
        return self._rule(read.key, subject, telling)

    def _plain(self, read: RuleRead, subject: Subject, telling: _Telling) -> bool:
        """Whether explaining a rule would say nothing."""
        step = self._evaluator.program.steps[read.key]
        if read.unit.kind is Kind.YES_NO and step.rule.role not in (Role.BENEFIT, Role.STATUS):
            return telling.household.ordinary.nothing_new(step.expression, subject, telling.told)
        if self._evaluator.value(read.key, subject) != 0:
            return False
        if step.rule.role in (Role.BENEFIT, Role.STATUS):
            return not telling.refusing
        return telling.household.ordinary.expression(step.expression, subject)

    def _number(self, read: NumberRead, reader: Subject, telling: _Telling) -> Reason | None:
        if (read.key, 0) in telling.told:
            return None
        telling.told.add((read.key, 0))
        definition, dated = self._numbers[read.key], reader.numbers.dated[read.key]
        value = self._evaluator.closure(read)(reader)
        law = f"{dated.source} {dated.article}".strip()
        if not dated.confidence.confirmed:
            law = f"{law}; {dated.confidence.title}"
        return Reason(definition.title, value_text(value, definition.unit), law, read.key)
