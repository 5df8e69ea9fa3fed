"""Many open cases: a few real ones at different steps, copied over the households of a city."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.intake.opening import Need, opened
from minzheng.kernel.casework.moving import move

ITEMS = ("minimum_living.application", "low_income_families.rigid")
FINISHED: Sequence[tuple[tuple[str, str], ...]] = (
    (),
    (("check", ""),),
    (("visit", ""),),
    (("check", ""), ("visit", "")),
    (("check", ""), ("visit", ""), ("opinion", "agree")),
    (("check", ""), ("visit", ""), ("opinion", "agree"), ("publicity", "unopposed")),
)
"""What is done in the prototypes: some are just accepted, some wait for the county."""

CHILDREN = ("casework_caseevent", "casework_task", "casework_clock", "casework_suspension")
_MAPPING = """
create temp table spread as
select uuidv7() as id, proto.id as proto, h.id as household, h.division, p.id as person, p.name,
  (n.number %% 45)::int - 8 as shift, n.number
from (select h.id, h.division, row_number() over (order by h.id) as number
      from registry_household h where h.kind = 'assistance') h
cross join unnest(%s::text[]) with ordinality as item (code, which)
cross join lateral (select h.number * 2 + item.which as number) n
join lateral (select m.person_id from registry_membership m where m.household_id = h.id
  order by m.number limit 1) head on true
join registry_person p on p.id = head.person_id
join (select id, item, row_number() over (partition by item order by id) - 1 as place
      from casework_case where id = any (%s)) proto
  on proto.item = item.code and proto.place = h.number %% %s
where not exists (select from casework_case c where c.household_id = h.id)
limit %s
"""
_CASE = {
    "id": "m.id",
    "number": "left(m.division, 9) || '-20261122-' || lpad(m.number::text, 7, '0')",
    "division": "m.division",
    "household_id": "m.household",
    "applicant_id": "m.person",
    "who": "m.name",
    "window": "casework_office_in(m.division, c.window, 'ordinary')",
    "office": "casework_office_in(m.division, c.office, 'ordinary')",
    "deciding_office": "casework_office_in(m.division, c.deciding_office, 'ordinary')",
    "due_on": "c.due_on + m.shift",
}
_CHILD: Mapping[str, str] = {
    "id": "uuidv7()",
    "case_id": "m.id",
    "division": "m.division",
    "who": "m.name",
    "number": _CASE["number"],
    "office": "casework_office_in(m.division, c.office, 'ordinary')",
    "due_on": "case when c.due_on < '9999-01-01' then c.due_on + m.shift else c.due_on end",
}


def spread(*, cases: int) -> dict[str, int]:
    """So many open cases; how many there are, and how many tasks wait."""
    with working("job") as system:
        prototypes = [
            _prototype(system, household, item, done)
            for household, (item, done) in zip(_households(), _kinds(), strict=False)
        ]
        with connection.cursor() as cursor:
            cursor.execute(_MAPPING, [list(ITEMS), prototypes, len(FINISHED), cases])
            cursor.execute("analyze spread")
            _copy(cursor, "casework_case", "c.id", _CASE)
            for table in CHILDREN:
                _copy(cursor, table, "c.case_id", _CHILD)
            cursor.execute("select count(*) from casework_case where closed_at is null")
            (open_cases,) = cursor.fetchone()
            cursor.execute("select count(*) from casework_task where state in ('open', 'taken')")
            (tasks,) = cursor.fetchone()
    return {"cases": open_cases, "tasks": tasks}


def _kinds() -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(item, done) for item in ITEMS for done in FINISHED]


def _households() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select h.id from registry_household h where h.kind = 'assistance'"
            " and exists (select from registry_membership m where m.household_id = h.id)"
            " order by h.id limit %s",
            [len(_kinds())],
        )
        return [each for (each,) in cursor.fetchall()]


def _prototype(
    system: Actor, household: UUID, code: str, done: tuple[tuple[str, str], ...]
) -> UUID:
    item = platform().items.in_force(code, clock.today())
    row = opened(system, Need(item=item, household=household))
    row.submitted_at, row.applied_on = clock.now(), clock.today()
    move(system, row, Act(ActKind.SUBMIT))
    row = locked(row.pk)
    row.accepted_on = clock.today()
    move(system, row, Act(ActKind.ACCEPT, "acceptance"))
    for step, result in done:
        move(system, locked(row.pk), Act(ActKind.FINISH, step, result))
    return row.pk


def _copy(cursor: object, table: str, key: str, changed: Mapping[str, str]) -> None:
    """Every row of the prototypes, once for each copy."""
    columns = _columns(cursor, table)
    values = ", ".join(changed.get(each, f'c."{each}"') for each in columns)
    named = ", ".join(f'"{each}"' for each in columns)
    cursor.execute(  # type: ignore[attr-defined]  # a cursor
        f"insert into {table} ({named}) select {values} from {table} c"
        f" join spread m on m.proto = {key}"
    )


def _columns(cursor: object, table: str) -> list[str]:
    cursor.execute(  # type: ignore[attr-defined]  # a cursor
        "select column_name from information_schema.columns where table_name = %s"
        " order by ordinal_position",
        [table],
    )
    return [each for (each,) in cursor.fetchall()]  # type: ignore[attr-defined]  # a cursor
