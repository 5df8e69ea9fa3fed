"""Funds: where money comes from, who bears which share, what is left of a year's."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.base.typed_text import to_half_width
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments import posting
from minzheng.kernel.payments.accounts import account_in, book_of
from minzheng.kernel.payments.models import (
    AccountKind,
    Fund,
    FundShare,
    Journal,
    JournalKind,
    LedgerAccount,
    Source,
)
from minzheng.kernel.payments.ports import bank_formats
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.results import FundExecution, FundRow
from minzheng.kernel.registry.api.listing import bounds, one, seen

PERMILLE = 1000

__all__ = [
    "FundExecution",
    "FundRow",
    "Source",
    "allot",
    "execution",
    "fund",
    "funds",
    "open_fund",
    "set_payer",
    "set_shares",
]

_YEAR = "select account, amount_fen from payments_year(%s, %s, %s, %s)"


@command(permission="fund.manage", action="fund.open")
def open_fund(actor: Actor, *, code: str, title: str, source: Source, division: str) -> UUID:
    """A fund of a county. Raises `Conflict` for a code that is taken."""
    book = book_of(division)
    if not code.strip() or not title.strip():
        raise Refused("请填写资金的编码和名称。")
    try:
        with transaction.atomic():
            row = Fund.objects.create(
                division=book.division, code=code.strip(), title=title.strip(), source=source
            )
    except IntegrityError:
        raise Conflict("这个编码已经使用。") from None
    touched("fund", row.pk, row.division, payload={"code": row.code, "source": str(source)})
    return row.pk


@command(permission="fund.manage", action="fund.share")
def set_shares(
    actor: Actor, *, benefit: str, division: str, from_month: Month, shares: Mapping[UUID, int]
) -> None:
    """Which fund bears how many thousandths of a benefit from a month on. They make 1000."""
    book = book_of(division)
    benefits().known(benefit)
    if sum(shares.values()) != PERMILLE or min(shares.values()) < 1:
        raise Refused("各资金的分担比例之和应为千分之一千。")
    funds = seen(Fund.objects).filter(division=book.division, pk__in=shares)
    if funds.count() != len(shares):
        raise Refused("请选择本县（区）的资金。")
    known = FundShare.objects.filter(
        division=book.division, benefit=benefit, from_month=from_month.first_day
    )
    if known.exists():
        raise Conflict("该月起的分担比例已经设置，变更请从另一个月份起。")
    FundShare.objects.bulk_create(
        FundShare(
            division=book.division,
            benefit=benefit,
            from_month=from_month.first_day,
            fund_id=fund,
            permille=permille,
        )
        for fund, permille in shares.items()
    )
    told = {str(fund): permille for fund, permille in shares.items()}
    touched(
        "fund_share",
        benefit,
        book.division,
        payload={"from": str(from_month), "shares": told},
    )


@command(permission="fund.manage", action="fund.allot")
def allot(
    actor: Actor, *, journal: UUID, fund: UUID, amount_fen: int, document: str, on: date
) -> UUID:
    """Money that was given to a fund; `journal` is the caller's id, so that twice is once."""
    row = one(Fund.objects, fund)
    if amount_fen <= 0 or not document.strip():
        raise Refused("请填写金额和下达文号。")
    if on > clock.today():
        raise Refused("下达日期不能晚于今天。")
    if seen(Journal.objects).filter(pk=journal).exists():
        return journal
    book = book_of(row.division)
    posted = posting.begin(
        actor,
        JournalDraft(
            id=journal,
            book=book,
            kind=JournalKind.ALLOTMENT,
            ref=row.code,
            memo=document.strip()[:300],
            business_date=on,
        ),
    )
    cash = account_in(book, AccountKind.CASH)
    given = account_in(book, AccountKind.APPROPRIATION, row.pk)
    posting.add(posted, [EntryDraft(cash, amount_fen), EntryDraft(given, -amount_fen)])
    posting.settled()
    touched("fund", row.pk, row.division, payload={"amount_fen": amount_fen, "on": str(on)})
    return posted.pk


@command(permission="fund.manage", action="fund.payer")
def set_payer(actor: Actor, *, division: str, name: str, bank: str, code: str, number: str) -> None:
    """From which bank account a county pays, and in which format its bank reads."""
    row = book_of(division)
    written = to_half_width(number).replace("-", "")
    if not (written.isascii() and written.isdigit() and 8 <= len(written) <= 32):
        raise InvalidValue("付款账号应为8至32位数字，请核对。")
    if code not in bank_formats():
        raise Refused("没有这种银行文件格式。")
    row.payer_name, row.bank, row.format, row.number = name.strip(), bank.strip(), code, written
    row.save()
    touched("payment_book", row.pk, row.division, payload={"bank": bank, "format": code})


@query(permission="ledger.read")
def funds(actor: Actor, *, division: str) -> tuple[FundRow, ...]:
    """The funds of the divisions, by code."""
    return tuple(_row(each) for each in seen(Fund.objects, division).order_by("division", "code"))


@query(permission="ledger.read")
def fund(actor: Actor, *, fund: UUID) -> FundRow:
    """One fund. Raises `Unseen`."""
    return _row(one(Fund.objects, fund))


@query(permission="ledger.read")
def execution(actor: Actor, *, division: str, year: int) -> tuple[FundExecution, ...]:
    """What was allotted and spent in a year, with protected files counted in."""
    low, high = bounds(division)
    with connection.cursor() as cursor:
        cursor.execute(_YEAR, [low, high, date(year, 1, 1), date(year, 12, 31)])
        moved = {account: int(amount) for account, amount in cursor}
    sums: dict[tuple[UUID | None, str], int] = {}
    for each in seen(LedgerAccount.objects, division).exclude(fund=None):
        key = each.fund_id, each.kind
        sums[key] = sums.get(key, 0) + moved.get(each.pk, 0)
    return tuple(
        FundExecution(
            each,
            -sums.get((each.id, AccountKind.APPROPRIATION), 0),
            sums.get((each.id, AccountKind.EXPENSE), 0),
        )
        for each in funds(actor, division=division)
    )


def _row(each: Fund) -> FundRow:
    return FundRow(
        each.pk, each.code, each.title, each.source, each.get_source_display(), each.division
    )
