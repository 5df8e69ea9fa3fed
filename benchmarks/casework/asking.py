"""Whoever works with the cases: the api without pages, new cases, and the same rows bare."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.demonstrating import at_work
from minzheng.kernel.casework.api import intake, reading
from minzheng.kernel.protection.identifiers import uuid7

ASKERS = ("town_clerk", "county_officer", "county_approver")
ROUNDS = 60
WARM_UP = 10
ITEM = "temporary_assistance.quick"
_MS = 1_000


def ask() -> dict[str, dict[str, float]]:
    """Times of an inbox with its counts, and of a case's whole view, in milliseconds."""
    inbox: list[float] = []
    page: list[float] = []
    for name in ASKERS:
        with at_work(name) as actor:
            rows = reading.cases(actor, limit=ROUNDS).rows
        for number in range(ROUNDS + WARM_UP):
            case = rows[number % len(rows)].id
            seconds = _timed(name, _inbox), _timed(name, _page(case))
            if number >= WARM_UP:
                inbox.append(seconds[0])
                page.append(seconds[1])
    return {"inbox": _summary(inbox), "page": _summary(page)}


def _inbox(actor: Actor) -> None:
    reading.inbox_counts(actor)
    reading.inbox(actor)


def _page(case: UUID) -> Callable[[Actor], None]:
    def look(actor: Actor) -> None:
        reading.case_view(actor, case=case)

    return look


def _timed(name: str, look: Callable[[Actor], None]) -> float:
    began = time.perf_counter()
    with at_work(name) as actor:
        look(actor)
    return (time.perf_counter() - began) * _MS


def _summary(found: list[float]) -> dict[str, float]:
    ordered = sorted(found)
    return {
        "p95": ordered[int(0.95 * len(ordered)) - 1],
        "median": ordered[len(ordered) // 2],
        "count": len(ordered),
    }


def create(*, first: int, count: int) -> dict[str, float]:
    """Open so many cases, each in a transaction of its own."""
    households = _households(first, count)
    begun = time.time()
    for each in households:
        with at_work("county_officer") as officer:
            intake.open_case(officer, item=ITEM, household=each)
    return {"begun": begun, "ended": time.time(), "count": len(households)}


def insert(*, first: int, count: int) -> dict[str, float]:
    """Write the rows of an opened case again and again, and nothing else."""
    tables = ("casework_case", "casework_caseevent", "audit_event", "audit_payload")
    with at_work("county_officer"):
        rows = {table: _sample(table) for table in (*tables, "audit_unsealed")}
    begun = time.time()
    for number in range(count):
        with at_work("county_officer"), connection.cursor() as cursor:
            _write(cursor, rows, first + number)
    return {"begun": begun, "ended": time.time(), "count": count}


def _households(first: int, count: int) -> list[UUID]:
    with at_work("county_officer"), connection.cursor() as cursor:
        cursor.execute(
            "select h.id from registry_household h where h.kind = 'assistance' and exists (select"
            " from registry_membership m where m.household_id = h.id and upper_inf(m.valid))"
            " order by h.id offset %s limit %s",
            [first, count],
        )
        return [each for (each,) in cursor.fetchall()]


def _sample(table: str) -> dict[str, Any]:
    """The newest row of a table."""
    order = "event" if table == "audit_unsealed" else "id"
    where = f" where item = '{ITEM}'" if table == "casework_case" else ""
    if table == "casework_caseevent":
        where = " where act = 'open'"
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {table}{where} order by {order} desc limit 1")
        names = [each[0] for each in cursor.description]
        found = dict(zip(names, cursor.fetchone(), strict=True))
    if table == "audit_unsealed":
        # Given by the database.
        del found["id"]
    return found


def _write(cursor: Any, rows: dict[str, dict[str, Any]], number: int) -> None:
    case, event = uuid7(), uuid7()
    changed: dict[str, dict[str, object]] = {
        "casework_case": {"id": case, "number": f"bare-{case}"[:40], "household_id": case},
        "casework_caseevent": {"id": uuid7(), "case_id": case},
        "audit_event": {"id": event},
        "audit_payload": {"id": event},
        "audit_unsealed": {"event": event},
    }
    with transaction.atomic():
        for table, row in rows.items():
            values = {**row, **changed[table]}
            names = ", ".join(f'"{each}"' for each in values)
            marks = ", ".join("%s" for _ in values)
            cursor.execute(f"insert into {table} ({names}) values ({marks})", list(values.values()))
