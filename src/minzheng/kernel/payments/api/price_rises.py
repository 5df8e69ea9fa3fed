"""Starting a price-linked subsidy: the worker makes the list, a batch of its own pays it."""

from procrastinate.contrib.django import app

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Cycle
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.payments.accounts import book_of

TASK = "payments.price_rise"


@command(permission="payment.prepare", action="price_rise.order")
def order_payment(
    actor: Actor, *, division: str, benefit: str, index_month: Month, document: str
) -> None:
    """Have the list of a county made for a month of the index; ordered twice, nobody is paid twice.

    Then `draft_batch` with the kind of price subsidies pays it. Raises `Refused`, `Unseen`.
    """
    county = book_of(division).division
    chosen = benefits().known(benefit)
    if chosen.cycle is not Cycle.ONCE or chosen.unit is not ApplicantUnit.PERSON:
        raise Refused("请选择按月份启动、按人发放的一次性待遇。")
    if index_month > Month.of(clock.today()):
        raise Refused("这个月份的价格指数还没有公布。")
    if not document.strip():
        raise Refused("请填写启动文件的名称和文号。")
    app.configure_task(TASK, lock=f"{TASK}:{county}").defer(
        benefit=benefit,
        month=str(index_month),
        division=county,
        document=document.strip()[:200],
    )
    touched(
        "division",
        county,
        county,
        payload={"month": str(index_month), "benefit": benefit, "document": document.strip()},
    )
