"""What a batch run asks: for each outcome its decision, its amount and its first month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock

from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.relevance import (
    HOUSEHOLD_TEST,
    PERSON_TEST,
    plain_outcomes,
    relevance_test,
)
from minzheng.rules.specialisation import specialised
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.sql.nullability import Holes, Nullability
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

    @property
    def no(self) -> str:
        """The value that says no."""
        return "FALSE" if self.is_status else "CAST(0 AS BIGINT)"


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


class Question:
    """The SQL texts of one program with one set of numbers, for one dialect."""

    def __init__(
        self, program: Program, numbers: Mapping[str, Stored], holes: Holes, dialect: str
    ) -> None:
        special = specialised(program, numbers, holes)
        test = relevance_test(special, Nullability(special, holes))
        self._write = partial(select, numbers=numbers, holes=holes, dialect=dialect)
        self._program = special
        self._test = test
        self._plain = plain_outcomes(special)
        self._outcomes = outcomes(program)
        self._dialect = dialect
        self._texts: dict[tuple[Entity, tuple[str, ...]], str] = {}
        self._writing = Lock()

    def relevant(self) -> str:
        """Households for which any but a plain outcome may be yes or undecided: ``household_no``.

        What others get is said by ``amounts_of_others`` and with ``others``.
        """
        tests = ((Entity.HOUSEHOLD, HOUSEHOLD_TEST), (Entity.PERSON, PERSON_TEST))
        found = []
        for entity, test in tests:
            rows = self._write(self._test, entity=entity, rules=[test], test=True)
            found.append(f"SELECT household_no FROM ({rows}) AS tested WHERE {rule_column(test)}")
        return " UNION ".join(found)

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

    def amounts_of_others(self, entity: Entity) -> str:
        """The same columns for everybody in ``other_…``: plain outcomes' values, else no."""
        return self._of_others(entity, [each.key for each in self.of(entity)])

    def totals(self) -> list[tuple[Entity, str]]:
        """Per entity, what a what-if compares, without any person's row.

        One row for each division in which anybody is given anything.
        """
        return [(entity, self._total(entity)) for entity in PEOPLE if self.of(entity)]

    def decided(self, entity: Entity, *, others: bool = False) -> str:
        """One row for each outcome that is yes or undecided; "no" leaves none.

        Columns: keys, ``benefit``, ``amount`` (fen, NULL for a status), ``undecided``, ``since``.
        ``others``: of everybody in ``other_…`` too.
        """
        keys = ", ".join(KEYS[entity])
        wide = self.wide(entity)
        if others:
            wide = self._with_others(entity, wide, _columns(self.of(entity)))
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

    def _with_others(self, entity: Entity, rows: str, rules: Iterable[str]) -> str:
        """The rows, and of everybody in ``other_…`` those of whom a plain outcome is not no."""
        plain = [each for each in self.of(entity) if each.key in self._plain]
        if not plain:
            return rows
        present = " OR ".join(_present(each) for each in plain)
        return f"{rows} UNION ALL SELECT * FROM ({self._of_others(entity, rules)}) WHERE {present}"

    def _of_others(self, entity: Entity, rules: Iterable[str]) -> str:
        """Of everybody in ``other_…``: the values of plain outcomes and their months, else no."""
        wanted = tuple(rules)
        plain = [each for each in self.of(entity) if each.key in self._plain]
        computed = [key for key in _columns(plain) if key in wanted]
        no = {each.key: each.no for each in self._outcomes}
        values = (
            rule_column(key)
            if key in computed
            else f"{no.get(key, 'CAST(NULL AS INT)')} AS {rule_column(key)}"
            for key in wanted
        )
        return (
            f"SELECT {', '.join((*KEYS[entity], *values))} "
            f"FROM (WITH {TABLES[entity]} AS (SELECT * FROM other_{TABLES[entity]}) "
            f"SELECT * FROM ({self.values(entity, computed)}))"
        )

    def _total(self, entity: Entity) -> str:
        sums = ", ".join(
            f"count(*) FILTER (WHERE {_yes(each)}) AS {rule_column(each.key)}__yes, "
            f"coalesce(sum({_amount(each)}), 0) AS {rule_column(each.key)}__amount"
            for each in self.of(entity)
        )
        keys = [each.key for each in self.of(entity)]
        amounts = self._with_others(entity, self.amounts(entity), keys)
        anything = " OR ".join(map(_yes, self.of(entity)))
        return (
            f"SELECT h.division, {sums} FROM (FROM ({amounts}) WHERE {anything}) AS given "
            "JOIN all_households AS h USING (household_no) GROUP BY h.division"
        )


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
