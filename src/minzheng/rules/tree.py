"""The typed expressions into which rules are translated: what evaluators and explanations read.

Each node knows its unit and the lowest and highest value that it can take (``low``, ``high``), from
which the translator proves that no 64-bit sum or product overflows and that no divisor is zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from minzheng.rules.facts import Entity
from minzheng.rules.units import Unit


class Reach(StrEnum):
    """Where a value is read, seen from whom the rule is about."""

    OWN = "own"
    HOUSEHOLD = "household"
    PERSON = "person"


class Rounding(StrEnum):
    """How a quotient is brought to an integer."""

    FLOOR = "floor_fen"
    CEIL = "ceil_fen"
    HALF_UP = "round_half_up_fen"


class Gathering(StrEnum):
    """What an aggregate makes of its members."""

    SUM = "sum"
    ANY = "any"
    ALL = "all"
    COUNT = "count"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A node.  Nodes are compared by identity: a program is translated once and never changes."""

    unit: Unit
    low: int
    high: int

    def children(self) -> Iterator["Expression"]:
        """The operands, in the order in which they are written."""
        for name in self.__slots__:
            held = getattr(self, name)
            if isinstance(held, Expression):
                yield held
            elif isinstance(held, tuple):
                yield from (each for each in held if isinstance(each, Expression))


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Expression):
    """0, 1, YEAR, NEVER, yes, no or a code."""

    value: int


@dataclass(frozen=True, slots=True, eq=False)
class FactRead(Expression):
    """A fact of whom the rule is about, or of the household or person above."""

    entity: Entity
    name: str
    reach: Reach


@dataclass(frozen=True, slots=True, eq=False)
class RuleRead(Expression):
    """The value of another rule, by its key ``line.name``."""

    key: str
    entity: Entity
    reach: Reach


@dataclass(frozen=True, slots=True, eq=False)
class NumberRead(Expression):
    """A number of the law, or an entry of a table: at a code, or at the highest step reached."""

    key: str
    position: Expression | None


@dataclass(frozen=True, slots=True, eq=False)
class MonthEvaluated(Expression):
    """The month for which the rules are evaluated."""


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic(Expression):
    """``+``, ``-`` or ``*`` on integers."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Divide(Expression):
    """The quotient of two integers, the second above zero, rounded."""

    rounding: Rounding
    dividend: Expression
    divisor: Expression


@dataclass(frozen=True, slots=True, eq=False)
class RoundTo(Expression):
    """An amount brought to a multiple of a unit; the mode is a code (1 half up, 2 up, 3 down)."""

    amount: Expression
    multiple: Expression
    mode: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Extreme(Expression):
    """The least or greatest of several values."""

    greatest: bool
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Expression):
    """``<``, ``<=``, ``>``, ``>=``, ``==`` or ``!=``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Expression):
    """Whether a code is among several, or not among them."""

    operand: Expression
    codes: tuple[int, ...]
    negated: bool


@dataclass(frozen=True, slots=True, eq=False)
class AllOf(Expression):
    """Kleene ``and``: no if any is no, else unknown if any is unknown."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf(Expression):
    """Kleene ``or``: yes if any is yes, else unknown if any is unknown."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Not(Expression):
    """Kleene ``not``."""

    operand: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Choose(Expression):
    """``then`` if the test is yes, ``otherwise`` if no; unknown if the test is."""

    test: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Age(Expression):
    """Full years reached by the last day of a month."""

    birth: Expression
    month: Expression


@dataclass(frozen=True, slots=True, eq=False)
class MonthReaching(Expression):
    """The month in which an age is reached."""

    birth: Expression
    years: Expression


@dataclass(frozen=True, slots=True, eq=False)
class MonthOf(Expression):
    """The month of a date."""

    date: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Known(Expression):
    """Whether a value is known."""

    operand: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate(Expression):
    """A value over the members of a household or the supporters of a person."""

    gathering: Gathering
    over: Entity
    element: Expression
    test: Expression | None


def walk(expression: Expression) -> Iterator[Expression]:
    """The node and everything below it; rules read are not followed."""
    yield expression
    for child in expression.children():
        yield from walk(child)
