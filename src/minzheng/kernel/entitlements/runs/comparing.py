"""What the rules answer for a part beside what is due: the rows in which the two differ.

Files in, one table out; nothing here asks the database.
"""

import pyarrow as pa

AWARDS = pa.schema(
    [
        ("award", pa.string()),
        ("benefit", pa.string()),
        ("household", pa.string()),
        ("person", pa.string()),
        ("standing", pa.string()),
        ("amount", pa.int64()),
    ]
)
"""What is due: ``standing`` is running, suspended, coming or ended; ``amount`` in fen."""

FORMERLY, NEVER, GONE = "formerly", "never", "gone"
"""Reasons without a rule: had it once, never had it, is not on file in that month."""

_MEMORY = "300MB"

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
  arg_max(award, amount) filter (standing in ('running', 'suspended', 'coming')) as award,
  coalesce(sum(amount) filter (standing = 'running'), 0)::bigint as now,
  bool_or(standing in ('suspended', 'coming')) as waits, bool_or(standing = 'ended') as formerly
from awards group by all
"""

_FOUND = """
create temp table found as
with both as (
  select coalesce(said.benefit, due.benefit) as benefit, place.subject, place.of_household,
    place.household_no, coalesce(said.person_no, place.person_no) as person_no,
    due.award, coalesce(due.now, 0) as now, coalesce(due.waits, false) as waits,
    coalesce(due.formerly, false) as formerly, coalesce(said.undecided, false) as undecided,
    coalesce(nullif(said.amount, 0), case when due.award is not null then said.grace end, 0)
      as amount
  from said full join due using (benefit, subject)
  join place on place.subject = coalesce(said.subject, due.subject)
), judged as (
  select *, case
    when waits then null
    when undecided then 'undecided'
    when award is null and amount > 0 then 'uncovered'
    when award is not null and amount = 0 and now > 0 then 'lapsed'
    when award is not null and amount > 0 and amount <> now then 'amount'
  end as kind from both
)
select kind, benefit, case when of_household then subject end as household_id,
  case when not of_household then subject end as person_id, award,
  case when award is not null then now end as now_fen,
  case when kind <> 'undecided' then amount end as then_fen,
  case when kind = 'uncovered' then if(formerly, $formerly, $never) end as reason_code,
  household_no, person_no
from judged where kind is not null
"""
