"""What officers and the worker do, one act a call: each may be killed, and be done again."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from benchmarks.payments.crashing.witness import FOLDER, bank
from benchmarks.payments.paying import acting
from benchmarks.payments.spreading import COUNTY
from minzheng.adapters.banks import FORMATS
from minzheng.base.clock import SystemClock, today
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.sealing import seal_all
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.payments import collecting, day_sealing, inspecting, sending
from minzheng.kernel.payments.api import batches, funds, reading, repairs
from minzheng.kernel.payments.api import sending as by_hand
from minzheng.kernel.payments.invariants import breaches
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.ports import bank_channel, bank_formats
from minzheng.kernel.payments.states import BatchState
from minzheng.kernel.protection.identifiers import uuid7

DAY = 10
OPEN = (BatchState.DRAFT, BatchState.CHECKED, BatchState.APPROVED, BatchState.FROZEN)


def month_of(turn: int) -> Month:
    """Every turn is another month, in which everybody is due once more."""
    return Month.of(today(SystemClock())) + turn


def moment(turn: int) -> datetime:
    """The tenth of that month."""
    return datetime.combine(month_of(turn).first_day.replace(day=DAY), time(4), UTC)


def install() -> None:
    """Files as text, and a bank with a folder of its own."""
    bank_formats.install(FORMATS)
    bank_channel.install(lambda _: bank(Path(os.environ[FOLDER]), clock.now))


# ── the offices ─────────────────────────────────────────────────────────────────────────────────


def draft(turn: int) -> str:
    """The month's payroll."""
    with acting("county_officer") as officer:
        found = batches.draft_batch(officer, division=COUNTY, month=month_of(turn))
    return str(found)


def check(batch: str) -> None:
    """Looked at."""
    with acting("county_officer") as officer:
        batches.check_batch(officer, batch=UUID(batch))


def approve(batch: str) -> None:
    """A sentence about every finding, then signed."""
    with acting("county_officer") as officer:
        for each in reading.finding_counts(officer, batch=UUID(batch)):
            batches.settle_findings(officer, batch=UUID(batch), check=each.check, text="已核实")
    with acting("city_officer") as approver:
        view = reading.batch_view(approver, batch=UUID(batch))
        batches.approve_batch(approver, batch=UUID(batch), lines_hash=view.lines_hash)


def freeze(batch: str) -> None:
    """Into the books."""
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=UUID(batch))


def file(batch: str) -> None:
    """The one file."""
    with acting("finance") as finance:
        batches.write_file(finance, batch=UUID(batch), code="text")


def never_came() -> int:
    """A person has the bank's word that files never came: they may go once more."""
    with acting("finance") as finance:
        found = reading.list_batches(finance, state=BatchState.UNKNOWN).rows
        for each in found:
            by_hand.mark_never_arrived(finance, batch=each.id, evidence="柜台答复：未收到")
    return len(found)


def repair(turn: int) -> str:
    """What came back is paid again; nothing where nothing did."""
    with acting("county_officer") as officer:
        lines = tuple(each.id for each in repairs.repairs(officer, division=COUNTY).rows)
        if not lines:
            return ""
        return str(repairs.draft_repair(officer, division=COUNTY, lines=lines))


def allot(journal: str) -> None:
    """Money for a fund; the id comes from whoever enters it, so that twice is once."""
    with acting("finance") as finance:
        fund = funds.funds(finance, division=COUNTY)[0].id
        funds.allot(
            finance,
            journal=UUID(journal),
            fund=fund,
            amount_fen=100,
            document="试验",
            on=clock.today(),
        )


_NEXT: dict[BatchState, Callable[[str], None]] = {
    BatchState.DRAFT: check,
    BatchState.CHECKED: approve,
    BatchState.APPROVED: freeze,
    BatchState.FROZEN: file,
}


def go_on() -> int:
    """Whoever comes back to the desk sees where every batch stands, and does what comes next."""
    done = 0
    while (row := _first(OPEN)) is not None:
        _NEXT[BatchState(row.state)](str(row.pk))
        done += 1
    return done


# ── the worker ──────────────────────────────────────────────────────────────────────────────────


def send(batch: str) -> bool:
    """The job that was ordered."""
    return sending.send(UUID(batch))


def collect() -> int:
    """The round of every few minutes."""
    waiting = (*sending.waiting(BatchState.SENT), *sending.waiting(BatchState.UNKNOWN))
    return sum(collecting.collect(each) for each in waiting)


def by_itself() -> dict[str, int]:
    """What the worker does when it is back; `asked` had not reached the bank at all."""
    seal_all()
    told = {"sent": 0, "asked": 0}
    for each in sending.waiting(BatchState.FILED):
        told["sent"] += sending.send(each)
    for each in sending.waiting(BatchState.UNKNOWN):
        if sending.ask(each) == "unknown":
            told["asked"] += 1
    collect()
    return told


def night() -> int:
    """The round of every night."""
    day_sealing.seal_days()
    seal_all()
    return inspecting.inspect()


def order_month(turn: int) -> str:
    """A monthly run is ordered."""
    with working("bench"):
        return str(runs.order(month=month_of(turn), division="320400", engine="native"))


def month(run: str) -> None:
    """And done, or what is left of it."""
    runs.perform(UUID(run))


# ── what must hold ──────────────────────────────────────────────────────────────────────────────


def wrong() -> list[str]:
    """What breaks a rule of payments and books."""
    with working("bench"):
        return [f"{each.code} {each.division} {each.subject}" for each in breaches()]


def standing(batch: str) -> dict[str, Any]:
    """Where a batch stands."""
    with working("bench"):
        row = Batch.objects.get(pk=UUID(batch))
        return {"state": row.state, "number": row.number, "count": row.count - row.held_count}


def new_id() -> str:
    """An id of whoever enters something."""
    return str(uuid7())


def counted(query: str, argument: str) -> int:
    """A figure of the database."""
    with working("bench"), connection.cursor() as cursor:
        cursor.execute(query, [argument])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _first(states: tuple[BatchState, ...]) -> Batch | None:
    with working("bench"):
        return Batch.objects.filter(state__in=states).order_by("pk").first()


ACTS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        draft,
        check,
        approve,
        freeze,
        file,
        repair,
        allot,
        go_on,
        send,
        collect,
        by_itself,
        never_came,
        night,
        order_month,
        month,
        wrong,
        standing,
        new_id,
        counted,
    )
}
"""By name, as the driver asks for them."""


def at(turn: int, act: str, arguments: dict[str, Any]) -> Any:
    """Do an act in the month of a turn."""
    install()
    with clock.standing_at(moment(turn)):
        return partial(ACTS[act], **arguments)()
