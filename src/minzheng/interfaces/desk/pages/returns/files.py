"""Returns of a batch: handed in, read word by word, opened as the bank wrote them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import Choices, choice, offered
from minzheng.interfaces.desk.generic.columns import Badge, Column, Text, Tone
from minzheng.interfaces.desk.generic.edits import ActView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty
from minzheng.interfaces.desk.money import yuan
from minzheng.interfaces.desk.pages.payments.about import AboutBatch, BatchEdit
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.documents.downloads import attachment
from minzheng.kernel.payments.api import returns
from minzheng.kernel.payments.api.returns import Outcome
from minzheng.kernel.payments.ports import bank_formats
from minzheng.kernel.payments.return_results import ReturnRow, WordRow
from minzheng.kernel.registry.api.results import Page

OUTCOMES = [(each.value, str(each.label)) for each in Outcome]
TONES = {
    Outcome.PAID: Tone.GOOD,
    Outcome.RETURNED: Tone.BAD,
    Outcome.GIVEN_BACK: Tone.BAD,
    Outcome.REPEATED: Tone.PLAIN,
    Outcome.UNKNOWN: Tone.WAIT,
    Outcome.DIFFERS: Tone.WAIT,
    Outcome.LATE: Tone.WAIT,
}


def return_address(row: ReturnRow) -> str:
    """The words of a return."""
    return reverse("desk:payment_return", args=[row.batch, row.id])


def outcome_badge(row: WordRow) -> Badge:
    """What came of a word; one that is settled waits no longer."""
    if row.settled_at:
        return Badge(_("%(title)s，已处理") % {"title": row.outcome_title})
    return Badge(row.outcome_title, TONES[Outcome(row.outcome)])


def format_choices() -> Choices:
    """The bank formats of this installation."""
    return [(each.code, each.title) for each in bank_formats().values()]


class ReturnForm(forms.Form):
    """The bank's file."""

    uploaded = forms.FileField(
        label=_("回盘文件"), help_text=_("银行出具的原文件，不要打开另存或者改动")
    )
    code = offered(_("文件格式"), format_choices, required=False, blank=_("与送银行的文件相同"))


class ReturnNew(BatchEdit):
    """Takes a return in: the whole file, or nothing of it and all that is wrong in it."""

    permission = "payment.return"
    title = _("登记银行回盘")
    lead = _(
        "整个文件一起登记。文件有错的，列出每一行的问题，一笔也不登记；同一个文件登记两次没有影响。"
    )
    form_class = ReturnForm
    submit = _("核对并登记")
    done = _("回盘已登记。")

    def save(self, values: dict[str, Any]) -> str:
        file = values["uploaded"]
        taken = returns.take_return(
            self.actor,
            batch=self.batch,
            name=file.name,
            content=file.read(),
            code=values["code"],
        )
        return reverse("desk:payment_return", args=[self.batch, taken])


class WordFilters(forms.Form):
    """Which words."""

    outcome = choice(_("结果"), OUTCOMES, required=False, blank=_("全部结果"))


class ReturnWords(AboutBatch, ListView[WordRow]):
    """What a bank says, line by line, and what came of it."""

    permission = "payment.read"
    template_name = "desk/returns/words.html"
    filters = WordFilters
    addressable = ("outcome",)
    columns = ()
    empty = Empty(_("没有这种结果"), _("换一种结果再看，或者清除筛选。"), "list-search")

    @cached_property
    def taken(self) -> ReturnRow:
        """The return in the address. Raises `Unseen`."""
        row = returns.return_head(self.actor, bank_return=self.kwargs["bank_return"])
        if row.batch != self.batch:
            raise Unseen
        return row

    def heading(self) -> Text:
        return self.taken.name

    def shown_columns(self) -> Sequence[Column[Any]]:
        """The payment's number leads to the payment where the bank's word is about one of ours."""
        return (
            Column[WordRow](_("行"), lambda row: row.place, style="mz-amount"),
            Column[WordRow](_("支付编号"), lambda row: row.end_to_end_id, self.payment, main=True),
            Column[WordRow](_("结果"), outcome_badge),
            Column[WordRow](_("金额（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"),
            Column[WordRow](_("银行"), lambda row: _("成功") if row.paid else _("失败")),
            Column[WordRow](_("银行说明"), lambda row: row.reason),
            Column[WordRow](_("处理意见"), lambda row: row.settled_text),
        )

    def payment(self, row: WordRow) -> str:
        """The payment of a word; nothing where there is none."""
        if row.instruction is None:
            return ""
        return reverse("desk:payment_line", args=[self.batch, row.instruction])

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[WordRow]:
        return returns.words(
            self.actor,
            bank_return=self.taken.id,
            outcome=wanted.get("outcome", ""),
            after=cursor,
            limit=limit,
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(taken=self.taken, **context)


class ReturnFetch(ActView):
    """Hands the file out as the bank wrote it. By POST: it is an act on record."""

    permission = "payment.return"

    def post(self, request: HttpRequest, **where: UUID) -> HttpResponse:
        row = returns.return_head(self.actor, bank_return=where["bank_return"])
        if row.batch != where["batch"]:
            raise Unseen
        file = returns.open_return(self.actor, bank_return=row.id)
        name, _dot, extension = file.name.rpartition(".")
        return attachment(
            file.content,
            title=name or file.name,
            extension=extension if name else "txt",
            media_type=file.media_type,
        )
