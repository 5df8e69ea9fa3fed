"""What was overpaid and not asked back yet, and the debts there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.fields import choice
from minzheng.interfaces.desk.generic.columns import Area, Column
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import MonthField, month_text, yuan
from minzheng.interfaces.desk.pages.recovery.about import debt_address, state_badge
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import debts, outstanding
from minzheng.kernel.payments.api.debts import ReceivableState
from minzheng.kernel.payments.recovery_results import OverpaidAward, ReceivableRow
from minzheng.kernel.registry.api.results import Page

LOOKED_BACK = 12
"""Months that are compared unless somebody asks for others."""
COUNTED_BACK = 3
"""Months that are compared each time the workbench opens: every payment of them is looked at."""
MOST_COUNTED = 99
STATES = [(each.value, str(each.label)) for each in ReceivableState]


def looked_at(months: int = LOOKED_BACK) -> tuple[Month, Month]:
    """The last months: those that are compared unless somebody asks for others."""
    last = Month.of(clock.today())
    return last - (months - 1), last


def months_of(row: OverpaidAward) -> str:
    """`2026年9月 – 2026年11月`."""
    first = month_text(row.first)
    return first if row.first == row.last else f"{first} – {month_text(row.last)}"


_MONEY = (
    Column[OverpaidAward](_("待遇"), lambda row: row.benefit_title),
    Column[OverpaidAward](_("月份"), months_of),
    Column[OverpaidAward](_("月数"), lambda row: row.months, style="mz-amount"),
    Column[OverpaidAward](_("多发金额（元）"), lambda row: yuan(row.open_fen), style="mz-amount"),
    Column[OverpaidAward](_("区划"), lambda row: Area(row.division)),
)
OVERPAID_COLUMNS = (
    Column[OverpaidAward](_("领款人"), lambda row: row.payee_name or _("未显示"), main=True),
    *_MONEY,
)
_TO_PROPOSE = (
    Column[OverpaidAward](
        _("领款人"),
        lambda row: row.payee_name or _("未显示"),
        lambda row: reverse("desk:receivable_new", args=[row.award]),
        main=True,
    ),
    *_MONEY,
)


class OverpaidFilters(forms.Form):
    """Of which months and where."""

    first = MonthField(_("自何月"), required=False, help_text=_("不填就是最近十二个月"))
    last = MonthField(_("至何月"), required=False)
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class OverpaidList(ListView[OverpaidAward]):
    """Awards for which more was paid than is due."""

    permission = "payment.read"
    title = _("多发款项")
    lead = _("已发金额超过应发的，逐项核实原因以后提出追回；追回款另行收取，不从以后的发放中扣。")
    filters = OverpaidFilters
    addressable = ("division",)
    columns = OVERPAID_COLUMNS
    empty = Empty(
        _("没有多发的款项"),
        _("这些月份的已发金额都不超过应发金额，或者已经提出追回。"),
        "checks",
    )

    def shown_columns(self) -> Sequence[Column[Any]]:
        return _TO_PROPOSE if self.actor.may("recovery.propose") else self.columns

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[OverpaidAward]:
        first, last = looked_at()
        return outstanding.overpaid_awards(
            self.actor,
            division=wanted.get("division", ""),
            first=wanted.get("first") or first,
            last=wanted.get("last") or last,
            after=cursor,
            limit=limit,
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("追缴"), reverse("desk:receivables")),)


class OverpaidCount(DeskView):
    """How many they are; a part of the workbench that comes after the page, as it takes longer."""

    permission = "payment.read"
    template_name = "desk/recovery/count.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        first, last = looked_at(COUNTED_BACK)
        count = outstanding.count_overpaid(
            self.actor, first=first, last=last, most=MOST_COUNTED + 1
        )
        shown = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
        return self.render_to_response({"shown": shown})


class DebtFilters(forms.Form):
    """Which debts."""

    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class DebtList(ListView[ReceivableRow]):
    """The debts of the scope."""

    permission = "payment.read"
    title = _("追缴")
    lead = _("提出、确认由两人办理；困难的可以分期，确实无力返还的按权限核销。")
    filters = DebtFilters
    addressable = ("state", "division")
    columns = (
        Column[ReceivableRow](
            _("返还义务人"),
            lambda row: row.debtor_name or _("未显示"),
            lambda row: debt_address(row.id),
            main=True,
        ),
        Column[ReceivableRow](_("身份"), lambda row: row.role_title),
        Column[ReceivableRow](_("待遇"), lambda row: row.benefit_title),
        Column[ReceivableRow](_("原因"), lambda row: row.ground_title),
        Column[ReceivableRow](
            _("应追回（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"
        ),
        Column[ReceivableRow](
            _("尚欠（元）"), lambda row: yuan(row.outstanding_fen), style="mz-amount"
        ),
        Column[ReceivableRow](_("状态"), state_badge),
        Column[ReceivableRow](_("区划"), lambda row: Area(row.division)),
    )
    empty = Empty(
        _("没有追回款"),
        _("从“多发款项”里核实原因，提出追回。"),
        "receipt-refund",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[ReceivableRow]:
        return debts.receivables(
            self.actor,
            division=wanted.get("division", ""),
            state=wanted.get("state", ""),
            after=cursor,
            limit=limit,
        )

    def actions(self) -> Sequence[Link]:
        return (Link(_("多发款项"), reverse("desk:overpaid"), "search", "", True),)
