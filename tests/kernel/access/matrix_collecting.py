"""Objects for the matrix: what a bank said, a debt, a town's float, a price rise."""

from typing import Any
from uuid import UUID, uuid4

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account
from minzheng.kernel.payments import models as payments
from minzheng.kernel.payments.models.price_rises import PriceRise
from minzheng.kernel.protection.labels import Label
from tests.kernel.access.matrix_objects import SINCE, Making

AMOUNT = 8_000


def collected(made: Making, award: UUID, batch: UUID, maker: Account) -> dict[str, UUID]:
    """What follows a batch, and what is paid beside batches."""
    row = payments.Batch.objects.get(pk=batch)
    taken = payments.Return.objects.create(
        **made.place,
        batch=row,
        bank="text",
        name=f"{made.mark}回.txt",
        format="text",
        digest=f"{made.number:064d}",
        key="documents",
        count=1,
        total_fen=AMOUNT,
        unclear_count=1,
        unclear_fen=AMOUNT,
        taken_by=maker.pk,
        taken_person=maker.person,
        taken_at=clock.now(),
    )
    word = payments.BankWord.objects.create(
        **made.place,
        bank_return=taken,
        place=1,
        end_to_end_id=f"{made.mark}付",
        sequence=1,
        amount_fen=AMOUNT,
        paid=False,
        reason=f"{made.mark}由",
        outcome="unknown",
    )
    found = {"bank_return": taken.pk, "word": word.pk, "rise": _risen(made, maker)}
    found["voiding"] = _given_up(made, row, maker)
    return found | _owed(made, award, row.book, maker) | _kept(made, row.book, maker)


def _given_up(made: Making, batch: payments.Batch, maker: Account) -> UUID:
    row = payments.Voiding.objects.create(
        **made.place,
        instruction=batch.lines.get(),
        amount_fen=AMOUNT,
        reason=f"{made.mark}废",
        proposed_by=maker.pk,
        proposed_person=maker.person,
        proposed_at=clock.now(),
    )
    return row.pk


def _risen(made: Making, maker: Account) -> UUID:
    rise = PriceRise.objects.create(
        **made.place,
        benefit="price_subsidy.price_subsidy",
        # Once a month at a place: several samples lie at the same one.
        index_month=SINCE.replace(year=SINCE.year - made.number, day=1),
        document=f"{made.mark}文",
        ordered_by=maker.pk,
        ordered_person=maker.person,
        ordered_at=clock.now(),
    )
    return rise.pk


def _owed(made: Making, award: UUID, book: Any, maker: Account) -> dict[str, UUID]:
    who = {"proposed_by": maker.pk, "proposed_person": maker.person, "proposed_at": clock.now()}
    debt = payments.Receivable.objects.create(
        **made.place,
        **who,
        book=book,
        award_id=award,
        benefit="elderly.old_age_allowance",
        debtor_id=made.person.id,
        role="payee",
        ground="death",
        basis=f"{made.mark}据",
        amount_fen=AMOUNT,
    )
    given_up = payments.WriteOff.objects.create(
        **made.place, **who, receivable=debt, amount_fen=1, reason=f"{made.mark}难"
    )
    return {"receivable": debt.pk, "write_off": given_up.pk}


def _kept(made: Making, book: Any, maker: Account) -> dict[str, UUID]:
    """The float of a place; there is one at each, and none under a compartment."""
    if made.label is not Label.ORDINARY:
        return {}
    kept = payments.ImprestFloat.objects.create(
        **made.place,
        book=book,
        limit_fen=2 * AMOUNT,
        warn_fen=AMOUNT,
        custodian=maker.pk,
        custodian_person=maker.person,
        opened_at=clock.now(),
    )
    moved = payments.ImprestMovement.objects.create(
        **made.place,
        id=uuid4(),
        imprest=kept,
        kind="top_up",
        amount_fen=AMOUNT,
        moved_on=SINCE,
        voucher=f"{made.mark}票",
        recorded_by=maker.pk,
        recorded_person=maker.person,
        recorded_at=clock.now(),
    )
    return {"imprest": kept.pk, "movement": moved.pk}
