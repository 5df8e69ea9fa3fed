"""Whose amounts a number changes: the rules on one snapshot, with the numbers before and after.

Files in, tables out; nothing here asks the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Benefit
from minzheng.kernel.entitlements.numbers.checking import ordinal
from minzheng.kernel.entitlements.ports import Figures, benefits
from minzheng.kernel.entitlements.runs.asking import ENTITIES, Asked
from minzheng.rules.batch.comparison import both
from minzheng.rules.batch.duckdb_engine import connected
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.question import PEOPLE
from minzheng.rules.batch.snapshot import TABLES, Part, Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program
from minzheng.rules.sql.demand import rule_column

RAISED = pa.schema(
    [
        ("benefit", pa.string()),
        ("subject", pa.string()),
        ("before_fen", pa.int64()),
        ("after_fen", pa.int64()),
    ]
)
"""``subject`` is a household, or a person; ``after_fen`` null where it cannot be decided."""

# Somebody who lives in no household is one: what a household gets is then that person's.
_OF_HOUSEHOLDS = """
select '{benefit}' as benefit,
  coalesce(nullif(h.household_id, ''), alone.person_id) as subject, {before}, {after}
from before_household as b join after_household as a using (household_no)
join households as h using (household_no)
left join (select household_no, min(person_id) as person_id from persons group by 1) as alone
  on alone.household_no = h.household_no and h.household_id = ''
"""
_OF_PERSONS = """
select '{benefit}' as benefit, p.person_id as subject, {before}, {after}
from before_person as b join after_person as a using (household_no, person_no)
join persons as p using (household_no, person_no)
"""
_CHANGED = """
select * from ({rows}) where before_fen > 0 and after_fen is distinct from before_fen
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Months in which the same numbers hold; the last span has no end."""

    first: Month
    last: Month | None


def uprated() -> tuple[Benefit, ...]:
    """The benefits that a number alone may raise: due every month, once for each file."""
    asked = (each for each in benefits().values() if each.uprates and each.exclusive)
    return tuple(each for each in asked if each.cycle == "monthly")


def spans(before: Figures, after: Figures, since: Month, until: Month) -> tuple[Span, ...]:
    """The months from one on, cut where any number that is read changes until another one."""
    asked = _asked(after, until)
    changes = {
        dated.since
        for figures in (before, after)
        for key in asked.numbers
        for dated in figures.parameters.definitions[key].values
    }
    cuts = [each for each in sorted(changes) if ordinal(since) < each <= ordinal(until)]
    firsts = [since, *(Month(each // 12, each % 12 + 1) for each in cuts)]
    lasts: list[Month | None] = [*(each - 1 for each in firsts[1:]), None]
    return tuple(Span(first, last) for first, last in zip(firsts, lasts, strict=True))


def raised(
    snapshot: Snapshot, before: Figures, after: Figures, month: Month
) -> Iterator[tuple[pa.Table, int]]:
    """Part by part whose amounts differ in a month, and how many persons were asked about."""
    asked = _asked(after, month)
    old = NativeRun(snapshot, asked, before.parameters)
    new = NativeRun(snapshot, asked, after.parameters)
    for part in snapshot.parts:
        yield _of_part(old, new, part), part.persons


def _asked(figures: Figures, month: Month) -> Program:
    known = {each.rule for each in uprated()}
    book = Asked(figures.rulebook, benefits(), month)
    rules = [rule for each in book.benefits if each.rule in known for rule in _rules(each)]
    return program(figures.rulebook, ordinal(month), rules)


def _rules(benefit: Benefit) -> Sequence[str]:
    return [rule for rule in (benefit.rule, benefit.grace) if rule]


def _of_part(old: NativeRun, new: NativeRun, part: Part) -> pa.Table:
    with connected() as connection:
        before, after = both(old, new, part, _IDS)
        for entity in PEOPLE:
            connection.register(f"before_{entity}", before.amounts(entity))
            connection.register(f"after_{entity}", after.amounts(entity))
            connection.register(TABLES[entity], before.tables[entity])
        return pa.concat_tables([_changed(connection, ENTITIES[e.unit], e) for e in uprated()])


_IDS = {Entity.HOUSEHOLD: ("household_id",), Entity.PERSON: ("person_id",)}


def _changed(connection: duckdb.DuckDBPyConnection, entity: Entity, benefit: Benefit) -> pa.Table:
    text = _OF_HOUSEHOLDS if entity is Entity.HOUSEHOLD else _OF_PERSONS
    rows = text.format(
        benefit=benefit.rule,
        before=f"{_amount('b', benefit)} as before_fen",
        after=f"{_amount('a', benefit)} as after_fen",
    )
    found = connection.sql(_CHANGED.format(rows=rows)).to_arrow_table()
    return found.select(RAISED.names).cast(RAISED)


def _amount(table: str, benefit: Benefit) -> str:
    """What is due by the rules: the benefit, or what goes on for some months after its end."""
    amount = f"{table}.{rule_column(benefit.rule)}"
    if not benefit.grace:
        return amount
    grace = f"{table}.{rule_column(benefit.grace)}"
    return f"case when {amount} is not null then coalesce(nullif({amount}, 0), {grace}) end"
