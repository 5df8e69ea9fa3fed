"""What the rules say of people whom nobody has registered: the finder's answers, stored nowhere.

The same rules, numbers and explanations as for a household on file. Nothing here knows a person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minzheng.base.months import Month
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.registry.api.evaluation import UNDECIDED, evaluator_of
from minzheng.kernel.registry.ports import rules
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.evaluation import people
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import MissingFact, missing_facts
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.text import value_text
from minzheng.rules.units import Kind

Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class EnteredPerson:
    """Somebody as told: stored values by fact name, None for "does not know"."""

    name: str
    facts: Facts
    supporters: Sequence[Facts] = ()


@dataclass(frozen=True, slots=True)
class EnteredHousehold:
    """A household as told, with the division whose numbers hold."""

    division: str
    facts: Facts
    persons: Sequence[EnteredPerson]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A fact that would help to decide: whose (a name, "" for the household) and what."""

    who: str
    fact: str
    title: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a rule says of the household or of one of them; `value` None is undecided.

    Amounts are in fen. `explanation` is ``Reason.as_json()``.
    """

    key: str
    title: str
    who: str
    value: int | None
    text: str
    is_amount: bool
    missing: tuple[Wanting, ...]
    explanation: Mapping[str, object] = field(repr=False)


def estimated(
    entered: EnteredHousehold, *, month: Month, keys: Sequence[str]
) -> tuple[Estimate, ...]:
    """What each of some rules says, for the household or for each person."""
    source = rules()
    evaluator = evaluator_of(source.rulebook, month)
    numbers = NumbersByArea(source.parameters, evaluator.program).of(entered.division)
    home = people.household(
        _whole(Entity.HOUSEHOLD, entered.facts),
        [
            (
                each.name,
                _whole(Entity.PERSON, each.facts),
                [_whole(Entity.SUPPORTER, one) for one in each.supporters],
            )
            for each in entered.persons
        ],
        numbers,
    )
    explainer = Explainer(evaluator, source.rulebook, source.parameters.definitions)
    return tuple(
        _estimate(evaluator, explainer, key, subject)
        for key in keys
        for subject in _subjects(evaluator, key, home)
    )


def _whole(entity: Entity, told: Facts) -> dict[str, Value]:
    """What is told, and for the rest what an empty cell means."""
    blank = {name: fact.blank for name, fact in VOCABULARY.of(entity).items()}
    return blank | dict(told)


def _subjects(evaluator: Evaluator, key: str, home: Subject) -> Sequence[Subject]:
    for_household = evaluator.program.steps[key].entity is Entity.HOUSEHOLD
    return [home] if for_household else home.members


def _estimate(evaluator: Evaluator, explainer: Explainer, key: str, subject: Subject) -> Estimate:
    unit = evaluator.program.steps[key].rule.unit
    value = evaluator.value(key, subject)
    reason = explainer.explain(key, subject)
    missing = tuple(dict.fromkeys(_wanting(missing_facts(evaluator, key, subject))))
    if missing:
        reason.value = UNDECIDED
    return Estimate(
        key=key,
        title=reason.title,
        who=reason.who,
        value=None if value is None else int(value),
        text=UNDECIDED if value is None else value_text(value, unit),
        is_amount=unit.kind is Kind.MONEY,
        missing=missing,
        explanation=reason.as_json(),
    )


def _wanting(found: Sequence[MissingFact]) -> Iterator[Wanting]:
    for each in found:
        title = VOCABULARY.of(each.entity)[each.fact].title
        who = "" if each.entity is Entity.HOUSEHOLD else each.subject.partition(".")[0]
        yield Wanting(who, each.fact, title)
