"""A recipient's statement for a year: to look something up, and to print."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Badge, Column, Tone, cells
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.interfaces.desk.pages.above import household_crumbs, person_crumbs
from minzheng.interfaces.desk.pages.payments.about import LINE_TONES
from minzheng.interfaces.desk.pages.payments.lines import line_address
from minzheng.kernel.access import clock
from minzheng.kernel.documents.api import attachment
from minzheng.kernel.payments.api import statements
from minzheng.kernel.payments.api.statements import CashPayment
from minzheng.kernel.payments.results import LineRow
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.places import place_of_household

STATEMENT_COLUMNS = (
    Column[LineRow](_("所属月份"), lambda row: month_text(row.period), main=True),
    Column[LineRow](_("待遇"), lambda row: row.benefit_title),
    Column[LineRow](_("构成"), lambda row: row.component_title),
    Column[LineRow](_("金额（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"),
    Column[LineRow](
        _("状态"), lambda row: Badge(row.state_title, LINE_TONES.get(row.state, Tone.PLAIN))
    ),
    Column[LineRow](_("银行处理日期"), lambda row: row.settled_on, style="mz-nowrap mz-number"),
    Column[LineRow](_("户名"), lambda row: row.holder),
    Column[LineRow](_("账户"), lambda row: f"{row.bank} {row.account}".strip()),
    Column[LineRow](_("说明"), lambda row: row.hold_reason or row.outcome_reason),
)
_EXPLAINED = Column[LineRow](
    _("所属月份"), lambda row: month_text(row.period), line_address, main=True
)
CASH_COLUMNS = (
    Column[CashPayment](_("支付日期"), lambda row: row.on, main=True, style="mz-number"),
    Column[CashPayment](_("待遇"), lambda row: row.benefit_title),
    Column[CashPayment](_("金额（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"),
)
_WITH_CASE = Column[CashPayment](
    _("支付日期"),
    lambda row: row.on,
    lambda row: reverse("desk:case", args=[row.case]),
    main=True,
    style="mz-number",
)


class YearForm(forms.Form):
    """Which year."""

    year = forms.IntegerField(
        label=_("年度"),
        min_value=statements.FIRST_YEAR,
        max_value=statements.LAST_YEAR,
        localize=False,
    )


class StatementOf(DeskView):
    """What a person or a household received."""

    permission = "award.read"
    title = _("发放对账单")
    template_name = "desk/funds/statement.html"

    def get(self, request: HttpRequest, **whose: UUID) -> HttpResponse:
        return self.about(YearForm({"year": clock.today().year}), whose)

    def post(self, request: HttpRequest, **whose: UUID) -> HttpResponse:
        return self.about(YearForm(request.POST), whose)

    def about(self, form: YearForm, whose: dict[str, UUID]) -> HttpResponse:
        """The statement for what was asked."""
        found = None
        if readable := form.is_valid():
            found = statements.statement(self.actor, year=form.cleaned_data["year"], **whose)
        kind = "person" if "person" in whose else "household"
        columns = STATEMENT_COLUMNS
        if self.actor.may("payment.read"):
            columns = (_EXPLAINED, *STATEMENT_COLUMNS[1:])
        in_cash = CASH_COLUMNS
        if self.actor.may("case.read"):
            in_cash = (_WITH_CASE, *CASH_COLUMNS[1:])
        context = self.get_context_data(
            form=form,
            found=found,
            proof=reverse(f"desk:{kind}_proof", args=[whose[kind], found.year]) if found else "",
            columns=columns,
            rows=cells(columns, found.lines if found else (), divisions.names),
            cash_columns=in_cash,
            cash=cells(in_cash, found.cash if found else (), divisions.names),
            empty=Empty(
                _("这一年没有发放"),
                _("换一个年度；刚决定的待遇，要等下一个发放批次。"),
                "cash-off",
            ),
        )
        return self.render_to_response(context, status=200 if readable else 400)

    def crumbs(self) -> Sequence[Link]:
        whose: dict[str, Any] = self.kwargs
        if "person" in whose:
            return person_crumbs(self.actor, whose["person"])
        place_of_household(whose["household"])
        return household_crumbs(whose["household"])


class StatementProof(DeskView):
    """发放证明: the same year as a paper for whoever asks for one."""

    permission = "award.read"

    def get(self, request: HttpRequest, year: int, **whose: UUID) -> HttpResponse:
        content = statements.statement_proof(self.actor, year=year, **whose)
        return attachment(
            content, title=f"{year}年发放证明", extension="pdf", media_type="application/pdf"
        )
