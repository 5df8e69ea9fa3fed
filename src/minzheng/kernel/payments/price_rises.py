"""The price-linked subsidy (价格临时补贴): for one month of the index, to all whom the rule names.

Nobody applies. Who held a benefit in the month of the index gets what the rule says, once, by the
highest standard; done again, only those are added who were not there the first time.
"""

from uuid import UUID

from minzheng.base.errors import MinzhengError
from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.api import record
from minzheng.kernel.entitlements.api.by_rule import given
from minzheng.kernel.entitlements.api.many import Opened, open_direct
from minzheng.kernel.payments.accounts import county_of
from minzheng.kernel.payments.models import PriceRise, PriceRiseState
from minzheng.kernel.registry.api.listing import seen

PURPOSE = "价格临时补贴"
BROKE = "后台处理中断，请重新启动；已经列入的不会重复。"


def carry_out(rise: UUID) -> None:
    """Make the list that was ordered, and write down what came of it, as the worker."""
    with working(PURPOSE):
        row = seen(PriceRise.objects).get(pk=rise)
    try:
        month = Month.of(row.index_month)
        opened = open_month(row.benefit, month, row.division, row.document)
    except MinzhengError as error:
        _failed(rise, error.message)
    except Exception:
        _failed(rise, BROKE)
        raise
    else:
        with working(PURPOSE):
            row = seen(PriceRise.objects).select_for_update().get(pk=rise)
            row.state, row.finished_at, row.failure = PriceRiseState.OPENED, clock.now(), ""
            row.opened += opened.count
            row.refused = len(opened.refused)
            row.save()


def _failed(rise: UUID, why: str) -> None:
    with working(PURPOSE):
        row = seen(PriceRise.objects).select_for_update().get(pk=rise)
        row.state, row.finished_at = PriceRiseState.FAILED, clock.now()
        row.failure = why[:300]
        row.save()


def open_month(benefit: str, month: Month, division: str, document: str) -> Opened:
    """Awards of one month for everybody of a county whom the rule gives something, as the worker.

    `document` is the notice that started the subsidy.
    """
    county = county_of(division)
    rows = given(benefit, month, county)
    with working(PURPOSE, county):
        opened = open_direct(
            benefit=benefit,
            month=month,
            rows=((each.person, each.payee, each.amount_fen) for each in rows),
            reason=f"{month}价格临时补贴：{document}",
        )
        record(
            "price_rise.open",
            subject_type="division",
            subject=county,
            division=county,
            payload={"month": str(month), "opened": opened.count, "document": document},
        )
    return opened
