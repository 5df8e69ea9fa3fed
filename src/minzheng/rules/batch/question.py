"""What a batch run asks: for each outcome its decision, its amount and its first month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock

from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.specialisation import specialised
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.sql.nullability import Holes
from minzheng.rules.sql.query import KEYS, select
from minzheng.rules.units import Kind

PEOPLE = (Entity.HOUSEHOLD, Entity.PERSON)
"""Those who can be entitled."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A benefit or status as a batch run asks for it; ``period`` is "month", "once" or ""."""

    key: str
    entity: Entity
    period: str
    starts: str | None

    @property
    def is_status(self) -> bool:
        """A standing without an amount."""
        return not self.period


def outcomes(program: Program) -> tuple[Outcome, ...]:
    """The program's outcomes."""
    found = []
    for key in program.outcomes:
        rule = program.steps[key].rule
        period = ""
        if rule.unit.kind is Kind.MONEY:
            period = rule.unit.per or "once"
        found.append(Outcome(key, rule.entity, period, rule.starts))
    return tuple(found)


def asked_entities(program: Program) -> list[Entity]:
    """Households, persons or both: those of whom any outcome is."""
    asked = {program.steps[key].entity for key in program.outcomes}
    return [entity for entity in PEOPLE if entity in asked]


class Question:
    """The SQL texts of one program with one set of numbers, for one dialect."""

    def __init__(
        self, program: Program, numbers: Mapping[str, Stored], holes: Holes, dialect: str
    ) -> None:
        self._program = specialised(program, numbers, holes)
        self._write = partial(select, numbers=numbers, holes=holes, dialect=dialect)
        self._outcomes = outcomes(program)
        self._dialect = dialect
        self._texts: dict[tuple[Entity, tuple[str, ...]], str] = {}
        self._writing = Lock()

    def values(self, entity: Entity, rules: Iterable[str]) -> str:
        """One row per household or person: its keys and the values of some rules.

        Written once for all pieces that share the numbers; workers may ask at the same time.
        """
        key = (entity, tuple(rules))
        with self._writing:
            if key not in self._texts:
                self._texts[key] = self._write(self._program, entity=entity, rules=key[1])
            return self._texts[key]

    def wide(self, entity: Entity) -> str:
        """One row per household or person: its keys, each outcome's value and first month."""
        return self.values(entity, _columns(self.of(entity)))

    def amounts(self, entity: Entity, also: Iterable[str] = ()) -> str:
        """One row per household or person: keys, each outcome's value, and those of other rules."""
        return self.values(entity, [*(each.key for each in self.of(entity)), *also])

    def decided(self, entity: Entity) -> str:
        """One row for each outcome that is yes or undecided; "no" leaves none.

        Columns: keys, ``benefit``, ``amount`` (fen, NULL for a status), ``undecided``, ``since``.
        """
        keys = ", ".join(KEYS[entity])
        wide = self.wide(entity)
        if self._dialect == "duckdb":
            branches = "\nUNION ALL ".join(
                f"SELECT {keys}, {_row(each)} FROM wide WHERE {_present(each)}"
                for each in self.of(entity)
            )
            return f"WITH wide AS MATERIALIZED ({wide})\n{branches}"
        rows = ", ".join(_stacked(each) for each in self.of(entity))
        stacked = (
            f"SELECT {keys}, stack({len(self.of(entity))}, {rows}) "
            "AS (benefit, amount, undecided, since, present) FROM wide"
        )
        chosen = f"{keys}, benefit, amount, undecided, since"
        return (
            f"WITH wide AS ({wide}), stacked AS ({stacked}) "
            f"SELECT {chosen} FROM stacked WHERE present"
        )

    def of(self, entity: Entity) -> list[Outcome]:
        """The outcomes of one entity."""
        return [each for each in self._outcomes if each.entity is entity]


def _columns(found: Iterable[Outcome]) -> list[str]:
    keys = [key for each in found for key in (each.key, each.starts) if key is not None]
    return list(dict.fromkeys(keys))


def _yes(outcome: Outcome) -> str:
    column = rule_column(outcome.key)
    return column if outcome.is_status else f"{column} > 0"


def _present(outcome: Outcome) -> str:
    return f"{_yes(outcome)} OR {rule_column(outcome.key)} IS NULL"


def _amount(outcome: Outcome) -> str:
    return "CAST(NULL AS BIGINT)" if outcome.is_status else rule_column(outcome.key)


def _since(outcome: Outcome) -> str:
    return "CAST(NULL AS INT)" if outcome.starts is None else rule_column(outcome.starts)


def _row(outcome: Outcome) -> str:
    undecided = f"{rule_column(outcome.key)} IS NULL"
    return (
        f"'{outcome.key}' AS benefit, {_amount(outcome)} AS amount, "
        f"{undecided} AS undecided, {_since(outcome)} AS since"
    )


def _stacked(outcome: Outcome) -> str:
    """Of the same types in every row: Apache Spark stacks no others, and a month that was computed
    is wider than one that was read."""
    amount, since = f"CAST({_amount(outcome)} AS BIGINT)", f"CAST({_since(outcome)} AS INT)"
    undecided = f"{rule_column(outcome.key)} IS NULL"
    return f"'{outcome.key}', {amount}, {undecided}, {since}, {_present(outcome)}"
