"""The forms of assessment: what is scored, and which rule makes a level of the scores.

A form names a rule by what it answers, never by the line that declares it: whichever line of this
installation has a rule of that name and code is the one that is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from minzheng.base.months import Month
from minzheng.catalogue.codes import AbilityLevel, SelfCare
from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.facts.ability import ABILITY_ITEMS
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.registry.ports import rules
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.people import Value, household
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.program import program
from minzheng.rules.rulebook import Rule
from minzheng.rules.units import Code


@dataclass(frozen=True, slots=True)
class AssessmentForm:
    """What is asked of the assessors. `scored` facts are all answered; `beside` may stay open."""

    code: str
    title: str
    standard: str
    scored: tuple[str, ...]
    beside: tuple[str, ...]
    rule: str
    answers: type[Code]
    total: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact of the form, in order."""
        vocabulary = VOCABULARY.of(Entity.PERSON)
        return tuple(vocabulary[name] for name in (*self.scored, *self.beside))


@dataclass(frozen=True, slots=True)
class Level:
    """What the rules make of some scores."""

    level: int
    title: str
    total: int | None
    rule: str


ABILITY = AssessmentForm(
    code="ability",
    title="老年人能力评估",
    standard="GB/T 42195-2022",
    scored=tuple(ABILITY_ITEMS),
    beside=("mental_diagnosis", "risk_events"),
    rule="ability_level",
    total="ability_points",
    answers=AbilityLevel,
)
SELF_CARE = AssessmentForm(
    code="self_care",
    title="生活自理能力评估（六项指标）",
    standard="民发〔2021〕43号 第二十一条、第二十二条",
    scored=("eats", "dresses", "gets_up", "uses_toilet", "walks_indoors", "washes"),
    beside=(),
    rule="self_care",
    answers=SelfCare,
)
FORMS: Mapping[str, AssessmentForm] = MappingProxyType(
    {each.code: each for each in (ABILITY, SELF_CARE)}
)


def form_of(code: str) -> AssessmentForm:
    """A form by its code. Raises `Refused`."""
    if code not in FORMS:
        raise Refused("请选择评估表。")
    return FORMS[code]


def forms_for(decides: tuple[str, ...], month: Month) -> tuple[AssessmentForm, ...]:
    """The forms whose level the deciding rules of an item read; all where they read none."""
    if not decides:
        return tuple(FORMS.values())
    read = program(rules().rulebook, _number(month), decides).steps
    wanted = tuple(each for each in FORMS.values() if _rule_of(each).key in read)
    return wanted or tuple(FORMS.values())


def level_of(form: AssessmentForm, scores: Mapping[str, Value], month: Month, area: str) -> Level:
    """The level that the rules in force in a month give to some scores. Raises `Conflict`."""
    source = rules()
    rule = _rule_of(form)
    totals = [each.key for each in _named(form.total)] if form.total else []
    evaluator = Evaluator(program(source.rulebook, _number(month), [rule.key], totals))
    numbers = NumbersByArea(source.parameters, evaluator.program).of(area)
    person = _blank(Entity.PERSON) | dict(scores)
    home = household(_blank(Entity.HOUSEHOLD), [("被评估人", person, [])], numbers)
    found = evaluator.value(rule.key, home.members[0])
    if found is None:
        raise Conflict("得分不全，不能评定等级。")
    total = evaluator.value(totals[0], home.members[0]) if totals else None
    level = form.answers.numbered(int(found))
    return Level(level.value, level.title, total, rule.key)


def _rule_of(form: AssessmentForm) -> Rule:
    for each in _named(form.rule):
        if each.unit.code is form.answers:
            return each
    raise Conflict(f"本系统没有{form.title}的评定规则。")


def _named(name: str) -> Iterator[Rule]:
    return (each for key, each in rules().rulebook.rules.items() if key.partition(".")[2] == name)


def _blank(entity: Entity) -> dict[str, Value]:
    return {name: fact.blank for name, fact in VOCABULARY.of(entity).items()}


def _number(month: Month) -> int:
    return month.year * 12 + month.month - 1
