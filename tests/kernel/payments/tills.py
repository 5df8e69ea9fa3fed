"""Floats of towns, aid paid from them, and the books by hand in the model, act by act."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.covering import cover
from minzheng.kernel.entitlements.lines import add_line, by_law
from minzheng.kernel.entitlements.models import Award, LineKind
from minzheng.kernel.payments.accounts import account_of
from minzheng.kernel.payments.api import imprest, ledger
from minzheng.kernel.payments.models import (
    AccountKind,
    ImprestFloat,
    ImprestMovement,
    Instruction,
    Journal,
    JournalKind,
)
from minzheng.kernel.payments.posting import EntryDraft
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.registry.models import Person
from tests.kernel.payments.keeping import AID, LIMIT, WARN
from tests.kernel.payments.town import acting
from tests.people import COUNTY, TOWN_A, TOWN_B, account_id

KEEPERS = {TOWN_A: "town_clerk_a", TOWN_B: "town_clerk_b"}
COUNTER = "town_approver_a"
"""Of the one town; nobody counts the other float."""


def open_float(town: int) -> UUID:
    """A town gets a float in the keeping of its clerk."""
    division = sorted(KEEPERS)[town % len(KEEPERS)]
    with acting("finance") as finance:
        return imprest.open_float(
            finance,
            division=division,
            limit_fen=LIMIT,
            warn_fen=WARN,
            custodian=account_id(KEEPERS[division]),
        )


def top_up(chosen: UUID, fen: int) -> None:
    """Money goes to the town; sent twice it goes once."""
    movement = uuid7()
    with acting("finance") as finance:
        for _ in range(2):
            imprest.top_up(
                finance,
                imprest=chosen,
                movement=movement,
                amount_fen=fen,
                on=clock.today(),
                voucher="拨1",
            )


def bring_back(chosen: UUID, fen: int) -> None:
    """Money comes back from the town."""
    with acting("finance") as finance:
        imprest.give_back(
            finance,
            imprest=chosen,
            movement=uuid7(),
            amount_fen=fen,
            on=clock.today(),
            voucher="缴1",
        )


def spend(chosen: UUID, case: UUID, fen: int) -> None:
    """The clerk pays aid for a case; entered twice it is paid once."""
    with working("model"):
        division = ImprestFloat.objects.get(pk=chosen).division
    movement = uuid7()
    with acting(KEEPERS[division]) as clerk:
        for _ in range(2):
            imprest.spend(
                clerk,
                imprest=chosen,
                movement=movement,
                case=case,
                benefit=AID,
                amount_fen=fen,
                on=clock.today(),
                voucher="领1",
            )


def not_spent(which: int) -> None:
    """What was entered as spent was not."""
    with working("model"):
        rows = list(ImprestMovement.objects.filter(kind="spend").order_by("pk"))
    if rows:
        with acting("finance") as finance:
            imprest.reverse_spending(
                finance,
                movement=rows[which % len(rows)].pk,
                reversal=uuid7(),
                voucher="更1",
            )


def settle(chosen: UUID) -> None:
    """What a town has spent goes into the county's books, once."""
    journal = uuid7()
    with acting("finance") as finance:
        first = imprest.settle_float(finance, imprest=chosen, journal=journal)
        assert imprest.settle_float(finance, imprest=chosen, journal=journal) == first


def count(chosen: UUID, missing: int) -> None:
    """Somebody else counts the money, and explains what is missing."""
    with working("model"):
        balance = ImprestFloat.objects.get(pk=chosen).balance_fen
    with acting(COUNTER) as counter:
        imprest.count_float(
            counter,
            imprest=chosen,
            counted_fen=max(0, balance - missing),
            on=clock.today(),
            note="正在查找" if missing else "",
        )


def decide(case: UUID, person: UUID, fen: int) -> None:
    """Aid is decided for a case, once: of one month, as every benefit that is given once."""
    month = Month.of(clock.today())
    with working("model"):
        if Award.objects.filter(case=case).exists():
            return
        award = Award(
            **_place_of(person),
            benefit=AID,
            unit="person",
            form="cash",
            case=case,
            person_id=person,
            payee_id=person,
            start_month=month.first_day,
            end_month=month.first_day,
            opened_at=clock.now(),
        )
        award.save(force_insert=True)
        cover(award, [person], month, month)
        add_line(award, LineKind.TAKEN_OVER, month, fen, by_law("以前已确认"), end=month)


def _place_of(person: UUID) -> dict[str, str]:
    row = Person.objects.get(pk=person)
    return {"division": row.division, "label": row.label}


# ── the books by hand ───────────────────────────────────────────────────────────────────────────


def journals(*, by_hand: bool, but: frozenset[UUID]) -> list[UUID]:
    """Every journal but some, or those that were written by hand."""
    with working("model"):
        rows = Journal.objects.filter(kind=JournalKind.CORRECTION) if by_hand else Journal.objects
        return list(rows.exclude(pk__in=but).order_by("pk").values_list("pk", flat=True))


def reverse(journal: UUID) -> None:
    """A journal is reversed by hand."""
    with acting("finance") as finance:
        ledger.reverse(finance, journal=journal, reversal=uuid7(), memo="记错")


def post(fen: int, about: int) -> None:
    """Entries by hand, sometimes on a payment or a float."""
    with working("model"):
        lines = list(Instruction.objects.order_by("pk").values_list("pk", flat=True))
    with acting("finance") as finance:
        payable, waiting = (
            account_of(COUNTY, kind) for kind in (AccountKind.PAYABLE, AccountKind.SUSPENSE)
        )
        named = lines[about % len(lines)] if about and lines else None
        ledger.post(
            finance,
            journal=uuid7(),
            kind=JournalKind.CORRECTION,
            division=COUNTY,
            ref="更正",
            business_date=clock.today(),
            memo="更正",
            entries=[EntryDraft(payable, fen, named), EntryDraft(waiting, -fen)],
        )
