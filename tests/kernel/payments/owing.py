"""Somebody who died and was paid on, for the tests of recovery."""

from datetime import date
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import debts, recovery, write_offs
from minzheng.kernel.payments.models import Ground
from minzheng.kernel.payments.recovery_results import ReceivableView
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.banking import sent, take, words
from tests.kernel.payments.payroll import NOVEMBER, awarded, draft, resident
from tests.people import COUNTY, acting

SEPTEMBER = Month(2026, 9)
TODAY = date(2026, 11, 10)


def died_late(fen: int = 30_001) -> tuple[UUID, UUID]:
    """Somebody paid for September to November, who, as it turns out, died on 30 September."""
    person = resident(1)
    award = awarded(person, fen, start=SEPTEMBER)
    batch = sent(draft())
    take(batch, words(batch))
    died(person, "2026-09-30")
    return person, award


def died(person: UUID, on: str) -> None:
    """As the register learns of it."""
    with working("job"), connection.cursor() as cursor:
        cursor.execute("update registry_person set death_date = %s where id = %s", [on, person])


def proposed(award: UUID, **more: object) -> UUID:
    """Asked back, by the officer."""
    with acting("county_officer") as officer:
        return recovery.propose_receivable(
            officer,
            award=award,
            first=SEPTEMBER,
            last=NOVEMBER,
            ground=Ground.DEATH,
            basis="2026年9月30日死亡；社会救助法第七十四条",
            **more,  # type: ignore[arg-type]  # named by the tests
        )


def confirmed(award: UUID) -> UUID:
    """And confirmed by another person."""
    receivable = proposed(award)
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=receivable)
    return receivable


def view(receivable: UUID) -> ReceivableView:
    """The page of it."""
    with acting("finance") as finance:
        return debts.receivable_view(finance, receivable=receivable)


def receive(receivable: UUID, fen: int, receipt: UUID | None = None) -> UUID:
    """Money comes in."""
    with acting("finance") as finance:
        return recovery.record_receipt(
            finance,
            receivable=receivable,
            receipt=receipt or uuid7(),
            amount_fen=fen,
            on=TODAY,
            voucher="苏财票0001",
        )


def found() -> list[tuple[str, int, int, int]]:
    """Month, paid, due and open of what was overpaid."""
    with acting("county_officer") as officer:
        rows = debts.overpaid(officer, division=COUNTY, first=SEPTEMBER, last=NOVEMBER)
    return [(str(each.month), each.paid_fen, each.due_fen, each.open_fen) for each in rows]


def hardship(receivable: UUID, fen: int) -> UUID:
    """The officer proposes to give it up."""
    with acting("county_officer") as officer:
        return write_offs.propose_write_off(
            officer, receivable=receivable, amount_fen=fen, reason="遗属均为低保对象"
        )


def give_up(write_off: UUID, by: str = "county_approver") -> None:
    """Somebody approves it."""
    with acting(by) as approver:
        write_offs.approve_write_off(approver, write_off=write_off, opinion="同意")
