"""What a batch run asks: for each outcome its decision, its amount and its first month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.relevance import HOUSEHOLD_TEST, PERSON_TEST, relevance_test
from minzheng.rules.specialisation import specialised
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.sql.nullability import Holes, Nullability
from minzheng.rules.sql.query import KEYS, Query
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


class Question:
    """The SQL texts of one program with one set of numbers, for one dialect."""

    def __init__(
        self, program: Program, numbers: Mapping[str, Stored], holes: Holes, dialect: str
    ) -> None:
        special = specialised(program, numbers, holes)
        test = relevance_test(special, Nullability(special, holes))
        self._query = Query(special, numbers, holes)
        self._test = Query(test, numbers, holes)
        self._outcomes = outcomes(program)
        self._dialect = dialect
        self._texts: dict[tuple[Entity, tuple[str, ...]], str] = {}
        self._writing = Lock()

    def relevant(self) -> str:
        """The households for which any outcome may be yes or undecided: ``household_no``."""
        tests = ((Entity.HOUSEHOLD, HOUSEHOLD_TEST), (Entity.PERSON, PERSON_TEST))
        return " UNION ".join(
            f"SELECT household_no FROM ({self._test.select(entity, [test]).sql(self._dialect)}) "
            f"AS tested WHERE {rule_column(test)}"
            for entity, test in tests
        )

    def refused(self, entity: Entity) -> str:
        """What ``amounts`` says of all others, from the whole tables ``all_…``: no."""
        nothing = ", ".join(
            f"{'FALSE' if each.is_status else 'CAST(0 AS BIGINT)'} AS {rule_column(each.key)}"
            for each in self.of(entity)
        )
        return (
            f"SELECT {', '.join(KEYS[entity])}, {nothing} FROM all_{TABLES[entity]} "
            "WHERE household_no NOT IN (SELECT household_no FROM relevant)"
        )

    def wide(self, entity: Entity) -> str:
        """One row per household or person: its keys, each outcome's value and first month."""
        return self._select(entity, _columns(self.of(entity)))

    def amounts(self, entity: Entity, also: Iterable[str] = ()) -> str:
        """One row per household or person: keys, each outcome's value, and those of other rules."""
        return self._select(entity, [*(each.key for each in self.of(entity)), *also])

    def totals(self) -> list[tuple[Entity, str]]:
        """Per entity, one row per division: what a what-if compares, without any person's row."""
        return [(entity, self._total(entity)) for entity in PEOPLE if self.of(entity)]

    def decided(self, entity: Entity) -> str:
        """One row for each outcome that is yes or undecided; "no" leaves none.

        Columns: keys, ``benefit``, ``amount`` (fen, NULL for a status), ``undecided``, ``since``.
        """
        keys = ", ".join(KEYS[entity])
        if self._dialect == "duckdb":
            branches = "\nUNION ALL ".join(
                f"SELECT {keys}, {_row(each)} FROM wide WHERE {_present(each)}"
                for each in self.of(entity)
            )
            return f"WITH wide AS MATERIALIZED ({self.wide(entity)})\n{branches}"
        rows = ", ".join(_stacked(each) for each in self.of(entity))
        stacked = (
            f"SELECT {keys}, stack({len(self.of(entity))}, {rows}) "
            "AS (benefit, amount, undecided, since, present) FROM wide"
        )
        chosen = f"{keys}, benefit, amount, undecided, since"
        return (
            f"WITH wide AS ({self.wide(entity)}), stacked AS ({stacked}) "
            f"SELECT {chosen} FROM stacked WHERE present"
        )

    def of(self, entity: Entity) -> list[Outcome]:
        """The outcomes of one entity."""
        return [each for each in self._outcomes if each.entity is entity]

    def _select(self, entity: Entity, rules: Iterable[str]) -> str:
        """Written once for all pieces that share the numbers; workers may ask at the same time."""
        key = (entity, tuple(rules))
        with self._writing:
            if key not in self._texts:
                self._texts[key] = self._query.select(*key).sql(self._dialect)
            return self._texts[key]

    def _total(self, entity: Entity) -> str:
        sums = ", ".join(
            f"count(*) FILTER (WHERE {_yes(each)}) AS {rule_column(each.key)}__yes, "
            f"coalesce(sum({_amount(each)}), 0) AS {rule_column(each.key)}__amount"
            for each in self.of(entity)
        )
        amounts = self.amounts(entity)
        return (
            f"SELECT h.division, {sums} FROM ({amounts}) AS values_found "
            "JOIN households AS h USING (household_no) GROUP BY h.division"
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
    undecided = f"{rule_column(outcome.key)} IS NULL"
    return (
        f"'{outcome.key}', {_amount(outcome)}, {undecided}, {_since(outcome)}, {_present(outcome)}"
    )
