"""Recovery: what was paid and was not due is found, claimed, confirmed by another, received."""

from datetime import date
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.base.money import apportioned
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.audit.api import require_sealing
from minzheng.kernel.payments import batching, posting, recovering
from minzheng.kernel.payments.accounts import book_of
from minzheng.kernel.payments.models import (
    DebtorRole,
    Ground,
    Instalment,
    JournalKind,
    Receipt,
    Receivable,
    ReceivableState,
)
from minzheng.kernel.payments.posting import JournalDraft
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.enrolling import lies_at
from minzheng.kernel.registry.api.listing import seen

MOST_INSTALMENTS = 60
SAME_PERSON = "提出人不能确认自己提出的事项，请由他人办理。"
_LATEST_DAY = 28
"""Every month has it."""


@command(permission="recovery.propose", action="recovery.propose")
def propose_receivable(
    actor: Actor,
    *,
    award: UUID,
    first: Month,
    last: Month,
    ground: Ground,
    basis: str,
    debtor: UUID | None = None,
    role: DebtorRole = DebtorRole.PAYEE,
) -> UUID:
    """Ask back what was overpaid for an award in some months, of the payee or of whom is named.

    `basis` is what the letter says: facts, law, articles. Raises `Refused`, `Unseen`.
    """
    if not basis.strip():
        raise Refused("请填写事实和法律依据。")
    found = recovering.overpaid(first, last, award=award)
    if not found:
        raise Refused("这些月份没有多发的金额，或者已经提出追回。")
    row = Receivable(
        division=found[0].division,
        label=found[0].label,
        book=book_of(found[0].division),
        award_id=award,
        benefit=found[0].benefit,
        debtor_id=_debtor(debtor, role, found[-1].payee),
        role=role,
        ground=ground,
        basis=basis.strip()[:1000],
        amount_fen=sum(each.open_fen for each in found),
        proposed_by=actor.account,
        proposed_person=actor.person,
        proposed_at=clock.now(),
    )
    with batching.in_words():
        row.save(force_insert=True)
        recovering.claim(row, found)
    recovering.told(row, amount_fen=row.amount_fen, months=len(found), ground=str(ground))
    return row.pk


def _debtor(named: UUID | None, role: DebtorRole, payee: UUID) -> UUID:
    """Who owes it. Raises `Refused`, and `Unseen` for somebody outside the scope."""
    if (named is None) != (role == DebtorRole.PAYEE):
        raise Refused("由继承人或者监护人返还的，请选择返还义务人。")
    owed_by = named or payee
    lies_at(person=owed_by)
    return owed_by


@command(permission="recovery.approve", action="recovery.confirm")
def confirm_receivable(actor: Actor, *, receivable: UUID) -> None:
    """Another person agrees: the debt is in the books, and the letter may go out."""
    require_sealing()
    row = recovering.locked(receivable)
    if row.state != ReceivableState.PROPOSED:
        raise Conflict(f"这笔追回款现在是“{row.get_state_display()}”，不能这样办理。")
    if actor.account == row.proposed_by or actor.person == row.proposed_person:
        raise Refused(SAME_PERSON)
    row.journal = uuid7()
    recovering.post_claim(actor, row, row.journal)
    row.state, row.confirmed_at = ReceivableState.CONFIRMED, clock.now()
    row.confirmed_by, row.confirmed_person = actor.account, actor.person
    with batching.in_words():
        row.save()
    recovering.told(row, amount_fen=row.amount_fen, journal=str(row.journal))


@command(permission="recovery.approve", action="recovery.withdraw")
def withdraw_receivable(actor: Actor, *, receivable: UUID, reason: str) -> None:
    """Take a claim back before anything came in; what was posted is reversed."""
    row = recovering.locked(receivable)
    if not reason.strip():
        raise Refused("请填写撤回原因。")
    if row.state not in (ReceivableState.PROPOSED, ReceivableState.CONFIRMED) or (
        row.received_fen or row.written_off_fen
    ):
        raise Conflict("已经收款、核销或者结清的追回款不能撤回。")
    if row.journal is not None:
        draft = JournalDraft(
            id=uuid7(),
            book=row.book,
            kind=JournalKind.REVERSAL,
            ref=str(row.pk),
            memo=f"撤回追回款：{reason.strip()}"[:300],
            business_date=clock.today(),
            label=Label(row.label),
            reverses=row.journal,
        )
        posting.add_reversed(posting.begin(actor, draft), row.journal)
        posting.settled()
    row.state, row.withdrawn_because = ReceivableState.WITHDRAWN, reason.strip()[:300]
    row.save(update_fields=["state", "withdrawn_because"])
    recovering.told(row, reason=row.withdrawn_because)


@command(permission="recovery.propose", action="recovery.plan")
def plan_instalments(actor: Actor, *, receivable: UUID, count: int, first_due: date) -> int:
    """Agree on equal parts, one a month, of what is still owed; the number of the plan.

    The first ones bear the fen that do not divide. Raises `Conflict`, `Refused`, `Unseen`.
    """
    row = recovering.locked(receivable)
    recovering.require_open(row)
    owed = recovering.outstanding(row)
    if not 1 <= count <= min(MOST_INSTALMENTS, owed):
        raise Refused(f"分期期数应为1至{MOST_INSTALMENTS}期，每期至少一分。")
    if first_due < clock.today() or first_due.day > _LATEST_DAY:
        raise Refused(f"首期日期不能早于今天，且应为每月1至{_LATEST_DAY}日。")
    plan = 1 + len(set(row.instalments.values_list("plan", flat=True)))
    amounts = apportioned(owed, [1] * count)
    month = Month.of(first_due)
    Instalment.objects.bulk_create(
        Instalment(
            division=row.division,
            label=row.label,
            receivable=row,
            plan=plan,
            number=place + 1,
            due_on=(month + place).first_day.replace(day=first_due.day),
            amount_fen=amount,
            agreed_by=actor.account,
            agreed_at=clock.now(),
        )
        for place, amount in enumerate(amounts)
    )
    recovering.told(row, plan=plan, count=count, first_due=str(first_due))
    return plan


@command(permission="recovery.receive", action="recovery.receive")
def record_receipt(
    actor: Actor, *, receivable: UUID, receipt: UUID, amount_fen: int, on: date, voucher: str
) -> UUID:
    """Money that came in; `receipt` is the caller's id, so that twice is once.

    Raises `Conflict`, `InvalidValue`, `Refused`, `Unseen`.
    """
    row = recovering.locked(receivable)
    known = seen(Receipt.objects).filter(pk=receipt).first()
    if known is not None:
        if known.receivable_id != row.pk:
            raise Unseen
        recovering.told(row, receipt=str(receipt))
        return known.pk
    recovering.require_open(row)
    if not 0 < amount_fen <= recovering.outstanding(row):
        raise InvalidValue("收款金额应大于零，且不超过尚欠金额。")
    if on > clock.today() or not voucher.strip():
        raise Refused("请填写票据号；收款日期不能晚于今天。")
    recovering.post_receipt(actor, row, receipt, amount_fen, on)
    made = Receipt.objects.create(
        id=receipt,
        division=row.division,
        label=row.label,
        receivable=row,
        amount_fen=amount_fen,
        received_on=on,
        voucher=voucher.strip()[:300],
        recorded_by=actor.account,
        recorded_person=actor.person,
        recorded_at=clock.now(),
    )
    recovering.told(row, receipt=str(made.pk), amount_fen=amount_fen, on=str(on))
    return made.pk
