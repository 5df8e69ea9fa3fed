"""Who belongs to a month in one county, each with a number: temporary tables of one transaction.

`subjects.household_of_month` for all households at once. A household that was founded within the
month begins with its founders; but nobody is counted twice: while one of them still counts where
the month began, it waits for the next month. Whoever lives in no household all month long is alone.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from minzheng.base.divisions import Level
from minzheng.base.months import Month
from minzheng.catalogue.codes import Relation
from minzheng.kernel.protection.context import current, scope_of
from minzheng.rules.facts import Entity

NUMBERED: Mapping[Entity, str] = {
    Entity.HOUSEHOLD: "snapshot_home",
    Entity.PERSON: "snapshot_person",
    Entity.SUPPORTER: "snapshot_supporter",
}
"""The temporary tables; each has the columns id, number, household_no."""

_COUNTIES = """
select distinct left(division, %(digits)s) from (
  select division from registry_household
  where kind = 'assistance' and division >= %(low)s and division < %(high)s
  union
  select division from registry_person where division >= %(low)s and division < %(high)s
) as held order by 1
"""

_LIVING = """
create temporary table snapshot_living on commit drop as
with home as (
  select id, division, greatest(valid_from, %(first)s) as counted from registry_household
  where kind = 'assistance' and division >= %(low)s and division < %(high)s
    and valid_from <= %(last)s and (valid_to is null or valid_to > %(first)s)
), whole as (
  select id, division, counted from home where counted = %(first)s or not exists (
    select from registry_membership mine
    join registry_membership other on other.person_id = mine.person_id
      and other.kind = 'assistance' and other.household_id <> home.id
      and other.valid @> %(first)s::date
    where mine.household_id = home.id and mine.valid @> home.counted)
)
select whole.id as household, whole.division, m.person_id as person, m.number, m.relation,
  m.id as place
from whole join registry_membership m on m.household_id = whole.id and m.valid @> whole.counted
union all
select null, p.division, p.id, 1, %(head)s, p.id from registry_person p
where p.division >= %(low)s and p.division < %(high)s and p.merged_into_id is null
  and not exists (
    select from registry_membership m where m.person_id = p.id and m.kind = 'assistance'
      and m.valid && daterange(%(first)s, %(last)s, '[]'))
"""

_PERSONS = """
create temporary table snapshot_person on commit drop as
select l.person as id, l.household, l.division, l.number as member_number, l.relation, p.sex,
  p.birth_date, p.death_date,
  p.registration_division = ''
    or starts_with(p.registration_division, left(l.division, %(digits)s)) as registered_here,
  dense_rank() over (order by l.division, coalesce(l.household, l.person))::int as household_no,
  row_number() over (
    order by l.division, coalesce(l.household, l.person), l.number, l.place)::int as number
from snapshot_living l join registry_person p on p.id = l.person
"""

_HOMES = """
create temporary table snapshot_home on commit drop as
select distinct household as id, division, household_no, household_no as number
from snapshot_person
"""

_SUPPORTERS = """
create temporary table snapshot_supporter on commit drop as
select s.id, n.household_no, n.number as person_no, s.relation, s.birth_date,
  row_number() over (order by n.number, s.position, s.id)::int as number
from snapshot_person n join registry_supporter s on s.person_id = n.id
where s.valid_from <= %(last)s and (s.valid_to is null or s.valid_to > %(first)s)
"""


def counties() -> tuple[str, ...]:
    """Those of the scope that hold anybody: six digits each."""
    scope = current()
    named: dict[str, Any] = {"digits": Level.COUNTY.value, "low": scope.low, "high": scope.high}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTIES, named)
        return tuple(county for (county,) in cursor.fetchall())


def number(county: str, month: Month) -> Mapping[Entity, int]:
    """Make the tables for a county; answers how many each holds. Numbers begin with 1."""
    scope, (low, high) = current(), scope_of(county)
    named: dict[str, Any] = {
        "low": max(low, scope.low),
        "high": min(high, scope.high),
        "first": month.first_day,
        "last": month.last_day,
        "digits": Level.COUNTY.value,
        "head": Relation.head.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists snapshot_living, {', '.join(NUMBERED.values())}")
        for statement in (_LIVING, _PERSONS, _HOMES, _SUPPORTERS):
            cursor.execute(statement, named)
        found = {}
        for entity, table in NUMBERED.items():
            cursor.execute(f"analyze {table}")
            cursor.execute(f'select count(*) from "{table}"')  # noqa: S608 - a table of our own
            found[entity] = int(cursor.fetchone()[0])
    return found
