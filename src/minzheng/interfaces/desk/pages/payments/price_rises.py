"""Price rises (价格临时补贴): ordered for a month, listed by the worker, paid by a batch."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.benefit_choices import by_month_choices
from minzheng.interfaces.desk.fields import line, offered
from minzheng.interfaces.desk.generic.columns import Badge, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import MonthField
from minzheng.interfaces.desk.pages.payments.about import batch_address
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import batches, price_rises
from minzheng.kernel.payments.api.price_rises import PriceRiseRow
from minzheng.kernel.payments.states import BatchKind
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

TONES = {"opened": Tone.GOOD, "failed": Tone.BAD}
BUSY = "ordered"


def shown(row: PriceRiseRow) -> dict[str, Any]:
    """A price rise with its badge."""
    badge = Badge(row.state_title, TONES.get(row.state, Tone.WAIT))
    return {"row": row, "badge": badge, "busy": row.state == BUSY}


class PriceRiseList(ListView[PriceRiseRow]):
    """What was ordered, the newest first."""

    permission = "payment.read"
    title = _("价格临时补贴")
    lead = _("达到启动条件的月份，不用申请：按规则列出当月享受待遇的人，每人一次，再编制批次发放。")
    template_name = "desk/payments/price_rises.html"
    columns = ()
    empty = Empty(
        _("还没有启动过"),
        _("接到启动价格补贴联动机制的文件以后，由县级业务人员启动。"),
        "trending-up",
    )

    def query(self, wanted: Any, *, cursor: str, limit: int) -> Page[PriceRiseRow]:
        page = price_rises.price_rises(self.actor, after=cursor, limit=limit)
        self.found = page.rows
        return page

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        names = divisions.names({each.division for each in self.found})
        rises = [shown(each) for each in self.found]
        return super().get_context_data(rises=rises, names=names, **context)

    def actions(self) -> Sequence[Link]:
        return (Link(_("启动"), reverse("desk:price_rise_new"), "plus", "payment.prepare", True),)


class PriceRiseProgress(DeskView):
    """The part of the list that changes while the worker is busy."""

    permission = "payment.read"
    template_name = "desk/payments/price_rise.html"

    def get(self, request: HttpRequest, rise: UUID) -> HttpResponse:
        row = price_rises.price_rise(self.actor, rise=rise)
        names = divisions.names({row.division})
        return self.render_to_response(self.get_context_data(each=shown(row), names=names))


class OrderForm(forms.Form):
    """Which month of the index, by which document."""

    benefit = offered(_("待遇"), by_month_choices)
    index_month = MonthField(_("价格指数月份"), help_text=_("达到启动条件的那个月"))
    document = line(_("启动文件"), help_text=_("名称和文号"))


class PriceRiseNew(EditView):
    """Orders the list; the worker makes it."""

    permission = "payment.prepare"
    title = _("启动价格临时补贴")
    lead = _("后台按规则列出名单。重复启动不会重复发放，只补上原来没有列入的人。")
    form_class = OrderForm
    submit = _("启动")
    done = _("已交后台生成名单，可以离开这一页。")

    def initial(self) -> dict[str, Any]:
        return {"index_month": str(Month.of(clock.today()) - 1)}

    def save(self, values: dict[str, Any]) -> None:
        price_rises.order_payment(self.actor, division=self.actor.division, **values)

    def back(self) -> str:
        return reverse("desk:price_rises")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("价格临时补贴"), reverse("desk:price_rises")),)


class PriceRiseDraft(ActView):
    """Drafts the batch that pays the list."""

    permission = "payment.prepare"
    done = _("批次已编制，请接着检查。")

    def act(self, values: dict[str, Any]) -> str:
        row = price_rises.price_rise(self.actor, rise=self.kwargs["rise"])
        batch = batches.draft_batch(
            self.actor,
            division=row.division,
            month=row.index_month,
            kind=BatchKind.PRICE_RISE,
            benefits=(row.benefit,),
        )
        return batch_address(batch)

    def back(self) -> str:
        return reverse("desk:price_rises")
