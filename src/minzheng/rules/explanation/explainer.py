"""Explains any rule for any subject, from the values that the evaluator kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.explanation.branches import Branches, Leaf
from minzheng.rules.explanation.cards import Card, cards
from minzheng.rules.explanation.entered import Entered
from minzheng.rules.explanation.formulas import Formulas
from minzheng.rules.explanation.grounds import Household
from minzheng.rules.explanation.ordinary import Ordinary, Told
from minzheng.rules.explanation.reasons import MET, UNKNOWN, UNMET, Reason, Verdict
from minzheng.rules.explanation.sides import Sides
from minzheng.rules.explanation.wording import joined
from minzheng.rules.numbers.definition import Dated, NumberDefinition
from minzheng.rules.numbers.text import value_writer
from minzheng.rules.rulebook import RuleBook, Version
from minzheng.rules.tree import Expression, FactRead, Literal, NumberRead, Reach, RuleRead

NOT_IN_FORCE = "当月尚未施行"

_AFTERWARDS = (UNKNOWN, MET)


@dataclass(slots=True)
class _Telling:
    """One explanation while it is made."""

    household: Household
    told: Told = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    """The rules told of anybody."""
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
        branches = Branches(evaluator)
        formulas = Formulas(evaluator, branches, self._title, self._numbers)
        self._entered = Entered(evaluator, branches, rulebook.vocabulary)
        self._sides = Sides(branches, self._entered, formulas)
        self._cards = cards(evaluator, rulebook)
        self._told: dict[tuple[str, Value], tuple[Dated, Reason]] = {}
        """What was said of a number, while the same one is in force."""
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
            kept = self._kept = Household(root, Ordinary(self._entered), self._sides)
        return kept

    def _title(self, read: FactRead | RuleRead) -> str:
        if isinstance(read, FactRead):
            return self._rulebook.vocabulary.of(read.entity)[read.name].title
        return self._rulebook.title(read.key)

    def _rule(self, key: str, subject: Subject, telling: _Telling) -> Reason:
        card = self._cards[key]
        value = self._evaluator.value(key, subject)
        reason = card.reason(value, subject.name)
        version, about, told = card.step.version, (key, subject), telling.told
        if version is None:
            reason.formula = NOT_IN_FORCE
            return reason
        if about in told:
            return reason
        first, refusing = not told, telling.refusing
        told.add(about)
        telling.keys.add(key)
        telling.refusing = refusing and not value and card.is_truth
        if not card.is_outcome:
            self._grounds(reason, card.step.expression, subject, telling)
        elif first:
            self._outcome(reason, card, version, subject, telling)
        else:
            self._summary(reason, card, subject)
        telling.refusing = refusing
        return reason

    def _outcome(
        self, reason: Reason, card: Card, version: Version, subject: Subject, telling: _Telling
    ) -> None:
        """Granted: every condition, then the calculation.  Else: what refuses or is missing, then
        the conditions that are met, each by its sentence alone."""
        reason.outcome = True
        verdicts = card.verdicts(subject)
        against = next((v for v in (UNMET, UNKNOWN) if v in verdicts), None)
        telling.refusing = against is not None
        deciding = against or MET
        order = [deciding, *(v for v in _AFTERWARDS if v is not deciding)]
        for verdict in order:
            for condition, own in zip(card.conditions, verdicts, strict=True):
                if own is not verdict:
                    continue
                if verdict is deciding:
                    about = subject if condition.reach is Reach.OWN else subject.up
                    reason.reasons.append(self._rule(condition.key, about, telling))
                else:
                    reason.reasons.append(self._named(condition, verdict))
        if against is None:
            if not isinstance(version.body, Literal):
                self._grounds(reason, version.body, subject, telling)
            if card.step.rule.starts is not None:
                reason.reasons.append(self._rule(card.step.rule.starts, subject, telling))

    def _summary(self, reason: Reason, card: Card, subject: Subject) -> None:
        """An outcome on which another rests: the conditions that decided, by their sentences."""
        verdicts = card.verdicts(subject)
        against = next((v for v in (UNMET, UNKNOWN) if v in verdicts), None)
        for condition, verdict in zip(card.conditions, verdicts, strict=True):
            if verdict is against:
                reason.reasons.append(self._named(condition, verdict))

    def _named(self, read: RuleRead, verdict: Verdict) -> Reason:
        """A condition by its sentence alone."""
        found = self._sentences.get((read.key, verdict))
        if found is None:
            found = self._sentences[read.key, verdict] = self._cards[read.key].sentence(verdict)
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
                    repeated = repeated or child.key == ground.side.repeats
            if not repeated:
                said.append(ground.text)
        reason.formula = joined(said) if len(said) > 1 else "".join(said)

    def _leaf(self, leaf: Leaf, telling: _Telling) -> Reason | None:
        read, subject = leaf
        if isinstance(read, NumberRead):
            return self._number(read, subject, telling)
        if (read.key, subject) in telling.told or self._plain(read, subject, telling):
            return None
        return self._rule(read.key, subject, telling)

    def _plain(self, read: RuleRead, subject: Subject, telling: _Telling) -> bool:
        """Whether explaining a rule would say nothing."""
        key, ordinary = read.key, telling.household.ordinary
        card = self._cards[key]
        if card.is_truth and not card.is_outcome:
            if card.reads.isdisjoint(telling.keys):
                return ordinary.rule(key, subject) is not None
            return ordinary.nothing_new(key, subject, telling.told)
        if self._evaluator.value(key, subject) != 0:
            return False
        if card.is_outcome:
            return not telling.refusing
        return bool(ordinary.rule(key, subject))

    def _number(self, read: NumberRead, reader: Subject, telling: _Telling) -> Reason | None:
        if (read.key, None) in telling.told:
            return None
        telling.told.add((read.key, None))
        dated = reader.numbers.dated[read.key]
        value = self._evaluator.closure(read)(reader)
        found = self._told.get((read.key, value))
        if found is None or found[0] is not dated:
            found = self._told[read.key, value] = dated, self._reason_of(dated, read.key, value)
        return found[1]

    def _reason_of(self, dated: Dated, key: str, value: Value) -> Reason:
        definition, law = self._numbers[key], f"{dated.source} {dated.article}".strip()
        if not dated.confidence.confirmed:
            law = f"{law}; {dated.confidence.title}"
        return Reason(definition.title, value_writer(definition.unit)(value), law, key)
