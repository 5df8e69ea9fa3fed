"""What the offices and the bank do with batches in the model (`test_model`), act by act."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.documents.api.storage import fetch
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.entitlements.models import Hold
from minzheng.kernel.payments import collecting, recovering, sending
from minzheng.kernel.payments.api import (
    batches,
    comparisons,
    reading,
    recovery,
    returns,
    write_offs,
)
from minzheng.kernel.payments.api import sending as by_hand
from minzheng.kernel.payments.finding import SOURCES
from minzheng.kernel.payments.models import BankFile, Batch, Ground, Receivable
from minzheng.kernel.payments.ports import ReturnLine
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.banking import TEXT, content, not_paid
from tests.kernel.payments.town import DRAFTERS, acting
from tests.people import COUNTY, OTHER_COUNTY

COUNTIES = (COUNTY, OTHER_COUNTY)
BACK = 6


def officer_of(batch: UUID) -> AbstractContextManager[Actor]:
    """Whoever drafts in the county of a batch."""
    with working("model"):
        division = Batch.objects.get(pk=batch).division
    return acting(DRAFTERS[division])


def draft(county: int, kind: BatchKind) -> UUID:
    """What a county owes this month, for earlier ones alone, or once."""
    division = COUNTIES[county % 2]
    month = Month.of(clock.today())
    with acting(DRAFTERS[division]) as officer:
        for source in SOURCES:
            comparisons.record_comparison(
                officer, division=division, source=source, on=clock.today()
            )
        return batches.draft_batch(officer, division=division, month=month, kind=kind)


def check(batch: UUID) -> None:
    """Checked, every finding settled with a sentence."""
    with officer_of(batch) as officer:
        batches.check_batch(officer, batch=batch)
        for code in {each.check for each in reading.findings(officer, batch=batch)}:
            batches.settle_findings(officer, batch=batch, check=code, text="已核实")


def approve(batch: UUID) -> None:
    """Signed by the city."""
    with acting("city_officer") as approver:
        seen = reading.batch_view(approver, batch=batch)
        batches.approve_batch(approver, batch=batch, lines_hash=seen.lines_hash)


def freeze(batch: UUID) -> None:
    """Into the books."""
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)


def file(batch: UUID) -> None:
    """The one file; asked twice it is the same."""
    with acting("finance") as finance:
        first = batches.write_file(finance, batch=batch)
        assert batches.write_file(finance, batch=batch) == first


def cancel(batch: UUID) -> None:
    """Given up."""
    with officer_of(batch) as officer:
        batches.cancel_batch(officer, batch=batch, reason="另行编制")


def send(batch: UUID) -> None:
    """By the worker, whatever the line to the bank is like."""
    sending.send(batch)


def ask(batch: UUID) -> None:
    """The bank is asked; where it has nothing, the file may go once more."""
    if sending.ask(batch) == "unknown":
        with acting("finance") as finance:
            by_hand.mark_never_arrived(finance, batch=batch, evidence="柜台王某：未收到")


def collect(batch: UUID) -> None:
    """Whatever the bank has ready, cut off or twice."""
    collecting.collect(batch)


def words(batch: UUID) -> list[ReturnLine]:
    """The bank paid every line of the file."""
    with working("model"):
        kept = BankFile.objects.get(batch_id=batch)
    order = TEXT.read_order(fetch(kept.digest, kept.key))
    return [
        ReturnLine(each.end_to_end_id, 1, each.amount_fen, True, "", each.account)
        for each in order.lines
    ]


def answer(batch: UUID, unpaid: int, *, whole: bool, back_to_front: bool) -> bytes:
    """A return by hand: every so-manieth line was not paid, half of the lines may be missing."""
    said = [
        not_paid(each) if unpaid and place % unpaid == 0 else each
        for place, each in enumerate(words(batch))
    ]
    if not whole:
        said = said[: (len(said) + 1) // 2]
    return _taken(batch, said[::-1] if back_to_front else said)


def give_back(batch: UUID, line: int) -> bytes:
    """One that was paid comes back."""
    said = words(batch)
    return _taken(batch, [not_paid(said[line % len(said)], sequence=2)])


def again(batch: UUID, told: bytes, *, cut: bool) -> None:
    """A file that was taken comes once more, or cut off."""
    with acting("finance") as finance:
        returns.take_return(
            finance,
            batch=batch,
            name="again.txt",
            content=told[: len(told) * 2 // 3] if cut else told,
        )


def wrongly(batch: UUID, fen: int) -> bytes:
    """The bank speaks of another amount than was ordered, and of somebody unheard of."""
    said = words(batch)
    strange = [
        replace(said[0], amount_fen=said[0].amount_fen + fen),
        replace(said[0], end_to_end_id="X1", amount_fen=fen),
    ]
    return _taken(batch, strange)


def _taken(batch: UUID, said: list[ReturnLine]) -> bytes:
    told = content(batch, said)
    with acting("finance") as finance:
        returns.take_return(finance, batch=batch, name="back.txt", content=told)
    return told


def hold(award: UUID) -> None:
    """Somebody has seen something."""
    with acting("finance") as finance:
        holds.raise_hold(
            finance, award=award, kind="manual", since=clock.today(), source="群众反映"
        )


def release(which: int) -> None:
    """It was nothing."""
    with working("model"):
        waiting = list(Hold.objects.filter(released_at=None).order_by("award_id", "kind"))
    if waiting:
        with acting("county_approver") as approver:
            row = waiting[which % len(waiting)]
            holds.release_hold(approver, hold=row.pk, reason="核查无异常")


def overpaid() -> list[UUID]:
    """Awards of which more was paid in the last months than was due."""
    last = Month.of(clock.today())
    with working("model"):
        found = recovering.overpaid(last - BACK, last)
    return sorted({each.award for each in found})


def claim(award: UUID) -> None:
    """What was overpaid in the last months is asked back."""
    last = Month.of(clock.today())
    with acting("county_officer") as officer:
        recovery.propose_receivable(
            officer,
            award=award,
            first=last - BACK,
            last=last,
            ground=Ground.MISTAKE,
            basis="多发",
        )


def go_on(which: int, fen: int) -> None:
    """The next thing about a debt: agreed, planned, an instalment, the rest given up."""
    with working("model"):
        rows = list(Receivable.objects.exclude(state__in=("settled", "withdrawn")).order_by("pk"))
    if not rows:
        return
    row = rows[which % len(rows)]
    _STEPS[fen % len(_STEPS) if row.state == "confirmed" else 0](row, fen)


def _agree(row: Receivable, fen: int) -> None:
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=row.pk)


def _plan(row: Receivable, fen: int) -> None:
    with acting("county_officer") as officer:
        recovery.plan_instalments(
            officer, receivable=row.pk, count=1 + fen % 12, first_due=clock.today().replace(day=28)
        )


def _receive(row: Receivable, fen: int) -> None:
    receipt = uuid7()
    named: dict[str, Any] = {
        "receivable": row.pk,
        "receipt": receipt,
        "amount_fen": min(fen, row.amount_fen - row.received_fen - row.written_off_fen),
        "on": clock.today(),
        "voucher": "苏财票1",
    }
    with acting("finance") as finance:
        recovery.record_receipt(finance, **named)
        recovery.record_receipt(finance, **named)


def _give_up(row: Receivable, fen: int) -> None:
    with acting("county_officer") as officer:
        made = write_offs.propose_write_off(
            officer, receivable=row.pk, amount_fen=fen, reason="生活困难"
        )
    with acting("city_officer") as approver:
        write_offs.approve_write_off(approver, write_off=made, opinion="同意")


def _withdraw(row: Receivable, fen: int) -> None:
    with acting("county_approver") as approver:
        recovery.withdraw_receivable(approver, receivable=row.pk, reason="查明未多发")


_STEPS: tuple[Callable[[Receivable, int], None], ...] = (
    _agree,
    _plan,
    _receive,
    _give_up,
    _withdraw,
    _receive,
)


def count_now() -> None:
    """What waits for the commit is counted, as if this were one."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")


TO_THE_BANK: tuple[tuple[Callable[[UUID], None], str], ...] = (
    (check, "draft"),
    (approve, "checked"),
    (freeze, "approved"),
    (file, "frozen"),
    (send, "filed"),
)
ALL_THE_WAY = (*(done for done, _ in TO_THE_BANK), collect, collect)
