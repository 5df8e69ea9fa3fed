"""The floats of towns with what somebody should do about them, and the page of one."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Badge, Column, Text, Tone, Value
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import change
from minzheng.kernel.payments.api import floats
from minzheng.kernel.payments.api.floats import FloatRow, MovementRow
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

WHOLE = 100


def float_address(imprest: UUID) -> str:
    """The page of a float."""
    return reverse("desk:float", args=[imprest])


class FloatList(DeskView):
    """Every float of the scope; a county has some dozens."""

    permission = "imprest.read"
    title = _("备用金")
    lead = _("镇（街道）的小额快救和先行救助从备用金支付，再到县级报账；保管、拨付和对账分开。")
    template_name = "desk/floats/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = floats.floats(self.actor)
        context = self.get_context_data(
            rows=rows,
            names=divisions.names({each.division for each in rows}),
            kept=sum(not each.closed for each in rows),
            balance=sum(each.balance_fen for each in rows),
            warned=sum(bool(each.warnings) for each in rows),
            empty=Empty(
                _("还没有备用金"),
                _("由县级财务设立，指定镇（街道）的保管人，然后拨入。"),
                "wallet",
            ),
        )
        return self.render_to_response(context)

    def actions(self) -> Sequence[Link]:
        return (Link(_("设立备用金"), reverse("desk:float_new"), "plus", "imprest.manage", True),)


class AboutFloat(DeskView):
    """A page about the float in the address."""

    @property
    def imprest(self) -> UUID:
        """The float in the address."""
        imprest: UUID = self.kwargs["imprest"]
        return imprest

    @cached_property
    def row(self) -> FloatRow:
        """What stands above. Raises `Unseen`."""
        return floats.float_head(self.actor, imprest=self.imprest)

    @cached_property
    def place(self) -> str:
        """The name of its town."""
        return divisions.names({self.row.division}).get(self.row.division, self.row.division)

    def crumbs(self) -> Sequence[Link]:
        above = Link(_("备用金"), reverse("desk:floats"))
        return (above, Link(self.place, float_address(self.imprest)))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(head=self.row, place_name=self.place, **context)


def _voucher(row: MovementRow) -> Value:
    if not row.taken_back:
        return row.voucher
    return Badge(_("%(voucher)s，已更正") % {"voucher": row.voucher})


def _in_the_books(row: MovementRow) -> Value:
    return _("已入账") if row.in_the_books else Badge(_("待报账"), Tone.WAIT)


class FloatPage(AboutFloat, ListView[MovementRow]):
    """One float: what is in it, who keeps it, what moved, who counted."""

    permission = "imprest.read"
    template_name = "desk/floats/page.html"
    empty = Empty(_("还没有收支"), _("先由县级财务拨入。"), "cash")
    columns = ()

    def heading(self) -> Text:
        return _("%(place)s备用金") % {"place": self.place}

    def shown_columns(self) -> Sequence[Column[Any]]:
        """Whoever reads cases goes on to them; whoever manages takes back what was a mistake."""
        case = self.case if self.actor.may("case.read") else None
        return (
            Column[MovementRow](_("日期"), lambda row: row.moved_on, main=True),
            Column[MovementRow](_("类别"), lambda row: row.kind_title, case),
            Column[MovementRow](
                _("金额（元）"), lambda row: change(row.amount_fen), style="mz-amount"
            ),
            Column[MovementRow](_("待遇"), lambda row: row.benefit_title),
            Column[MovementRow](_("票据号"), _voucher),
            Column[MovementRow](_("登记人"), lambda row: row.recorded_by_name),
            Column[MovementRow](_("账簿"), _in_the_books, self.reversal),
        )

    def case(self, row: MovementRow) -> str:
        """The case that was paid for; nothing where there is none."""
        return reverse("desk:case", args=[row.case]) if row.case else ""

    def reversal(self, row: MovementRow) -> str:
        """Where a spending is taken back, for those who may."""
        may = row.kind == "spend" and not row.taken_back and self.actor.may("imprest.manage")
        return reverse("desk:float_reverse", args=[self.imprest, row.id]) if may else ""

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[MovementRow]:
        return floats.movements(self.actor, imprest=self.row.id, after=cursor, limit=limit)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        keeps = self.row.custodian == self.actor.account
        return super().get_context_data(
            counts=floats.counts(self.actor, imprest=self.imprest, limit=10),
            waiting=floats.to_settle(self.actor, imprest=self.imprest),
            share=self.row.balance_fen * WHOLE // self.row.limit_fen,
            keeps=keeps,
            may_spend=keeps and self.actor.may("imprest.spend"),
            may_count=not keeps and self.actor.may("imprest.count"),
            **context,
        )

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]
