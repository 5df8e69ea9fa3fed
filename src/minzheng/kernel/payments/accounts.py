"""The books of a county and its accounts, made when they are first needed."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.divisions import Level
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.payments.models import (
    OF_A_FUND,
    AccountKind,
    Book,
    Fund,
    LedgerAccount,
)
from minzheng.kernel.registry.api.listing import seen, within_scope

CODES: Mapping[AccountKind, str] = {
    AccountKind.CASH: "1002",
    AccountKind.RECEIVABLE: "1212",
    AccountKind.IMPREST: "1214",
    AccountKind.PAYABLE: "2301",
    AccountKind.SUSPENSE: "2307",
    AccountKind.APPROPRIATION: "4001",
    AccountKind.EXPENSE: "5001",
    AccountKind.WRITTEN_OFF: "5901",
}
"""After the accounts of government accounting; a fund follows as the second part of the code."""


def county_of(division: str) -> str:
    """The county whose books hold what happens in a division; a city that has none its own."""
    return division[: Level.COUNTY]


def book_of(division: str) -> Book:
    """The open book of a county. Raises `Unseen` outside the scope."""
    county = county_of(division)
    if not within_scope(county):
        raise Unseen
    found = seen(Book.objects).filter(division=county, closed=False).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Book.objects.create(division=county)
    except IntegrityError:
        # Somebody else was first, in this moment.
        return seen(Book.objects).get(division=county, closed=False)


def account_of(division: str, kind: AccountKind, fund: UUID | None = None) -> UUID:
    """The account of a kind in a county's book, of a fund where the kind has funds."""
    return account_in(book_of(division), kind, fund)


def account_in(book: Book, kind: AccountKind, fund: UUID | None = None) -> UUID:
    """The account of a kind in a book. Raises `ValueError` for a fund too many or too few."""
    if (fund is not None) != (kind in OF_A_FUND):
        raise ValueError(f"{kind} of fund {fund}")
    rows = LedgerAccount.objects.filter(book=book, kind=kind, fund=fund)
    found = rows.values_list("pk", flat=True).first()
    if found is not None:
        return found
    code, title = CODES[kind], str(kind.label)
    if fund is not None:
        whose = Fund.objects.get(pk=fund)
        code, title = f"{code}.{whose.code}", f"{title}（{whose.title}）"
    try:
        with transaction.atomic():
            row = LedgerAccount.objects.create(
                division=book.division, book=book, code=code, title=title, kind=kind, fund_id=fund
            )
            return row.pk
    except IntegrityError:
        return rows.values_list("pk", flat=True).get()
