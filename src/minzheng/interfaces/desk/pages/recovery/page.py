"""One debt: what of which months, why, who owes it, what came in, and what may be done now."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from minzheng.base.divisions import Level
from minzheng.interfaces.desk.generic.columns import Badge, Text, Tone
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.recovery.about import AboutDebt
from minzheng.kernel.payments.api import debts
from minzheng.kernel.payments.recovery_results import ReceivableView
from minzheng.kernel.registry.api import divisions

WRITE_OFF_TONES = {"proposed": Tone.WAIT, "approved": Tone.NOTE}
WHOLE = 100


class DebtPage(AboutDebt):
    """Everything about a debt on one page."""

    permission = "payment.read"
    template_name = "desk/recovery/page.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        view = debts.receivable_view(self.actor, receivable=self.receivable)
        self.row = view.row
        write_offs = [
            {"row": each, "badge": Badge(each.state_title, tone(each.state))}
            for each in view.write_offs
        ]
        county = view.row.division[: Level.COUNTY]
        settled = view.row.received_fen + view.row.written_off_fen
        context = self.get_context_data(
            title=_("%(who)s：追回%(benefit)s")
            % {"who": view.row.debtor_name or _("未显示"), "benefit": view.row.benefit_title},
            view=view,
            names=divisions.names({view.row.division, county}),
            county=county,
            write_offs=write_offs,
            share=settled * WHOLE // view.row.amount_fen,
            advice=advice(view),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]


class DebtLetter(DebtPage):
    """The notice to whoever owes it, to be printed and served; what it says is on file."""

    template_name = "desk/recovery/letter.html"

    def crumbs(self) -> Sequence[Link]:
        return super(DebtPage, self).crumbs()


def tone(state: str) -> Tone:
    """How a write-off looks."""
    return WRITE_OFF_TONES.get(state, Tone.PLAIN)


def advice(view: ReceivableView) -> Text:
    """What is to be done next, and by whom."""
    if view.row.state == "proposed":
        return _("由提出人以外的县级审批人员核对月份和依据后确认；确认后记账，送达返还告知书。")
    if view.row.state == "withdrawn":
        return _("已撤回：%(why)s") % {"why": view.withdrawn_because}
    if view.row.state == "settled":
        return _("已经结清。")
    if any(each.overdue for each in view.instalments):
        return _("有到期没有返还的，请联系返还义务人；确有困难的，可以重新约定分期或者提出核销。")
    if not view.instalments:
        return _("请联系返还义务人一次返还，或者约定分期。")
    return _("按约定分期返还，收到以后由财务登记。")
