"""The price-linked subsidy (价格临时补贴): for one month of the index, to all whom the rule names.

Nobody applies. Who held a benefit in the month of the index gets what the rule says, once, by the
highest standard; done again, only those are added who were not there the first time.
"""

from minzheng.base.months import Month
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.api import record
from minzheng.kernel.entitlements.api.by_rule import given
from minzheng.kernel.entitlements.api.many import Opened, open_direct
from minzheng.kernel.payments.accounts import county_of

PURPOSE = "价格临时补贴"


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
