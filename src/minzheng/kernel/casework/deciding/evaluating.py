"""What rules say of frozen facts: results that are kept, and that come out the same years later."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from minzheng.rules.batch.results import missing_text
from minzheng.rules.edition import Edition
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.frozen import FrozenHousehold
from minzheng.rules.evaluation.missing import MissingFact, missing_facts
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.explanation.margins import margin
from minzheng.rules.explanation.reasons import Reason, Verdict
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.text import value_text
from minzheng.rules.program import program
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.units import Kind

UNDECIDED = "无法判定"
_PROGRAMS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition that is not met: the sentence, the article, the figures, by how much."""

    sentence: str
    law: str
    who: str
    figures: str
    by_how_much: str


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule for the household or for one person; `value` is None where it cannot be decided."""

    key: str
    title: str
    law: str
    person: str
    who: str
    value: int | None
    text: str
    is_amount: bool
    missing: str
    unmet: tuple[Unmet, ...]
    explanation: Mapping[str, Any] = field(repr=False)

    @property
    def granted(self) -> bool:
        """Whether it gives anything; undecided does not."""
        return bool(self.value)

    def kept(self) -> dict[str, Any]:
        """What a decision keeps to be compared with: no explanation, which stands beside it."""
        found = asdict(self)
        del found["explanation"]
        return found


@dataclass(frozen=True, slots=True)
class Law:
    """Rules and numbers: of today, with the edition to be kept, or of one that was kept."""

    rulebook: RuleBook
    parameters: ParameterSet
    edition: Edition | None = None


def evaluated(
    law: Law, frozen: FrozenHousehold, keys: Sequence[str], person: str = ""
) -> tuple[RuleResult, ...]:
    """The results of rules for frozen facts, in the order of `keys`.

    Rules about persons are answered for the person named, or else for every member. Raises
    `NumberRefused` where a number has no value there.
    """
    evaluator = _evaluator(law.rulebook, frozen.month, tuple(keys))
    numbers = law.parameters.numbers(frozen.month, frozen.area, evaluator.program.numbers)
    home = frozen.subject(numbers)
    explainer = Explainer(evaluator, law.rulebook, law.parameters.definitions)
    return tuple(
        _result(evaluator, explainer, key, subject, identifier)
        for key in keys
        for subject, identifier in _subjects(evaluator, key, home, frozen, person)
    )


@lru_cache(maxsize=_PROGRAMS_KEPT)
def _evaluator(rulebook: RuleBook, month: int, keys: tuple[str, ...]) -> Evaluator:
    return Evaluator(program(rulebook, month, keys))


def _subjects(
    evaluator: Evaluator, key: str, home: Subject, frozen: FrozenHousehold, person: str
) -> Iterator[tuple[Subject, str]]:
    if evaluator.program.steps[key].entity is Entity.HOUSEHOLD:
        yield home, ""
        return
    for member, each in zip(home.members, frozen.persons, strict=True):
        if not person or each.id == person:
            yield member, each.id


def _result(
    evaluator: Evaluator, explainer: Explainer, key: str, subject: Subject, person: str
) -> RuleResult:
    unit = evaluator.program.steps[key].rule.unit
    value = evaluator.value(key, subject)
    reason = explainer.explain(key, subject)
    missing = missing_facts(evaluator, key, subject)
    lacking = missing_text(missing, evaluator.program.vocabulary, _whose) if missing else ""
    return RuleResult(
        key=key,
        title=reason.title,
        law=reason.law,
        person=person,
        who=reason.who,
        value=None if value is None else int(value),
        text=UNDECIDED if value is None else value_text(value, unit),
        is_amount=unit.kind is Kind.MONEY,
        missing=lacking,
        unmet=tuple(_unmet(evaluator, reason, subject)),
        explanation=reason.as_json(),
    )


def _whose(fact: MissingFact) -> str:
    return "家庭" if fact.entity is Entity.HOUSEHOLD else fact.subject


def _unmet(evaluator: Evaluator, reason: Reason, subject: Subject) -> Iterator[Unmet]:
    for each in reason.reasons:
        if each.verdict is Verdict.UNMET:
            about = subject if not each.who or each.who == subject.name else subject.up
            yield Unmet(
                each.title, each.law, each.who, each.formula, margin(evaluator, each.key, about)
            )
