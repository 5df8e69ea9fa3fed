"""Proposals, and the numbers in force."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, cells
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import month_text
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.api.numbers import NumberRow, ProposalRow, ProposalState
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

STATES = [(each.value, str(each.label)) for each in ProposalState]
TONES = {"proposed": Tone.WAIT, "approved": Tone.GOOD, "refused": Tone.BAD}


def proposal_address(proposal: UUID) -> str:
    """The page of a proposal."""
    return reverse("desk:number_proposal", args=[proposal])


def new_address(number: str) -> str:
    """The form by which another value of a number is proposed."""
    return reverse("desk:number_new", args=[number])


def state_badge(row: ProposalRow) -> Badge:
    """Where a proposal stands."""
    return Badge(row.state_title, TONES.get(row.state, Tone.PLAIN))


class ProposalFilters(forms.Form):
    """Which proposals."""

    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))


class ProposalList(ListView[ProposalRow]):
    """What was proposed for one's place, one in it or around it."""

    permission = "number.read"
    title = _("标准和参数")
    lead = _("调整低保标准等参数：一人提出，看过对辖区内全部家庭的影响，由另一人批准后执行。")
    filters = ProposalFilters
    addressable = ("state",)
    columns = (
        Column[ProposalRow](
            _("参数"), lambda row: row.title, lambda row: proposal_address(row.id), main=True
        ),
        Column[ProposalRow](_("新值"), lambda row: row.value),
        Column[ProposalRow](_("起始月份"), lambda row: month_text(row.valid_from)),
        Column[ProposalRow](_("地区"), lambda row: Area(row.area)),
        Column[ProposalRow](_("状态"), state_badge),
        Column[ProposalRow](_("提出人"), lambda row: row.proposed_by_name),
        Column[ProposalRow](_("批准人"), lambda row: row.settled_by_name),
    )
    empty = Empty(
        _("还没有调整过参数"),
        _("在“现行参数”中选择要调整的参数，提出新值。"),
        "adjustments",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[ProposalRow]:
        state = wanted.get("state", "")
        return numbers.proposals(self.actor, state=state, after=cursor, limit=limit)

    def actions(self) -> Sequence[Link]:
        address = reverse("desk:number_values")
        return (Link(_("现行参数"), address, "list-details", "number.read", True),)


def confirmed_badge(row: NumberRow) -> Badge:
    """Whether a document was read that says so."""
    return Badge(_("有文件依据"), Tone.GOOD) if row.confirmed else Badge(_("待核对"), Tone.WAIT)


VALUE_COLUMNS = (
    Column[NumberRow](_("参数"), lambda row: row.title, main=True),
    Column[NumberRow](_("现行值"), lambda row: row.value or _("没有值")),
    Column[NumberRow](_("起始月份"), lambda row: month_text(row.since)),
    Column[NumberRow](_("依据"), lambda row: row.source),
    Column[NumberRow](_("核对情况"), confirmed_badge),
)
PROPOSE_COLUMN = Column[NumberRow](
    _("调整"),
    lambda row: _("提出调整") if row.open else "",
    lambda row: new_address(row.key) if row.open else "",
)


class NumberValues(DeskView):
    """Every number as it stands in one's place."""

    permission = "number.read"
    title = _("现行参数")
    lead = _("本辖区本月执行的标准和参数。标着“待核对”的是示例或者转引的值，执行前请核对文件。")
    template_name = "desk/generic/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = numbers.numbers(self.actor)
        proposes = self.actor.may("number.propose")
        columns = (*VALUE_COLUMNS, PROPOSE_COLUMN) if proposes else VALUE_COLUMNS
        context = self.get_context_data(
            columns=columns,
            rows=cells(columns, rows, divisions.names),
            empty=Empty(_("没有参数")),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("标准和参数"), reverse("desk:numbers")),)
