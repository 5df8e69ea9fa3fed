"""A city in which nearly everybody has what is due, as a month finds it; worker's role."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from minzheng.base.clock import SystemClock, today
from minzheng.base.months import Month
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.api.many import Holding, take_over

REASON = "历史数据承接"
AT_ONCE = 20_000
_NOT_ENTITLED = 2_000

_FOUND = """
select d.benefit, d.household_id, d.person_id, d.then_fen,
  coalesce(d.person_id, (
    select m.person_id from registry_membership m
    where m.household_id = d.household_id and upper_inf(m.valid) order by m.number limit 1))
from entitlements_rundifference d where d.run_id = %s and d.kind = 'uncovered' order by d.id
"""
_OTHERS = """
select p.id from registry_person p
where p.birth_date between date '1950-01-01' and date '1960-01-01' order by p.id limit %s
"""


def entitle() -> dict[str, int]:
    """Ask the rules, and open awards for all but some; a few for other amounts or for nobody."""
    with working("bench"):
        if _count("select count(*) from entitlements_award"):
            return {"awards": 0}
    month = Month.of(today(SystemClock()))
    with working("bench"):
        run = runs.order(month=month, division="320400", engine="native")
    runs.perform(run)
    opened = 0
    with working("bench"):
        rows = list(_holdings(run, month - 10))
        for first in range(0, len(rows), AT_ONCE):
            opened += take_over(rows[first : first + AT_ONCE], reason=REASON).count
        with connection.cursor() as cursor:
            cursor.execute("delete from entitlements_lead")
    return {"awards": opened}


def _holdings(run: UUID, start: Month) -> Iterator[Holding]:
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [run])
        found = cursor.fetchall()
        cursor.execute(_OTHERS, [_NOT_ENTITLED])
        others = cursor.fetchall()
    for at, (benefit, household, person, fen, payee) in enumerate(found):
        if at % 25 == 0 or payee is None:
            continue
        yield Holding(
            benefit=benefit,
            household=household,
            person=person,
            payee=payee,
            persons=(payee,),
            start=start,
            amount_fen=fen + 1_000 if at % 25 == 1 else fen,
        )
    for (person,) in others:
        yield Holding(
            benefit="elderly.old_age_allowance",
            household=None,
            person=person,
            payee=person,
            persons=(person,),
            start=start,
            amount_fen=5_000,
        )


def _count(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text)
        row = cursor.fetchone()
    return int(row[0]) if row else 0
