"""Where a payment comes from: a line of a bank file, its award, the decision, and whose hands."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.api import account_names
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.casework.api import deciding, replays
from minzheng.kernel.casework.api.awarding import Decided, decided
from minzheng.kernel.entitlements.api import awards
from minzheng.kernel.payments import books, viewing
from minzheng.kernel.payments.book_results import EntryRow
from minzheng.kernel.payments.models import (
    BankFile,
    Batch,
    Entry,
    Instruction,
    Voiding,
    VoidingState,
)
from minzheng.kernel.payments.results import BatchRow, LineRow
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one, seen

__all__ = ["Hand", "PaymentExplanation", "explain_instruction"]


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who had a part in a payment, and when: a moment, or a day if only that is kept."""

    step: str
    name: str
    at: datetime | date | None


@dataclass(frozen=True, slots=True)
class PaymentExplanation:
    """A payment back to its reason.

    `award` is None without `award.read`, or where the file has moved out of the scope since;
    `decision` and `replay` also without `case.read`, or where nobody decided: a changed number,
    what was taken over from before the platform. `decided` says who decided what and when.
    `repaired_by` is the line that was sent after the bank had returned this one; `voided_because`
    says why it was given up instead.
    """

    line: LineRow
    batch: BatchRow
    household: UUID | None
    person: UUID | None
    award: awards.AwardFile | None
    award_line: awards.LineRow | None
    decided: Decided | None
    decision: deciding.DecisionRow | None
    replay: replays.Replay | None
    hands: tuple[Hand, ...]
    bookings: tuple[EntryRow, ...]
    file_digest: str
    repairs: UUID | None
    repaired_by: UUID | None
    voided_because: str


@query(permission="payment.read", action="payment.explain")
def explain_instruction(
    actor: Actor,
    *,
    instruction: UUID | None = None,
    end_to_end_id: str = "",
    replaying: bool = True,
) -> PaymentExplanation:
    """The origin of a line, by its id or by its number in the file. Raises `Unseen`.

    Without `replaying` the decision is not computed again: a page leaves that to a button.
    """
    row = _line(instruction, end_to_end_id.strip())
    touched("payment_instruction", row.pk, row.division, Label(row.label))
    award = _award(actor, row)
    line = next((each for each in award.lines if each.id == row.line_id), None) if award else None
    reason = _decided(line)
    decision = _decision(actor, reason)
    voiding = _voiding(row)
    return PaymentExplanation(
        line=viewing.line_rows([row])[0],
        batch=viewing.batch_row(row.batch),
        household=row.household_id,
        person=row.person_id,
        award=award,
        award_line=line,
        decided=reason,
        decision=decision,
        replay=_replay(actor, decision) if replaying else None,
        hands=_hands(row.batch, reason, voiding),
        bookings=_bookings(row),
        file_digest=_digest(row.batch),
        repairs=row.repairs,
        repaired_by=_repaired_by(row),
        voided_because=voiding.reason if voiding else "",
    )


def _line(instruction: UUID | None, number: str) -> Instruction:
    rows = Instruction.objects.select_related("batch")
    if instruction is not None:
        return one(rows, instruction)
    if not number:
        raise Refused("请填写支付编号。")
    found = seen(rows).filter(end_to_end_id=number).first()
    if found is None:
        raise Unseen
    return found


def _award(actor: Actor, row: Instruction) -> awards.AwardFile | None:
    if row.award_id is None or not actor.may("award.read"):
        return None
    try:
        return awards.award_file(actor, award=row.award_id)
    except Unseen:
        return None


def _decided(line: awards.LineRow | None) -> Decided | None:
    if line is None or line.decision is None:
        return None
    try:
        return decided(line.decision)
    except Unseen:
        return None


def _decision(actor: Actor, reason: Decided | None) -> deciding.DecisionRow | None:
    if reason is None or not actor.may("case.read"):
        return None
    rows = deciding.decisions_of(actor, case=reason.case)
    return next((each for each in rows if each.id == reason.id), None)


def _replay(actor: Actor, row: deciding.DecisionRow | None) -> replays.Replay | None:
    """Nothing of what people decided alone: it rests on no rules."""
    return replays.replay(actor, decision=row.id) if row and row.edition else None


def _voiding(row: Instruction) -> Voiding | None:
    if row.state != LineState.VOIDED:
        return None
    return row.voidings.filter(state=VoidingState.APPROVED).first()


def _hands(batch: Batch, reason: Decided | None, voiding: Voiding | None) -> tuple[Hand, ...]:
    steps: list[tuple[str, UUID | None, datetime | date | None]] = [
        ("编制", batch.maker, batch.made_at),
        ("批准", batch.approver, batch.approved_at),
        ("确认发放", batch.frozen_by, batch.frozen_on),
    ]
    if voiding:
        steps += [
            ("提出作废", voiding.proposed_by, voiding.proposed_at),
            ("批准作废", voiding.decided_by, voiding.decided_at),
        ]
    names = account_names(account for _, account, _ in steps if account is not None)
    first = (Hand("决定待遇", reason.decided_by_name, reason.decided_at),) if reason else ()
    return first + tuple(
        Hand(step, names.get(account, ""), at) for step, account, at in steps if account is not None
    )


def _bookings(row: Instruction) -> tuple[EntryRow, ...]:
    rows = Entry.objects.filter(instruction_id=row.pk).order_by("id")
    return books.entry_rows(rows.select_related("account", "journal"))


def _digest(batch: Batch) -> str:
    return BankFile.objects.filter(batch=batch).values_list("digest", flat=True).first() or ""


def _repaired_by(row: Instruction) -> UUID | None:
    """Of several that were tried, the last one that was not given up."""
    rows = Instruction.objects.filter(repairs=row.pk).exclude(state=LineState.CANCELLED)
    return rows.order_by("-pk").values_list("pk", flat=True).first()
