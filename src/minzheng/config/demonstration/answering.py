"""What applicants declare: what the story says, what is on file, and nothing beside it."""

from minzheng.base.months import Month
from minzheng.config.demonstration.homes import Home
from minzheng.config.demonstration.stories import Story, Wage
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api.intake import Asked, Question, Value
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind

_STANDARD = "minimum_living.standard"
_BELOW, _LITTLE, _ONE_YUAN = 30_000, 10_000, 100
_HIGH = 200_000
_INCOME = frozenset(
    {
        "wage",
        "business",
        "property_income",
        "pension_employee",
        "pension_basic_central",
        "pension_resident_other",
        "support_received",
        "transfer_other",
        "other_income",
        "tax_and_insurance",
        "transfer_paid",
    }
)
_HOME = {"assets": 600_000, "vehicles": 0, "houses": 1, "active_business": False}
_SAVINGS = {"own_assets": 200_000}
_PLAIN = {
    "co_resident": True,
    "supported_persons": 1,
    "household_size": 3,
    "household_income": 900_000,
    "income": 400_000,
}


def answers(story: Story, home: Home, asked: Asked) -> dict[str, Value]:
    """An answer to every question that is open, or about which the story has its own word."""
    questions = (each for group in asked.groups for each in group.questions)
    told = {each.key: _answer(story, home, each) for each in questions}
    return {key: value for key, value in told.items() if value is not None}


def _answer(story: Story, home: Home, question: Question) -> Value:
    name = question.fact.name
    if name in story.tells:
        return story.tells[name]
    if name in _INCOME and question.subject.entity is Entity.PERSON:
        earns = name == "wage" and question.subject.id == home.members[0].person
        return wage(story, home) if earns else 0
    if question.subject.entity is Entity.HOUSEHOLD and name in _HOME:
        return _HOME[name]
    if name in _SAVINGS:
        return _SAVINGS[name]
    if not question.open:
        return None
    if question.held is not None:
        return question.held.value
    return _PLAIN.get(name, _first(question))


def _first(question: Question) -> Value:
    """No, none, or the first of a list of codes."""
    unit = question.fact.unit
    if unit.code is not None:
        return next(iter(unit.code)).value
    return False if unit.kind is Kind.YES_NO else 0


def wage(story: Story, home: Home) -> int:
    """What the head earns in a month, in fen, so that the rules come to what the story tells."""
    month = Month.of(clock.today())
    numbers = platform().parameters.numbers(
        month.year * 12 + month.month - 1, home.division, [_STANDARD]
    )
    table = numbers.stored[_STANDARD]
    settlement = home.fact("settlement") or 0
    standard = table if isinstance(table, int) else table[settlement]
    whole = standard * len(home.members)
    return {
        Wage.BELOW: whole - _BELOW * len(home.members),
        Wage.NARROWLY_ABOVE: whole + _ONE_YUAN,
        Wage.A_LITTLE_BELOW: whole - _LITTLE * len(home.members),
        Wage.LESS_THAN_HALF_ABOVE: whole * 6 // 5,
        Wage.HIGH: whole + _HIGH,
    }[story.wage]
