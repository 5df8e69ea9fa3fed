"""Facts: what may be known of a person, a household or a statutory supporter.

A fact is declared once (in the catalogue) and derives the columns of the template, the checks on
input, the columns of a snapshot and the names that rules may read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from minzheng.rules.units import Kind, Unit


class Entity(StrEnum):
    """Whom a value is about; each is one table of the input."""

    HOUSEHOLD = "household"
    PERSON = "person"
    SUPPORTER = "supporter"


_MONEY_LIMITS = {"": 10**11, "month": 10**9, "year": 10**10}

_LIMITS: Mapping[Kind, tuple[int, int]] = {
    Kind.COUNT: (0, 1_000),
    Kind.MONTHS: (0, 2_400),
    Kind.RATIO: (0, 50_000),
    Kind.MONTH: (1800 * 12, 9999 * 12 + 11),
    Kind.DATE: (1800_01_01, 9999_12_31),
    Kind.CODE: (0, 32_767),
    Kind.YES_NO: (0, 1),
}


def limits(unit: Unit) -> tuple[int, int]:
    """The lowest and highest stored value of a unit.

    Ten million yuan a month, a thousand million owned: input beyond is an error, so that the
    compiler can prove that no sum or product overflows.
    """
    if unit.kind is Kind.MONEY:
        return 0, _MONEY_LIMITS[unit.per]
    return _LIMITS[unit.kind]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    ``blank`` is what an empty cell means: ``None`` (unknown) or a value (``0``, ``False``, a code).
    ``lowest`` and ``highest`` bound the stored value (see ``limits``).
    """

    name: str
    title: str
    unit: Unit
    blank: int | None = None
    note: str = ""
    group: str = ""
    lowest: int = field(default=-1)
    highest: int = field(default=-1)

    def bounds(self) -> tuple[int, int]:
        """Lowest and highest stored value."""
        low, high = limits(self.unit)
        if self.lowest != -1:
            low = self.lowest
        return low, high if self.highest == -1 else self.highest


class Vocabulary:
    """All facts, by entity and name: what rules may read and what an input may hold."""

    def __init__(self, facts: Mapping[Entity, Iterable[Fact]]) -> None:
        self._facts: dict[Entity, dict[str, Fact]] = {}
        for entity in Entity:
            table: dict[str, Fact] = {}
            for fact in facts.get(entity, ()):
                if fact.name in table:
                    raise ValueError(f"事实重复声明: {entity}.{fact.name}")
                table[fact.name] = fact
            self._facts[entity] = table

    def of(self, entity: Entity) -> Mapping[str, Fact]:
        """The facts of one entity, in the order of their columns."""
        return self._facts[entity]
