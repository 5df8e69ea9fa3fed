"""Which fund bears what of a batch: shares by benefit, divided without losing a fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from minzheng.base.money import apportioned, format_yuan
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments.models import Batch, BatchFund, Fund, FundShare
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.registry.api.listing import seen

_BY_BENEFIT = """
select benefit, sum(amount_fen)::bigint from payments_instruction
where batch_id = %s and state = 'pending' and repairs is null group by 1 order by 1
"""
_AVAILABLE = """
select c.fund_id, -sum(y.amount_fen)::bigint
from payments_year(%(county)s, %(county)s || ':', %(first)s, %(last)s) y
join payments_ledgeraccount c on c.id = y.account
where c.kind in ('appropriation', 'expense') group by 1
"""


@dataclass(frozen=True, slots=True)
class Portion:
    """What one fund bears of one benefit."""

    benefit: str
    fund: UUID
    amount_fen: int


def portions(row: Batch) -> tuple[Portion, ...]:
    """The parts of the funds in what is pending. Raises `Refused` where no shares are set."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_BENEFIT, [row.pk])
        totals = dict(cursor.fetchall())
    shares = _shares(row, list(totals))
    if lacking := sorted(set(totals) - set(shares)):
        raise Refused(f"这些待遇还没有设置资金分担：{'、'.join(lacking)}。")
    found = []
    for benefit, total in totals.items():
        funds = list(shares[benefit])
        amounts = apportioned(total, [shares[benefit][fund] for fund in funds])
        found += [
            Portion(benefit, fund, amount)
            for fund, amount in zip(funds, amounts, strict=True)
            if amount
        ]
    return tuple(found)


def _shares(row: Batch, benefits: list[str]) -> Mapping[str, Mapping[UUID, int]]:
    """By benefit, those of the latest month from which shares were set; ordered by fund code."""
    rows = seen(FundShare.objects).filter(
        division=row.division, benefit__in=benefits, from_month__lte=row.month
    )
    found: dict[str, dict[UUID, int]] = {}
    since: dict[str, object] = {}
    for each in rows.order_by("benefit", "-from_month", "fund__code"):
        if since.setdefault(each.benefit, each.from_month) == each.from_month:
            found.setdefault(each.benefit, {})[each.fund_id] = each.permille
    return found


def shortages(row: Batch) -> tuple[str, ...]:
    """A sentence for every fund that has not enough left: it is spent in the year of the freeze."""
    if row.kind == BatchKind.REPAIR:
        return ()
    needed: dict[UUID, int] = {}
    for each in portions(row):
        needed[each.fund] = needed.get(each.fund, 0) + each.amount_fen
    left = available(row.division, clock.today().year)
    titles = dict(Fund.objects.filter(pk__in=needed).values_list("pk", "title"))
    return tuple(
        f"{titles[fund]}：本次需要{format_yuan(amount)}元，余额{format_yuan(left.get(fund, 0))}元"
        for fund, amount in sorted(needed.items(), key=lambda pair: titles[pair[0]])
        if amount > left.get(fund, 0)
    )


def available(county: str, year: int) -> Mapping[UUID, int]:
    """What is left of each fund: allotted this year less spent this year."""
    named = {"county": county, "first": f"{year}-01-01", "last": f"{year}-12-31"}
    with connection.cursor() as cursor:
        cursor.execute(_AVAILABLE, named)
        return {fund: int(amount) for fund, amount in cursor.fetchall()}


def keep(row: Batch, parts: tuple[Portion, ...]) -> None:
    """Write them down with the batch."""
    BatchFund.objects.bulk_create(
        BatchFund(
            division=row.division,
            label=row.label,
            batch=row,
            benefit=each.benefit,
            fund_id=each.fund,
            amount_fen=each.amount_fen,
        )
        for each in parts
    )
