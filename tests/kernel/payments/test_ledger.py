"""The books by hand, and the hash of a day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from minzheng.base.clock import business_date
from minzheng.base.months import Month
from minzheng.config.environment import DatabaseRole
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.models import Event
from minzheng.kernel.payments import day_sealing
from minzheng.kernel.payments.accounts import account_of
from minzheng.kernel.payments.api import funds, ledger
from minzheng.kernel.payments.models import (
    AccountKind,
    Batch,
    Fund,
    Journal,
    JournalKind,
    LedgerDay,
)
from minzheng.kernel.payments.posting import EntryDraft
from minzheng.kernel.protection.identifiers import uuid7
from tests.database import SERVER, Clone
from tests.kernel.payments.banking import books, sent, take, words
from tests.kernel.payments.keeping import kept, topped
from tests.kernel.payments.payroll import MUCH, awarded, draft, frozen, lines_of, resident
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def as_worker(transactional_db: None) -> Iterator[Callable[[], None]]:
    """From the call on, everything runs as the worker's role."""
    before = connection.settings_dict["USER"]

    def turn() -> None:
        connection.close()
        connection.settings_dict["USER"] = DatabaseRole.WORKER.value

    yield turn
    connection.close()
    connection.settings_dict["USER"] = before


def posted(*amounts: int, journal: UUID | None = None, memo: str = "更正") -> UUID:
    """Entries on cash and on the suspense account."""
    with acting("finance") as finance:
        cash = account_of(COUNTY, AccountKind.CASH)
        suspense = account_of(COUNTY, AccountKind.SUSPENSE)
        return ledger.post(
            finance,
            journal=journal or uuid7(),
            kind=JournalKind.SUSPENSE,
            division=COUNTY,
            ref="S1",
            business_date=clock.today(),
            memo=memo,
            entries=[EntryDraft(suspense if i else cash, fen) for i, fen in enumerate(amounts)],
        )


def test_posting_twice_is_once() -> None:
    chosen = uuid7()
    assert posted(100, -100, journal=chosen) == posted(100, -100, journal=chosen) == chosen
    with pytest.raises(Conflict, match="另一笔"):
        posted(100, -100, journal=chosen, memo="别的")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((), "两条分录"),
        ((100,), "两条分录"),
        ((100, -100, 0), "不为零"),
        ((100, -99), "相差0.01元"),
        ((99, -100), "借方0.99元，贷方1.00元，相差0.01元"),
    ],
)
def test_what_does_not_balance_is_refused(amounts: tuple[int, ...], said: str) -> None:
    with pytest.raises(Refused, match=said):
        posted(*amounts)


def test_a_mistake_is_reversed_once() -> None:
    journal = posted(100, -100)
    with acting("finance") as finance:
        ledger.reverse(finance, journal=journal, reversal=uuid7(), memo="记错")
        books = ledger.trial_balance(finance, division=COUNTY)
        assert {each.kind: each.balance_fen for each in books.rows}["suspense"] == 0
        with pytest.raises(Conflict, match="已经冲销"):
            ledger.reverse(finance, journal=journal, reversal=uuid7(), memo="再来")


def test_the_order_of_a_batch_is_not_reversed_by_hand() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())
    with acting("finance") as finance:
        order = ledger.journal_view(finance, journal=_journal_of(batch))
        assert order.entry_count == 3
        with pytest.raises(Refused, match="随批次撤销"):
            ledger.reverse(finance, journal=order.id, reversal=uuid7(), memo="冲")


