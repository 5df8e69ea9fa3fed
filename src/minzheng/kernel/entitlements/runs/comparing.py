"""What the rules answer for a part beside what is due: the rows in which the two differ.

Files in, one table out; nothing here asks the database.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from minzheng.kernel.entitlements.runs.asking import Asked
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.facts import Entity

AWARDS = pa.schema(
    [
        ("award", pa.string()),
        ("benefit", pa.string()),
        ("household", pa.string()),
        ("person", pa.string()),
        ("standing", pa.string()),
        ("amount", pa.int64()),
        ("since", pa.int32()),
    ]
)
"""What is due: ``standing`` is running, suspended, coming or ended; ``amount`` in fen; ``since``
the month of the line that says so, as rules count months."""

FORMERLY, NEVER, GONE = "formerly", "never", "gone"
NUMBER, FACTS = "number", "facts"
"""Reasons without a rule: had it once, never had it, is not on file in that month; another amount
by changed numbers alone, or by changed facts."""

FOUND = pa.schema(
    [
        ("kind", pa.string()),
        ("benefit", pa.string()),
        ("household_id", pa.string()),
        ("person_id", pa.string()),
        ("award", pa.string()),
        ("now_fen", pa.int64()),
        ("then_fen", pa.int64()),
        ("reason_code", pa.string()),
        ("household_no", pa.int64()),
        ("person_no", pa.int64()),
        ("since", pa.int32()),
    ]
)
"""A difference as it is written, where it stands in the snapshot, since when the award stands."""

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "300MB",
}

# Somebody who lives in no household is one: what a household gets is then that person's.
_SAID = """
create temp table said as
with home as (select household_no, household_id from read_parquet($households)),
member as (select household_no, person_no, person_id from read_parquet($persons)),
answer as (
  select kept.benefit, kept.grace, amount, undecided, household_no, person_no
  from answers join kept using (rule)
), told as (
  select answer.*, household_id as subject, true as of_household
  from answer join home using (household_no) where person_no = 0 and household_id <> ''
  union all
  select answer.* replace (member.person_no as person_no), member.person_id, false
  from answer join home using (household_no) join member using (household_no)
  where answer.person_no = 0 and household_id = ''
  union all
  select answer.*, member.person_id, false from answer join member using (household_no, person_no)
)
select benefit, subject, of_household, household_no, person_no,
  max(amount) filter (not grace) as amount, max(amount) filter (grace) as grace,
  coalesce(bool_or(undecided) filter (not grace), false) as undecided
from told group by all
"""

_PLACES = """
create temp table place as
select household_id as subject, true as of_household, household_no, 0 as person_no
from read_parquet($households) where household_id <> ''
union all
select person_id, false, household_no, person_no from read_parquet($persons)
"""

_DUE = """
create temp table due as
select benefit, coalesce(household, person) as subject,
  arg_max(award, amount) filter (standing <> 'ended') as award,
  arg_max(since, amount) filter (standing = 'running') as since,
  coalesce(sum(amount) filter (standing = 'running'), 0)::bigint as now,
  bool_or(standing in ('suspended', 'coming')) as waits, bool_or(standing = 'ended') as formerly
from read_parquet($awards) group by all
"""

_FOUND = """
with both_sides as (
  select coalesce(said.benefit, due.benefit) as benefit,
    coalesce(said.subject, due.subject) as subject, said.person_no,
    due.award, due.since, coalesce(due.now, 0) as now, coalesce(due.waits, false) as waits,
    coalesce(due.formerly, false) as formerly, coalesce(said.undecided, false) as undecided,
    coalesce(nullif(said.amount, 0), case when due.award is not null then said.grace end, 0)
      as amount
  from said full join due using (benefit, subject)
), judged as (
  select both_sides.* exclude (person_no), of_household, household_no,
    coalesce(both_sides.person_no, place.person_no) as person_no,
    case
      when waits then null
      when undecided then 'undecided'
      when award is null and amount > 0 then 'uncovered'
      when award is not null and amount = 0 and now > 0 then 'lapsed'
      when award is not null and amount > 0 and amount <> now then 'amount'
    end as kind
  from both_sides join place using (subject)
)
select kind, benefit, case when of_household then subject end as household_id,
  case when not of_household then subject end as person_id, award,
  case when award is not null then now end as now_fen,
  case when kind <> 'undecided' then amount end as then_fen,
  case kind when 'uncovered' then if(formerly, $formerly, $never) end as reason_code,
  household_no, person_no, since
from judged where kind is not null
order by benefit, household_no, person_no
"""

_PRESENT = """
select household_id from read_parquet($households)
union all select person_id from read_parquet($persons)
"""
_NOBODY = "select null where false"

_GONE = """
select 'lapsed' as kind, benefit, any_value(household) as household_id,
  any_value(person) as person_id, arg_max(award, amount) as award,
  sum(amount)::bigint as now_fen, 0 as then_fen, $gone as reason_code, 0 as household_no,
  0 as person_no, null as since
from read_parquet($awards) where standing = 'running'
  and coalesce(household, person) not in ({present})
group by benefit, coalesce(household, person) having sum(amount) > 0
order by benefit, 3, 4
"""


def differing(
    snapshot: Snapshot, part: Part, answers: pa.Table, awards: Path, asked: Asked
) -> pa.Table:
    """The differences of one part, in a fixed order; a reason that a rule gives is left open."""
    files = _files(snapshot, [part])
    with duckdb.connect(config=_SETTINGS) as connection:
        connection.register("answers", answers)
        connection.register("kept", _kept(asked))
        connection.execute(_SAID, files)
        connection.execute(_PLACES, files)
        connection.execute(_DUE, {"awards": str(awards)})
        rows = connection.sql(_FOUND, params={"formerly": FORMERLY, "never": NEVER})
        return _cast(rows.to_arrow_table())


def gone(snapshot: Snapshot, awards: Path) -> pa.Table:
    """The running awards of those who are nowhere in the snapshot."""
    files = _files(snapshot, snapshot.parts) if snapshot.parts else {}
    sql = _GONE.format(present=_PRESENT if files else _NOBODY)
    with duckdb.connect(config=_SETTINGS) as connection:
        named = {**files, "awards": str(awards), "gone": GONE}
        return _cast(connection.sql(sql, params=named).to_arrow_table())


def _files(snapshot: Snapshot, parts: Iterable[Part]) -> dict[str, list[str]]:
    tables = {"households": Entity.HOUSEHOLD, "persons": Entity.PERSON}
    found = tuple(parts)
    return {
        name: [str(snapshot.file(entity, part)) for part in found]
        for name, entity in tables.items()
    }


def _kept(asked: Asked) -> pa.Table:
    """Which benefit a rule pays, and whether it is what goes on for some months after its end."""
    rows = [
        {"rule": rule, "benefit": each.rule, "grace": rule != each.rule}
        for each in asked.benefits
        for rule in (each.rule, each.grace)
        if rule
    ]
    schema = pa.schema([("rule", pa.string()), ("benefit", pa.string()), ("grace", pa.bool_())])
    return pa.Table.from_pylist(rows, schema)


def _cast(rows: pa.Table) -> pa.Table:
    return rows.select(FOUND.names).cast(FOUND)
