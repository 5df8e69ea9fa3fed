"""The lines of a batch, each with the way down to where its amount comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.benefit_choices import cash_choices
from minzheng.interfaces.desk.fields import choice, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.interfaces.desk.pages.payments.about import LINE_TONES, AboutBatch
from minzheng.kernel.payments.api import reading
from minzheng.kernel.payments.results import LineRow
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.registry.api.results import Page

STATES = [(each.value, str(each.label)) for each in LineState]


def line_address(row: LineRow) -> str:
    """The page that explains a line."""
    return reverse("desk:payment_line", args=[row.batch, row.id])


LINE_COLUMNS = (
    Column[LineRow](
        _("领款人"), lambda row: row.holder or _("没有领款人"), line_address, main=True
    ),
    Column[LineRow](_("待遇"), lambda row: row.benefit_title),
    Column[LineRow](_("区划"), lambda row: Area(row.division)),
    Column[LineRow](_("所属月份"), lambda row: month_text(row.period), style="mz-nowrap"),
    Column[LineRow](_("构成"), lambda row: row.component_title, style="mz-nowrap"),
    Column[LineRow](_("金额（元）"), lambda row: yuan(row.amount_fen), style="mz-amount"),
    Column[LineRow](
        _("状态"), lambda row: Badge(row.state_title, LINE_TONES.get(row.state, Tone.PLAIN))
    ),
    Column[LineRow](_("账户"), lambda row: f"{row.bank} {row.account}".strip()),
    Column[LineRow](_("说明"), lambda row: row.hold_reason or row.outcome_reason),
)

FIRST_COLUMNS = tuple(LINE_COLUMNS[at] for at in (0, 1, 3, 5, 6, 8))
"""What fits beside the totals on the page of the batch."""


class LineFilters(forms.Form):
    """Which lines."""

    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))
    benefit = offered(_("待遇"), cash_choices, required=False, blank=_("全部待遇"))


class LineList(AboutBatch, ListView[LineRow]):
    """The lines of a batch in the order of its file."""

    permission = "payment.read"
    title = _("发放明细")
    filters = LineFilters
    addressable = ("state", "benefit")
    columns = LINE_COLUMNS
    empty = Empty(_("没有符合条件的明细"), _("换一个状态或待遇再看。"), "list-search")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[LineRow]:
        return reading.lines(
            self.actor,
            batch=self.batch,
            state=wanted.get("state", ""),
            benefit=wanted.get("benefit", ""),
            after=cursor,
            limit=limit,
        )

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()
