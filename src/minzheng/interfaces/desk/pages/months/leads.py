"""Leads: what somebody should look at; taken into a case, or dismissed with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.benefit_choices import benefit_choices
from minzheng.interfaces.desk.fields import choice, line, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.interfaces.desk.pages.months.differences import kind_badge
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.entitlements.api import leads
from minzheng.kernel.entitlements.api.leads import LeadKind, LeadRow, LeadState
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

KINDS = [(each.value, str(each.label)) for each in LeadKind]
STATES = [(each.value, str(each.label)) for each in LeadState]
STATE_TONES = {"open": Tone.WAIT, "taken": Tone.NOTE, "settled": Tone.GOOD}


def lead_address(lead: UUID) -> str:
    """The page of a lead."""
    return reverse("desk:lead", args=[lead])


class LeadFilters(forms.Form):
    """Which leads."""

    state = choice(_("状态"), STATES, required=False, blank=_("待处理"))
    kind = choice(_("类别"), KINDS, required=False, blank=_("全部类别"))
    benefit = offered(_("待遇"), benefit_choices, required=False, blank=_("全部待遇"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class LeadList(ListView[LeadRow]):
    """The leads of the scope; those that wait unless another state is chosen."""

    permission = "runs.read"
    title = _("线索")
    lead = _(
        "系统只提出线索：符合条件没享受的、已不符合的、金额要调的、到期复核的。办不办、怎么办由人决定。"
    )
    filters = LeadFilters
    addressable = ("state", "kind", "benefit", "division")
    columns = (
        Column[LeadRow](
            _("家庭或人员"),
            lambda row: row.who or _("未显示"),
            lambda row: lead_address(row.id),
            main=True,
        ),
        Column[LeadRow](_("类别"), lambda row: kind_badge(row.kind, row.kind_title)),
        Column[LeadRow](_("待遇"), lambda row: row.title),
        Column[LeadRow](_("原因"), lambda row: row.reason),
        Column[LeadRow](_("应办结"), lambda row: row.act_by, style="mz-nowrap mz-number"),
        Column[LeadRow](
            _("状态"), lambda row: Badge(row.state_title, STATE_TONES.get(row.state, Tone.PLAIN))
        ),
        Column[LeadRow](_("区划"), lambda row: Area(row.division)),
    )
    empty = Empty(
        _("没有线索"),
        _("每月全量测算以后，或者家庭有死亡、迁移等变化时，线索会出现在这里。"),
        "bulb",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[LeadRow]:
        return leads.list_leads(
            self.actor,
            division=wanted.get("division", ""),
            kind=wanted.get("kind", ""),
            benefit=wanted.get("benefit", ""),
            state=wanted.get("state") or LeadState.OPEN.value,
            after=cursor,
            limit=limit,
        )


class LeadPage(DeskView):
    """One lead with what can be done about it."""

    permission = "runs.read"
    template_name = "desk/months/lead.html"

    def get(self, request: HttpRequest, lead: UUID) -> HttpResponse:
        row = leads.lead_view(self.actor, lead=lead)
        context = self.get_context_data(
            title=_("%(who)s：%(kind)s") % {"who": row.who or row.title, "kind": row.kind_title},
            row=row,
            badge=kind_badge(row.kind, row.kind_title),
            state=Badge(row.state_title, STATE_TONES.get(row.state, Tone.PLAIN)),
            month=month_text(row.month),
            amounts=[yuan(row.now_fen), yuan(row.then_fen)],
            names=divisions.names({row.division}),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("线索"), reverse("desk:leads")),)


class LeadTake(ActView):
    """Opens the case that the lead asks for."""

    permission = "leads.handle"
    done = _("已登记办件，请接着办理。")

    def act(self, values: dict[str, Any]) -> str:
        case = leads.take_lead(self.actor, lead=self.kwargs["lead"])
        return reverse("desk:case", args=[case])

    def back(self) -> str:
        return lead_address(self.kwargs["lead"])


class DismissForm(forms.Form):
    """Why not."""

    reason = line(_("不予办理的理由"), help_text=_("写明核实了什么、依据是什么"))


class LeadDismiss(EditView):
    """Does not follow a lead, for a reason."""

    permission = "leads.handle"
    title = _("不予办理")
    lead = _("理由会留存备查。情况再有变化，系统会重新提出线索。")
    form_class = DismissForm
    submit = _("不予办理")
    done = _("已记录理由。")

    def save(self, values: dict[str, Any]) -> None:
        leads.dismiss_lead(self.actor, lead=self.kwargs["lead"], reason=values["reason"])

    def back(self) -> str:
        return reverse("desk:leads")

    def crumbs(self) -> Sequence[Link]:
        row = leads.lead_view(self.actor, lead=self.kwargs["lead"])
        return (
            Link(_("线索"), reverse("desk:leads")),
            Link(row.who or row.title, lead_address(row.id)),
        )
