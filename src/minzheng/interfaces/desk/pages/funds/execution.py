"""Funds of a year: allotted, spent, left; with a chart."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.money import YUAN
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, Value, cells
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import yuan
from minzheng.interfaces.desk.picking import DivisionField, offer_divisions
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import funds
from minzheng.kernel.payments.results import FundExecution
from minzheng.kernel.registry.api import divisions

FIRST_YEAR, LAST_YEAR = 2000, 2100
WHOLE = 10_000
ALARMING = 9_000
"""Ten-thousandths of an allotment from which the figure is marked."""
MOST_DRAWN = 15


def used(row: FundExecution) -> int:
    """How much is spent, in ten-thousandths of what was allotted."""
    return row.spent_fen * WHOLE // row.allotted_fen if row.allotted_fen else 0


def _used(row: FundExecution) -> Value:
    share = f"{used(row) // 100}%"
    if row.left_fen < 0:
        return Badge(_("超支"), Tone.BAD)
    return Badge(share, Tone.WAIT) if used(row) >= ALARMING else share


FUND_COLUMNS = (
    Column[FundExecution](
        _("资金"),
        lambda row: row.fund.title,
        lambda row: reverse("desk:fund_allot", args=[row.fund.id]),
        main=True,
    ),
    Column[FundExecution](_("来源"), lambda row: row.fund.source_title),
    Column[FundExecution](_("县（区）"), lambda row: Area(row.fund.division)),
    Column[FundExecution](_("下达（元）"), lambda row: yuan(row.allotted_fen), style="mz-amount"),
    Column[FundExecution](_("支出（元）"), lambda row: yuan(row.spent_fen), style="mz-amount"),
    Column[FundExecution](_("结余（元）"), lambda row: yuan(row.left_fen), style="mz-amount"),
    Column[FundExecution](_("执行进度"), _used, style="mz-amount"),
)


class ExecutionForm(forms.Form):
    """Which year of which place."""

    year = forms.IntegerField(
        label=_("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR, localize=False
    )
    division = DivisionField(_("县（区）"), required=False, blank=_("全部辖区"))


class FundPage(DeskView):
    """Budget execution."""

    permission = "ledger.read"
    title = _("资金和执行进度")
    lead = _("每项资金本年下达多少、支出多少、还剩多少；受保护档案的发放计入合计。")
    template_name = "desk/funds/execution.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.about(ExecutionForm({"year": clock.today().year}))

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.about(ExecutionForm(request.POST))

    def about(self, form: ExecutionForm) -> HttpResponse:
        """The page for what was asked."""
        offer_divisions(form, self.actor)
        rows: Sequence[FundExecution] = ()
        readable = form.is_valid()
        if readable:
            rows = funds.execution(self.actor, **form.cleaned_data)
        context = self.get_context_data(
            form=form,
            columns=self.columns(),
            rows=cells(self.columns(), rows, divisions.names),
            chart=chart(rows),
            allotted=sum(each.allotted_fen for each in rows),
            spent=sum(each.spent_fen for each in rows),
            left=sum(each.left_fen for each in rows),
            empty=Empty(
                _("还没有资金"),
                _("先登记资金和下达的金额，再设置每种待遇由哪些资金分担。由财务人员办理。"),
                "coins",
            ),
        )
        return self.render_to_response(context, status=200 if readable else 400)

    def columns(self) -> Sequence[Column[FundExecution]]:
        """Money is added by those who manage funds: for the others the name is no link."""
        if self.actor.may("fund.manage"):
            return FUND_COLUMNS
        first = Column[FundExecution](_("资金"), lambda row: row.fund.title, main=True)
        return (first, *FUND_COLUMNS[1:])

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("账簿"), reverse("desk:ledger"), "book-2"),
            Link(_("付款账户"), reverse("desk:fund_payer"), "building-bank", "fund.manage"),
            Link(_("分担比例"), reverse("desk:fund_shares"), "chart-pie", "fund.manage"),
            Link(_("登记资金"), reverse("desk:fund_new"), "plus", "fund.manage", True),
        )


def chart(rows: Sequence[FundExecution]) -> Mapping[str, Any] | None:
    """Spent beside left in whole yuan, the largest funds first."""
    ordered = sorted(rows, key=lambda each: -each.allotted_fen)[:MOST_DRAWN]
    if not any(each.allotted_fen or each.spent_fen for each in ordered):
        return None
    return {
        "kind": "lying",
        "stacked": True,
        "words": [each.fund.title for each in ordered],
        "series": [
            {"name": str(_("支出")), "values": [each.spent_fen // YUAN for each in ordered]},
            {"name": str(_("结余")), "values": [each.left_fen // YUAN for each in ordered]},
        ],
    }
