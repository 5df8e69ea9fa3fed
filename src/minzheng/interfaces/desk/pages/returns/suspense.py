"""What a bank says it paid and we did not order (不明款项): listed, asked after, settled."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import day, line
from minzheng.interfaces.desk.generic.columns import Area, Column
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.money import yuan
from minzheng.interfaces.desk.pages.payments.about import batch_address
from minzheng.interfaces.desk.pages.returns.files import outcome_badge
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import returns
from minzheng.kernel.payments.return_results import SuspenseRow
from minzheng.kernel.registry.api.results import Page

_NUMBER = Column[SuspenseRow](
    _("支付编号"),
    lambda row: row.word.end_to_end_id,
    lambda row: reverse("desk:suspense_settle", args=[row.word.id]),
    main=True,
)
_PLAIN = Column[SuspenseRow](_("支付编号"), lambda row: row.word.end_to_end_id, main=True)
_REST = (
    Column[SuspenseRow](_("结果"), lambda row: outcome_badge(row.word)),
    Column[SuspenseRow](_("金额（元）"), lambda row: yuan(row.word.amount_fen), style="mz-amount"),
    Column[SuspenseRow](_("银行"), lambda row: _("成功") if row.word.paid else _("失败")),
    Column[SuspenseRow](_("银行说明"), lambda row: row.word.reason),
    Column[SuspenseRow](
        _("批次号"), lambda row: row.batch_number, lambda row: batch_address(row.batch)
    ),
    Column[SuspenseRow](_("县（区）"), lambda row: Area(row.division)),
)


class SuspenseFilters(forms.Form):
    """Of which county."""

    division = DivisionField(_("县（区）"), required=False, blank=_("全部辖区"))


class SuspenseList(ListView[SuspenseRow]):
    """What is unclear, the oldest first."""

    permission = "payment.read"
    title = _("待查款项")
    lead = _("银行回盘里与本平台的委托不一致的，先记在待查款项，向银行查明以后处理。")
    filters = SuspenseFilters
    addressable = ("division",)
    columns = (_PLAIN, *_REST)
    empty = Empty(_("没有待查款项"), _("银行回盘与委托都一致。"), "checks")

    def shown_columns(self) -> Sequence[Column[Any]]:
        return (_NUMBER, *_REST) if self.actor.may("payment.return") else self.columns

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[SuspenseRow]:
        return returns.suspense(
            self.actor, division=wanted.get("division", ""), after=cursor, limit=limit
        )


class SettleForm(forms.Form):
    """What the bank answered. The id makes twice once."""

    journal = forms.UUIDField(widget=forms.HiddenInput)
    on = day(_("银行答复日期"))
    text = line(_("银行的答复"), help_text=_("经办人和内容；多付的写明何日退回本单位账户"))


class SuspenseSettle(EditView):
    """Says what the bank answered."""

    permission = "payment.return"
    template_name = "desk/returns/settle.html"
    title = _("处理待查款项")
    lead = _("银行已经付出的，退回以后才能处理；处理时记入银行存款。")
    form_class = SettleForm
    submit = _("处理完毕")
    done = _("已处理。")

    @cached_property
    def row(self) -> SuspenseRow:
        """The word in the address. Raises `Unseen`."""
        return returns.suspense_word(self.actor, word=self.kwargs["word"])

    def initial(self) -> dict[str, Any]:
        return {"journal": uuid4(), "on": clock.today()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        outcome = outcome_badge(self.row.word)
        return super().get_context_data(row=self.row, outcome=outcome, **context)

    def save(self, values: dict[str, Any]) -> None:
        returns.settle_suspense(self.actor, word=self.kwargs["word"], **values)

    def back(self) -> str:
        return reverse("desk:suspense")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("待查款项"), self.back()),)
