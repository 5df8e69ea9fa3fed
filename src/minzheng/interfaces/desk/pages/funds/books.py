"""The books for a period: all accounts with both sides, and one account journal by journal."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, day, offer
from minzheng.interfaces.desk.generic.columns import Area, Column, Text, cells
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.paging import Place
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import yuan
from minzheng.interfaces.desk.picking import DivisionField, offer_divisions
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import funds, ledger
from minzheng.kernel.payments.book_results import (
    AccountLedger,
    AccountRow,
    Balance,
    BookedRow,
    TrialBalance,
)
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page


def sided(fen: int) -> Text:
    """A balance as books write it: on which side, and how much."""
    if not fen:
        return _("平")
    side = _("借 %(yuan)s") if fen > 0 else _("贷 %(yuan)s")
    return side % {"yuan": yuan(abs(fen))}


def journal_address(row: BookedRow) -> str:
    """The page of a journal."""
    return reverse("desk:journal", args=[row.journal])


def this_year() -> dict[str, date]:
    """From the first of the year, with which books begin, until today."""
    today = clock.today()
    return {"since": date(today.year, 1, 1), "until": today}


class PeriodForm(forms.Form):
    """From one day to another."""

    since = day(_("自"))
    until = day(_("至"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("since", _("开始日期不能晚于截止日期。"))
        return given


class LedgerForm(PeriodForm):
    """Of which period, place and fund."""

    division = DivisionField(_("县（区）"), required=False, blank=_("全部辖区"))
    fund = choice(_("资金"), (), required=False)


class LedgerPage(DeskView):
    """All accounts for a period, with the sums of both sides."""

    permission = "ledger.read"
    title = _("科目余额表")
    lead = _("借贷两边合计必须相等；账只能用冲销更正，不能改。点开科目看明细账。")
    template_name = "desk/funds/ledger.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.about(LedgerForm(this_year()))

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.about(LedgerForm(request.POST))

    def about(self, form: LedgerForm) -> HttpResponse:
        """The page for what was asked."""
        offer_divisions(form, self.actor)
        known = funds.funds(self.actor, division="")
        offer(form, "fund", [("", _("全部资金")), *((str(each.id), each.title) for each in known)])
        found = None
        if readable := form.is_valid():
            values = dict(form.cleaned_data)
            values["fund"] = values["fund"] or None
            found = ledger.trial_balance(self.actor, **values)
        columns = self.columns(found) if found else ()
        context = self.get_context_data(
            form=form,
            found=found,
            whole=readable and not form.cleaned_data["fund"],
            columns=columns,
            rows=cells(columns, found.rows if found else (), divisions.names),
            empty=Empty(_("还没有记账"), _("登记资金、确认发放以后，账簿里才有内容。"), "book-2"),
        )
        return self.render_to_response(context, status=200 if readable else 400)

    def columns(self, found: TrialBalance) -> Sequence[Column[Balance]]:
        """An account leads to what was booked on it in the same period; its county if several."""
        period = urlencode({"since": found.since or "", "until": found.until})

        def address(row: Balance) -> str:
            return f"{reverse('desk:ledger_account', args=[row.account])}?{period}"

        place = Column[Balance](_("县（区）"), lambda row: Area(row.division))
        several = len({each.division for each in found.rows}) > 1
        return (
            Column(_("科目"), lambda row: f"{row.code} {row.title}", address, main=True),
            *((place,) if several else ()),
            Column(_("期初余额（元）"), lambda row: sided(row.opening_fen), style="mz-amount"),
            Column(_("借方（元）"), lambda row: yuan(row.debit_fen), style="mz-amount"),
            Column(_("贷方（元）"), lambda row: yuan(row.credit_fen), style="mz-amount"),
            Column(_("期末余额（元）"), lambda row: sided(row.balance_fen), style="mz-amount"),
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("资金和执行进度"), reverse("desk:funds")),)

    def actions(self) -> Sequence[Link]:
        return (Link(_("手工记账"), reverse("desk:journal_new"), "plus", "ledger.post", True),)


BOOKED_COLUMNS = (
    Column[BookedRow](_("日期"), lambda row: row.on, main=True, style="mz-nowrap mz-number"),
    Column[BookedRow](_("凭证"), lambda row: row.kind_title, journal_address, style="mz-nowrap"),
    Column[BookedRow](_("摘要"), lambda row: row.memo),
    Column[BookedRow](_("分录数"), lambda row: row.entries, style="mz-amount"),
    Column[BookedRow](_("借方（元）"), lambda row: yuan(row.debit_fen or None), style="mz-amount"),
    Column[BookedRow](_("贷方（元）"), lambda row: yuan(row.credit_fen or None), style="mz-amount"),
    Column[BookedRow](_("余额（元）"), lambda row: sided(row.balance_fen), style="mz-amount"),
)


class AccountPage(ListView[BookedRow]):
    """One account over a period: what each journal booked on it, and what stood afterwards."""

    permission = "ledger.read"
    template_name = "desk/funds/account.html"
    filters = PeriodForm
    addressable = ("since", "until")
    columns = BOOKED_COLUMNS
    empty = Empty(_("这段时间没有记账"), _("换一段时间再看；期初余额见上。"), "book-2")
    found: AccountLedger | None = None

    @cached_property
    def row(self) -> AccountRow:
        """The account in the address. Raises `Unseen`."""
        return ledger.account(self.actor, account=self.kwargs["ledger_account"])

    def heading(self) -> Text:
        return _("%(code)s %(title)s：明细账") % {"code": self.row.code, "title": self.row.title}

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        given = {name: request.GET[name] for name in self.addressable if request.GET.get(name)}
        return self.listed({**this_year(), **given}, Place())

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[BookedRow]:
        self.found = ledger.account_ledger(
            self.actor, account=self.row.id, after=cursor, limit=limit, **wanted
        )
        return self.found.page

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = self.found
        known = found and {
            "opening": sided(found.account.opening_fen),
            "closing": sided(found.account.balance_fen),
            "account": found.account,
            "unlisted": found.unlisted,
        }
        names = divisions.names({self.row.division})
        return super().get_context_data(
            known=known, place_name=names.get(self.row.division, ""), **context
        )

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("资金和执行进度"), reverse("desk:funds")),
            Link(_("科目余额表"), reverse("desk:ledger")),
        )
