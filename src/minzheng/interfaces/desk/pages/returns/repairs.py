"""Payments that came back (退票更正): why, the account of today, and the batch that repays them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, offer
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, Value
from minzheng.interfaces.desk.generic.edits import ActView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.interfaces.desk.pages.payments.about import batch_address
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments.api import repairs
from minzheng.kernel.payments.return_results import RepairRow
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results import Page

MOST_CHOSEN = 200


def line_address(row: RepairRow) -> str:
    """The page of the payment."""
    return reverse("desk:payment_line", args=[row.batch, row.id])


def _times(row: RepairRow) -> Value:
    text = _("退回%(times)d次") % {"times": row.times}
    return Badge(_("%(text)s，须入户") % {"text": text}, Tone.BAD) if row.often else text


def _now(row: RepairRow) -> Value:
    if row.ready:
        return Badge(f"{row.bank_now} {row.account_now}", Tone.GOOD)
    return _("没有变更") if row.bank_now else Badge(_("没有有效账户"), Tone.BAD)


def _fate(row: RepairRow) -> Value:
    if row.voiding:
        return Badge(_("作废待批准"), Tone.WAIT)
    return Badge(_("不再应发"), Tone.BAD) if row.lapsed else _("应发")


def _voiding_address(row: RepairRow, actor: Actor) -> str:
    """Where somebody gives it up, or says that it is."""
    if row.voiding and actor.may("payment.approve"):
        return reverse("desk:voiding_approve", args=[row.voiding])
    if row.lapsed and not row.voiding and actor.may("payment.prepare"):
        return reverse("desk:voiding_new", args=[row.id])
    return ""


REPAIR_COLUMNS = (
    Column[RepairRow](
        _("领款人"), lambda row: row.holder or _("没有领款人"), line_address, main=True
    ),
    Column[RepairRow](_("待遇"), lambda row: row.benefit_title),
    Column[RepairRow](_("所属月份"), lambda row: month_text(row.period), style="mz-nowrap"),
    Column[RepairRow](_("金额（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"),
    Column[RepairRow](_("退回原因"), lambda row: row.reason),
    Column[RepairRow](_("退回次数"), _times, style="mz-nowrap"),
    Column[RepairRow](_("退回时的账户"), lambda row: f"{row.bank} {row.account}".strip()),
    Column[RepairRow](_("现在的账户"), _now),
    Column[RepairRow](_("退回日期"), lambda row: row.returned_on, style="mz-nowrap mz-number"),
    Column[RepairRow](_("区划"), lambda row: Area(row.division)),
)


OTHERS = [(each.value, each.title) for each in Label if each is not Label.ORDINARY]


class RepairFilters(forms.Form):
    """Of which place, and of which files."""

    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))
    label = choice(_("档案范围"), OTHERS, required=False, blank=Label.ORDINARY.title)


class RepairList(ListView[RepairRow]):
    """The queue."""

    permission = "payment.read"
    title = _("退汇处理")
    lead = _(
        "银行退回的发放。先变更领款账户并复核，再编制重发批次；重发批次照常检查、批准和确认。"
        "不再应发的点“不再应发”提出作废。"
    )
    template_name = "desk/returns/repairs.html"
    filters = RepairFilters
    addressable = ("division",)
    columns = REPAIR_COLUMNS
    empty = Empty(_("没有退回的发放"), _("银行回盘登记以后，退回的发放会列在这里。"), "checks")

    def shown_columns(self) -> Sequence[Column[Any]]:
        actor = self.actor
        fate = Column[RepairRow](
            _("现在是否应发"), _fate, lambda row: _voiding_address(row, actor), style="mz-nowrap"
        )
        return (*REPAIR_COLUMNS, fate)

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[RepairRow]:
        page = repairs.repairs(
            self.actor,
            division=wanted.get("division", ""),
            label=wanted.get("label") or Label.ORDINARY.value,
            after=cursor,
            limit=limit,
        )
        self.found = page.rows
        return page

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form: forms.Form = context["form"]
        others = [(value, title) for value, title in OTHERS if Label(value) in self.actor.labels]
        offer(form, "label", [("", Label.ORDINARY.title), *others])
        if not others:
            del form.fields["label"]
        cells = context["rows"]
        found = getattr(self, "found", ())
        context["chosen"] = [
            {"id": row.id, "name": row.holder, "cells": line, "ready": row.ready}
            for row, line in zip(found, cells, strict=True)
        ]
        wanted = form.data.get("label") or Label.ORDINARY.value
        return super().get_context_data(label=wanted, **context)

    def actions(self) -> Sequence[Link]:
        return (Link(_("待查款项"), reverse("desk:suspense"), "help-circle"),)


class IdsField(forms.Field):
    """Several ids, as boxes that were ticked send them."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> tuple[UUID, ...]:
        try:
            return tuple(UUID(str(each)) for each in (value or ())[:MOST_CHOSEN])
        except ValueError:
            raise ValidationError(_("请重新选择。")) from None


class DraftForm(forms.Form):
    """Which lines: those that were ticked, or all that have another account."""

    label = forms.ChoiceField(choices=[(each.value, each.title) for each in Label])
    which = forms.ChoiceField(choices=[("chosen", ""), ("all", "")])
    lines = IdsField(required=False)


class RepairDraft(ActView):
    """Drafts the batch that pays again."""

    permission = "payment.prepare"
    form_class = DraftForm
    done = _("重发批次已编制，请接着检查。")

    def act(self, values: dict[str, Any]) -> str:
        chosen = values["lines"] if values["which"] == "chosen" else ()
        if values["which"] == "chosen" and not chosen:
            raise Refused("请先勾选要重发的发放。")
        batch = repairs.draft_repair(
            self.actor,
            division=self.actor.division,
            label=Label(values["label"]),
            lines=chosen,
        )
        return batch_address(batch)

    def back(self) -> str:
        return reverse("desk:repairs")
