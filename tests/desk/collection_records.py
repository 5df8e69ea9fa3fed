"""What comes after a batch, for tests of pages: a return, debts, a float, a price rise."""

from datetime import timedelta
from uuid import UUID, uuid4

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import (
    batches,
    imprest,
    price_rises,
    recovery,
    returns,
    sending,
    write_offs,
)
from minzheng.kernel.payments.models import Ground, Instruction, Voiding
from minzheng.kernel.payments.ports import ReturnLine
from tests.kernel.payments.banking import not_paid, take, words
from tests.kernel.payments.keeping import AID, LIMIT, WARN, urgent
from tests.kernel.payments.owing import died
from tests.kernel.payments.payroll import awarded, draft, frozen, resident
from tests.people import COUNTY, TOWN_A, account_id, acting

FIRST = 70
"""Numbers from here on are those of people whom these records enter."""
URGENT = 170
AMOUNT = 30_001
SUBSIDY = "price_subsidy.price_subsidy"


def collections_entered(month: Month) -> dict[str, UUID]:
    """Three were paid: one payment came back, two had died before, of one it is asked back."""
    people = [resident(FIRST + at, name=name) for at, name in enumerate(("杨过", "杨康", "穆念慈"))]
    _returned, dead, claimed = [awarded(each, AMOUNT, start=month) for each in people]
    batch = draft(month)
    ids = {"sent_batch": batch, "overpaid_award": dead} | _answered(batch) | _given_up(batch)
    for each in people[1:]:
        died(each, str(month.first_day - timedelta(days=1)))
    ids |= _owed(claimed, month)
    with acting("county_officer") as officer:
        ids["rise"] = price_rises.order_payment(
            officer,
            division=COUNTY,
            benefit=SUBSIDY,
            index_month=month - 1,
            document="常发改〔2026〕1号",
        )
    return ids | _kept()


def sent(batch: UUID) -> UUID:
    """With its bank, as a text file."""
    frozen(batch)
    with acting("finance") as finance:
        batches.write_file(finance, batch=batch, code="text")
        sending.mark_sent(finance, batch=batch, receipt="回执8号")
    return batch


def _answered(batch: UUID) -> dict[str, UUID]:
    """The bank paid all but the first, and speaks of one that nobody ordered."""
    first, *others = words(sent(batch))
    stranger = ReturnLine("999999", 1, 5_000, True, "", "")
    taken = take(batch, [not_paid(first), *others, stranger])
    with acting("finance") as finance:
        [unclear] = returns.suspense(finance).rows
    return {"bank_return": taken, "word": unclear.word.id}


def _given_up(batch: UUID) -> dict[str, UUID]:
    """What came back is to be voided: somebody proposed it, and it is due still."""
    with acting("county_officer") as officer:
        line = Instruction.objects.get(batch=batch, state="returned")
        made = Voiding.objects.create(
            division=line.division,
            label=line.label,
            instruction=line,
            amount_fen=line.amount_fen,
            reason="账户销户，本人去世",
            proposed_by=officer.account,
            proposed_person=officer.person,
            proposed_at=clock.now(),
        )
    return {"returned_line": line.pk, "voiding": made.pk}


def _owed(award: UUID, month: Month) -> dict[str, UUID]:
    with acting("county_officer") as officer:
        debt = recovery.propose_receivable(
            officer,
            award=award,
            first=month,
            last=month,
            ground=Ground.DEATH,
            basis="上月末死亡，经殡葬系统名单核实",
        )
    with acting("county_approver") as approver:
        recovery.confirm_receivable(approver, receivable=debt)
    with acting("county_officer") as officer:
        recovery.plan_instalments(
            officer, receivable=debt, count=3, first_due=(month + 1).first_day
        )
        given_up = write_offs.propose_write_off(
            officer, receivable=debt, amount_fen=10_001, reason="遗属均为低保对象"
        )
    with acting("finance") as finance:
        recovery.record_receipt(
            finance,
            receivable=debt,
            receipt=uuid4(),
            amount_fen=10_000,
            on=clock.today(),
            voucher="苏财票0001",
        )
    return {"receivable": debt, "write_off": given_up}


def _kept() -> dict[str, UUID]:
    """The float of a town, out of which one case was paid and which was counted."""
    case, spent = urgent(URGENT, "洪七公"), uuid4()
    with acting("finance") as finance:
        kept = imprest.open_float(
            finance,
            division=TOWN_A,
            limit_fen=LIMIT,
            warn_fen=WARN,
            custodian=account_id("town_clerk_a"),
        )
        imprest.top_up(
            finance,
            imprest=kept,
            movement=uuid4(),
            amount_fen=LIMIT,
            on=clock.today(),
            voucher="拨1",
        )
    with acting("town_clerk_a") as clerk:
        imprest.spend(
            clerk,
            imprest=kept,
            movement=spent,
            case=case,
            benefit=AID,
            amount_fen=150_000,
            on=clock.today(),
            voucher="领1",
        )
    with acting("town_approver_a") as counter:
        imprest.count_float(counter, imprest=kept, counted_fen=LIMIT - 150_000, on=clock.today())
    return {"imprest": kept, "movement": spent}
