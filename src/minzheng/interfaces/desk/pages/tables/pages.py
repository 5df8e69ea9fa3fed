"""The tables of an office, the page of one, and what is done with it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.benefit_choices import cash_choices
from minzheng.interfaces.desk.fields import BecauseForm, choice, offer
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import MonthField, month_text, yuan
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.documents.api import attachment
from minzheng.kernel.payments.api import tables
from minzheng.kernel.payments.api.tables import TableFile, TableRow
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

STATES = (
    ("prepared", _("待审核")),
    ("posted", _("公示中")),
    ("over", _("已期满")),
    ("withdrawn", _("已撤下")),
)
TONES = {"prepared": Tone.WAIT, "posted": Tone.GOOD}


def table_address(table: UUID) -> str:
    """The page of a table."""
    return reverse("desk:payment_table", args=[table])


class TableFilters(forms.Form):
    """Which tables."""

    division = DivisionField(_("地区"), required=False, blank=_("全部辖区"))
    state = choice(_("状态"), STATES, required=False, blank=_("全部"))


class TableList(ListView[TableRow]):
    """The tables of the office."""

    permission = "case.read"
    title = _("发放公示")
    lead = _("按村（社区）公布名单，按乡镇（街道）公布汇总；一人编制，另一人审核以后才公开。")
    filters = TableFilters
    addressable = ("division", "state")
    columns = (
        Column[TableRow](
            _("待遇"), lambda row: row.benefit_title, lambda row: table_address(row.id), main=True
        ),
        Column[TableRow](_("种类"), lambda row: row.kind_title),
        Column[TableRow](_("地区"), lambda row: Area(row.division)),
        Column[TableRow](_("发放月份"), lambda row: month_text(row.month), style="mz-nowrap"),
        Column[TableRow](_("户（人）数"), lambda row: row.count, style="mz-amount"),
        Column[TableRow](_("金额（元）"), lambda row: yuan(row.total_fen), style="mz-amount"),
        Column[TableRow](_("截止"), lambda row: row.last_day, style="mz-nowrap mz-number"),
        Column[TableRow](
            _("状态"), lambda row: Badge(row.state_title, TONES.get(row.state, Tone.PLAIN))
        ),
    )
    empty = Empty(
        _("没有发放公示"),
        _("银行回盘以后，按月编制。也可以换一个地区或状态再看。"),
        "table",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[TableRow]:
        return tables.list_tables(
            self.actor,
            division=wanted.get("division", ""),
            state=wanted.get("state") or "",
            after=cursor,
            limit=limit,
        )

    def actions(self) -> Sequence[Link]:
        new = reverse("desk:payment_table_new")
        return (Link(_("编制发放公示"), new, "plus", "notice.publish", True),)


class TableForm(forms.Form):
    """Of what, where, for which month."""

    division = DivisionField(_("村（社区）或乡镇（街道）"))
    month = MonthField(_("发放月份"), help_text=_("银行在这个月处理的发放"))
    benefit = choice(_("待遇"), ())


class TableNew(EditView):
    """Prepares a table; nobody outside sees it yet."""

    permission = "notice.publish"
    title = _("编制发放公示")
    lead = _("只列已到账的。孩子、保护档案和不得公开的待遇不列，姓名部分隐去。")
    form_class = TableForm
    submit = _("编制")
    done = _("已编制，请另一人审核。")

    def initial(self) -> dict[str, Any]:
        return {"month": str(Month.of(clock.today())), "division": self.actor.division}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        offer(form, "benefit", cash_choices())
        return form

    def save(self, values: dict[str, Any]) -> str:
        return table_address(tables.prepare_table(self.actor, **values))

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("发放公示"), reverse("desk:payment_tables")),)


class AboutTable(DeskView):
    """A page about the table in the address."""

    @cached_property
    def file(self) -> TableFile:
        """The table. Raises `Unseen`."""
        return tables.table_file(self.actor, table=self.kwargs["table"])

    def crumbs(self) -> Sequence[Link]:
        row = self.file.row
        above = Link(_("发放公示"), reverse("desk:payment_tables"))
        return (above, Link(self.file.title, table_address(row.id)))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        place = divisions.names([self.file.row.division])
        return super().get_context_data(file=self.file, names=place, **context)


class TablePage(AboutTable):
    """What everybody reads, or would."""

    permission = "case.read"
    template_name = "desk/tables/page.html"

    def heading(self) -> str:
        return self.file.title

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]

    def get(self, request: HttpRequest, table: UUID) -> HttpResponse:
        tone = TONES.get(self.file.row.state, Tone.PLAIN)
        state = Badge(self.file.row.state_title, tone)
        return self.render_to_response(self.get_context_data(state=state))


class TableEdit(AboutTable, EditView):
    """A form that does something with the table and goes back to its page."""

    template_name = "desk/tables/edit.html"

    def back(self) -> str:
        return table_address(self.kwargs["table"])


class TableApprove(TableEdit):
    """The second person lets it out."""

    permission = "notice.approve"
    title = _("审核发放公示")
    lead = _("审核以后马上公开，任何人都能看到。请核对没有不该公开的内容。")
    form_class = forms.Form
    submit = _("同意公开")
    done = _("已公开，请打印后贴到公示栏。")

    def save(self, values: dict[str, Any]) -> None:
        tables.approve_table(self.actor, table=self.kwargs["table"])


class TableWithdraw(TableEdit):
    """Down before its time, or given up."""

    permission = "notice.publish"
    title = _("撤下发放公示")
    lead = _("网上页面立即不再显示；请同时取下公示栏上的纸张。")
    form_class = BecauseForm
    submit = _("撤下")
    done = _("已撤下。")

    def save(self, values: dict[str, Any]) -> None:
        tables.withdraw_table(self.actor, table=self.kwargs["table"], because=values["because"])


class TablePrint(DeskView):
    """The sheets for the board."""

    permission = "case.read"

    def get(self, request: HttpRequest, table: UUID) -> HttpResponse:
        content = tables.table_sheet(self.actor, table=table)
        return attachment(content, title="发放公示", extension="pdf", media_type="application/pdf")


_TABLE = "tables/<uuid:table>/"
TABLES = [
    path("tables/", TableList.as_view(), name="payment_tables"),
    path("tables/new/", TableNew.as_view(), name="payment_table_new"),
    path(_TABLE, TablePage.as_view(), name="payment_table"),
    path(f"{_TABLE}approve/", TableApprove.as_view(), name="payment_table_approve"),
    path(f"{_TABLE}withdraw/", TableWithdraw.as_view(), name="payment_table_withdraw"),
    path(f"{_TABLE}print/", TablePrint.as_view(), name="payment_table_print"),
]
