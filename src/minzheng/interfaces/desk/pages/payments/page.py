"""The page of a batch: everything that is looked at before money goes out, and the next step."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from minzheng.interfaces.desk.generic.columns import Text, cells
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.payments.about import AboutBatch
from minzheng.interfaces.desk.pages.payments.lines import FIRST_COLUMNS
from minzheng.interfaces.desk.pages.payments.waterfall import bars, chart
from minzheng.kernel.payments.api import reading, returns, sending
from minzheng.kernel.payments.results import BatchView
from minzheng.kernel.registry.api import divisions

FIRST_LINES = 10
WITH_THE_BANK = frozenset({"sent", "unknown", "confirmed"})
"""The states in which a bank may have said something."""
WAY = ("draft", "checked", "approved", "frozen", "filed", "sent", "confirmed")
"""The states of a batch in which all goes well."""


class PaymentPage(AboutBatch):
    """One batch on one page."""

    permission = "payment.read"
    template_name = "desk/payments/page.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        view = reading.batch_view(self.actor, batch=self.batch)
        found = reading.waterfall(self.actor, batch=self.batch)
        lines = reading.lines(self.actor, batch=self.batch, limit=FIRST_LINES).rows
        names = divisions.names({view.row.division})
        with_the_bank = view.row.state in WITH_THE_BANK
        self.row = view.row
        context = self.get_context_data(
            title=view.row.number,
            view=view,
            county=names.get(view.row.division, view.row.division),
            bars=bars(found),
            chart=chart(found),
            findings=reading.finding_counts(self.actor, batch=self.batch),
            columns=FIRST_COLUMNS,
            rows=cells(FIRST_COLUMNS, lines, lambda _codes: names),
            advice=advice(view),
            way=way(view),
            returns=returns.returns(self.actor, batch=self.batch) if with_the_bank else (),
            takes=with_the_bank and self.actor.may("payment.return"),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]


class PaymentProgress(DeskView):
    """What stands on the page while the worker is at it; afterwards the page is fetched anew."""

    permission = "payment.read"
    template_name = "desk/payments/sending.html"

    def get(self, request: HttpRequest, batch: UUID) -> HttpResponse:
        busy = sending.is_being_sent(self.actor, batch=batch)
        return self.render_to_response(self.get_context_data(batch=batch, being_sent=busy))


def advice(view: BatchView) -> Text:
    """What is to be done next, and by whom."""
    state = view.row.state
    if state == "checked" and view.findings_waiting:
        return _("还有 %(count)d 项检查发现没有处理意见，逐项处理以后才能批准。") % {
            "count": view.findings_waiting
        }
    if state == "checked" and view.needs_city:
        return _("金额超过县级批准限额，请由市级批准。")
    return _of_states()[state]


def _of_states() -> Mapping[str, Text]:
    return {
        "draft": _("先检查：系统核对账户、暂缓、死亡和资金，列出要处理的问题。"),
        "checked": _("由编制人以外的人核对金额和明细摘要后批准。"),
        "approved": _("由批准人以外的财务人员确认发放：锁定明细并记账。"),
        "frozen": _("生成银行文件。每个批次只有一个文件。"),
        "filed": _("把文件送交银行，凭银行回执登记已送出。"),
        "sent": _("等银行处理；收到回盘以后逐笔核对。"),
        "unknown": _("不清楚银行是否收到。先向银行查询，有了答复再办，不要重复送出。"),
        "confirmed": _("银行已经处理完毕。退回的款项在“退汇处理”中重发。"),
        "cancelled": _("批次已撤销，应发的金额会列入下一个批次。"),
    }


def way(view: BatchView) -> list[dict[str, Any]]:
    """The steps of a batch with the one where it stands; nothing for one that was given up."""
    state = "sent" if view.row.state == "unknown" else view.row.state
    if state not in WAY:
        return []
    at = WAY.index(state)
    titles = (_("编制"), _("检查"), _("批准"), _("确认"), _("文件"), _("送银行"), _("到账"))
    return [
        {"title": title, "done": place <= at, "here": place == at}
        for place, title in enumerate(titles)
    ]
