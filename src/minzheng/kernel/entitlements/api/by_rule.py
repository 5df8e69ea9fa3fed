"""Whom a rule gives something to in a month: for what is paid without an application.

Asked of everybody who held a benefit in that month, by the rules in force and one snapshot. Nobody
asks this on a request: it is work for the worker.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import duckdb
from django.conf import settings
from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api.editions import law_in_force
from minzheng.kernel.entitlements.runs import answers
from minzheng.kernel.entitlements.runs.taking import of_one_moment
from minzheng.kernel.registry.api.snapshots import write_snapshot
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.snapshot import Part, Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.program import program

PURPOSE = "按规则测算发放对象"
_PERSONS = """
select m.person_id, sum(a.amount)::bigint
from found a join read_parquet($persons) m using (household_no, person_no)
where a.amount > 0 and not a.undecided group by 1
"""
_HELD = """
select distinct on (c.person_id) c.person_id, coalesce(a.payee_id, c.person_id)
from entitlements_cover c join entitlements_award a on a.id = c.award_id
join entitlements_due(%(month)s) d on d.award = a.id
where c.months @> %(month)s::date and left(d.payer, 6) = %(county)s
order by c.person_id, a.person_id nulls last, a.id
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule gives to a person who held something in the month, and who collects it."""

    person: UUID
    payee: UUID
    amount_fen: int


def given(rule: str, month: Month, county: str) -> tuple[Given, ...]:
    """Persons of a county to whom a rule gives money in a month, in the order of their ids.

    A person must have been paid some benefit for that month: what the rule concludes from facts
    alone is a lead, not a payment.
    """
    with TemporaryDirectory(dir=settings.MINZHENG_HOME) as folder:
        with of_one_moment(), working(PURPOSE, county):
            held = _held(month, county)
            snapshot = write_snapshot(Path(folder) / "snapshot", month=month, area=county)
        amounts = dict(_amounts(rule, month, snapshot))
    return tuple(
        Given(person, held[person], amounts[person])
        for person in sorted(held.keys() & amounts.keys())
    )


def _held(month: Month, county: str) -> dict[UUID, UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"month": month.first_day, "county": county})
        return dict(cursor.fetchall())


def _amounts(rule: str, month: Month, snapshot: Snapshot) -> Iterator[tuple[UUID, int]]:
    law = law_in_force()
    asked = program(law.rulebook, month.year * 12 + month.month - 1, (rule,))
    run = NativeRun(snapshot, asked, law.parameters)
    for part in snapshot.parts:
        yield from _of_part(run, snapshot, part)


def _of_part(run: NativeRun, snapshot: Snapshot, part: Part) -> Iterator[tuple[UUID, int]]:
    found = answers.of_part(run, part)
    with duckdb.connect() as database:
        database.register("found", found)
        persons = str(snapshot.file(Entity.PERSON, part))
        for person, amount in database.execute(_PERSONS, {"persons": persons}).fetchall():
            yield UUID(person), int(amount)
