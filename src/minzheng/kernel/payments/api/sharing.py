"""Which funds would bear a sum: for what is planned, not for what is paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from minzheng.base.money import apportioned
from minzheng.base.months import Month
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.payments.models import FundShare
from minzheng.kernel.registry.api.listing import seen


@dataclass(frozen=True, slots=True)
class SharedSum:
    """What one fund of a county would bear; without a fund, what nobody has shared out yet."""

    county: str
    fund: UUID | None
    title: str
    amount_fen: int


@query(permission="ledger.read")
def shared(
    actor: Actor, *, sums: Mapping[tuple[str, str], int], month: Month
) -> tuple[SharedSum, ...]:
    """Sums by county and benefit, by the shares of a month; by county and the code of the fund."""
    shares = _shares({county for county, _ in sums}, month)
    found: dict[tuple[str, str], SharedSum] = {}
    for (county, benefit), fen in sums.items():
        parts = shares.get((county, benefit), [])
        amounts = apportioned(fen, [each.permille for each in parts]) if parts else (fen,)
        for at, amount in enumerate(amounts):
            fund = parts[at].fund if parts else None
            key = county, fund.code if fund else ""
            known = found[key].amount_fen if key in found else 0
            title = fund.title if fund else ""
            found[key] = SharedSum(county, fund.pk if fund else None, title, known + amount)
    return tuple(found[key] for key in sorted(found))


def _shares(counties: set[str], month: Month) -> dict[tuple[str, str], list[FundShare]]:
    """By county and benefit those of the latest month from which shares were set."""
    rows = seen(FundShare.objects).filter(division__in=counties, from_month__lte=month.first_day)
    found: dict[tuple[str, str], list[FundShare]] = {}
    for each in rows.select_related("fund").order_by("-from_month", "fund__code"):
        known = found.setdefault((each.division, each.benefit), [])
        if not known or known[0].from_month == each.from_month:
            known.append(each)
    return found
