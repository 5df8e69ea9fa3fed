"""What is given in a month in services and things, by benefit, place and state."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.fields import choice, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.money import MonthField, month_text, yuan
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import deliveries
from minzheng.kernel.payments.delivering.results import DeliveryRow
from minzheng.kernel.registry.api.results import Page

STATES = [("open", _("可使用")), ("unused", _("还没有使用")), ("expired", _("已到期"))]


def delivery_address(row: DeliveryRow) -> str:
    """The page of one award's month."""
    return reverse("desk:delivery", args=[row.id])


def state_badge(row: DeliveryRow) -> Badge:
    """What stands of it, in a word."""
    if row.state != "open":
        return Badge(row.state_title)
    if row.left_fen == 0:
        return Badge(_("已用完"))
    return Badge(row.state_title, Tone.GOOD if row.used_fen else Tone.NOTE)


def given_choices() -> list[tuple[str, Any]]:
    """Benefits that are not paid in money."""
    return list(deliveries.benefits_given())


class DeliveryFilters(forms.Form):
    """Which of them."""

    month = MonthField(_("月份"), required=False)
    benefit = offered(_("待遇"), given_choices, required=False, blank=_("全部待遇"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))
    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))


class DeliveryList(ListView[DeliveryRow]):
    """A month's services and things, this month's unless asked otherwise."""

    permission = "delivery.read"
    title = _("服务和实物待遇")
    lead = _("每晚按应享待遇生成当月额度，当月有效，不发现金；由确定的机构提供，逐笔核销。")
    template_name = "desk/deliveries/list.html"
    filters = DeliveryFilters
    addressable = ("month", "benefit", "division", "state")
    columns = (
        Column[DeliveryRow](
            _("享受人"), lambda row: row.name or _("未显示"), delivery_address, main=True
        ),
        Column[DeliveryRow](_("待遇"), lambda row: row.benefit_title),
        Column[DeliveryRow](_("区划"), lambda row: Area(row.division)),
        Column[DeliveryRow](_("月份"), lambda row: month_text(row.month), style="mz-nowrap"),
        Column[DeliveryRow](_("额度（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"),
        Column[DeliveryRow](_("已使用（元）"), lambda row: yuan(row.used_fen), style="mz-amount"),
        Column[DeliveryRow](_("有效期至"), lambda row: row.valid_until),
        Column[DeliveryRow](_("状态"), state_badge),
    )
    empty = Empty(
        _("本月还没有服务或者实物待遇"),
        _("待遇核定以后，当晚自动生成当月额度。也可以换一个月份或状态再看。"),
        "ticket",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[DeliveryRow]:
        return deliveries.list_deliveries(
            self.actor,
            month=_month(wanted),
            division=wanted.get("division", ""),
            benefit=wanted.get("benefit", ""),
            state=wanted.get("state", ""),
            after=cursor,
            limit=limit,
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = context["form"]
        wanted = form.cleaned_data if form.is_valid() else {}
        month = _month(wanted)
        context["totals"] = deliveries.totals(
            self.actor, month=month, division=wanted.get("division", "")
        )
        context["asked"] = month_text(month)
        return super().get_context_data(**context)

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("服务机构"), reverse("desk:providers"), "building-store", "provider.read"),
            Link(_("结算单"), reverse("desk:settlements"), "file-invoice", "provider.read"),
        )


def _month(wanted: Mapping[str, Any]) -> Month:
    return wanted.get("month") or Month.of(clock.today())