def test_what_an_act_has_posted_is_neither_reversed_nor_imitated_by_hand() -> None:
    """Else the books owe again what is paid: I2 breaks in the second step of `test_model`."""
    awarded(resident(1), 30_000)
    batch = sent(draft())
    take(batch, words(batch))
    topped(kept(), 500)
    [line] = lines_of(batch)
    with acting("finance") as finance:
        cash, payable = (
            account_of(COUNTY, each) for each in (AccountKind.CASH, AccountKind.PAYABLE)
        )
        for kind in (JournalKind.PAYMENT, JournalKind.IMPREST):
            journal = Journal.objects.get(kind=kind)
            with pytest.raises(Refused, match="原业务"):
                ledger.reverse(finance, journal=journal.pk, reversal=uuid7(), memo="冲")
        for named in ({"instruction": line.pk}, {"about": line.pk}):
            with pytest.raises(Refused, match="系统生成"):
                ledger.post(
                    finance,
                    journal=uuid7(),
                    kind=JournalKind.CORRECTION,
                    division=COUNTY,
                    ref="X",
                    business_date=clock.today(),
                    memo="更正",
                    entries=[EntryDraft(payable, 1, **named), EntryDraft(cash, -1)],
                )
        for allotment in Journal.objects.filter(kind=JournalKind.ALLOTMENT):
            ledger.reverse(finance, journal=allotment.pk, reversal=uuid7(), memo="下达有误")
    assert books()["appropriation"] == 0


def _journal_of(batch: UUID) -> UUID:
    with acting("finance"):
        found = Batch.objects.get(pk=batch).journal
    assert found is not None
    return found


def test_a_clerk_does_not_post() -> None:
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        ledger.post(
            officer,
            journal=uuid7(),
            kind=JournalKind.CORRECTION,
            division=COUNTY,
            ref="X",
            business_date=clock.today(),
            memo="x",
            entries=[],
        )


def test_a_fund_is_what_was_given_less_what_was_spent() -> None:
    awarded(resident(1), 100_000)
    frozen(draft())
    with acting("finance") as finance:
        found = funds.execution(finance, division=COUNTY, year=2026)
    assert [(each.fund.code, each.allotted_fen, each.spent_fen) for each in found] == [
        ("C1", MUCH, 33_300),
        ("P1", MUCH, 66_700),
    ]


def test_shares_are_set_once_for_a_month_and_make_a_whole() -> None:
    with acting("finance") as finance:
        fund = Fund.objects.get(code="C1").pk
        with pytest.raises(Refused, match="千分"):
            funds.set_shares(
                finance,
                benefit="minimum_living.grant",
                division=COUNTY,
                from_month=Month.of(clock.today()),
                shares={fund: 999},
            )


@pytest.mark.parametrize(
    "edit",
    [
        "update payments_entry set amount_fen = amount_fen * 2 where amount_fen in (100, -100)",
        "delete from payments_entry where amount_fen in (100, -100)",
        "update payments_journal set memo = '别的' where kind = 'suspense'",
        "update payments_journal set posted_at = now() - interval '3 days' where kind = 'suspense'",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_an_edited_entry_breaks_its_day(
    database_clone: Clone, as_worker: Callable[[], None], edit: str
) -> None:
    journal = posted(100, -100)
    as_worker()
    tomorrow = business_date(datetime.now(UTC)) + timedelta(days=1)
    assert day_sealing.seal_days(tomorrow) >= 1
    assert day_sealing.seal_days(tomorrow) == 0
    with working("test"):
        sealed = LedgerDay.objects.order_by("day").last()
        assert sealed is not None
        [event] = Event.objects.filter(subject_type=f"ledger_day:{sealed.day}")
        # The hash stands in the event itself, which the chain covers (I8).
        assert event.subject == sealed.hash
    assert ledger.broken_days() == ()
    with acting("finance") as finance:
        seal = ledger.journal_view(finance, journal=journal).seal
        assert seal is not None
        assert (seal.day, seal.hash) == (sealed.day, sealed.hash)
    with SERVER.connect(database_clone.name) as superuser:
        # Whoever owns the machine can switch every rule of the database off.
        superuser.execute("set session_replication_role = replica")
        superuser.execute(edit.encode())
        superuser.commit()
    assert sealed.day in ledger.broken_days()
