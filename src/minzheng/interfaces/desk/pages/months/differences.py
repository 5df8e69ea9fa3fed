"""The differences of a run, and why there is one: the rules on the facts that the run saw."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.benefit_choices import benefit_choices
from minzheng.interfaces.desk.fields import choice, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.interfaces.desk.pages.benefits import Step, step_of
from minzheng.interfaces.desk.pages.months.runs import AboutRun
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.api.leads import LeadKind
from minzheng.kernel.entitlements.api.run_results import DifferenceExplained, DifferenceRow
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

KIND_TONES = {
    "uncovered": Tone.NOTE,
    "lapsed": Tone.BAD,
    "amount": Tone.WAIT,
    "review": Tone.NOTE,
    "event": Tone.WAIT,
}
OF_RUNS = (LeadKind.UNCOVERED, LeadKind.LAPSED, LeadKind.AMOUNT, LeadKind.UNDECIDED)


def kind_badge(kind: str, title: str) -> Badge:
    """What a difference or a lead says."""
    return Badge(title, KIND_TONES.get(kind, Tone.PLAIN))


class DifferenceFilters(forms.Form):
    """Which differences."""

    kind = choice(
        _("类别"),
        [(each.value, str(each.label)) for each in OF_RUNS],
        required=False,
        blank=_("全部类别"),
    )
    benefit = offered(_("待遇"), benefit_choices, required=False, blank=_("全部待遇"))
    reason = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)


class DifferenceList(AboutRun, ListView[DifferenceRow]):
    """Where the rules and what is due do not agree, one row a household or person."""

    permission = "runs.read"
    title = _("测算差异")
    filters = DifferenceFilters
    addressable = ("kind", "benefit", "reason")
    columns = (
        Column[DifferenceRow](
            _("家庭或人员"),
            lambda row: row.who or _("未显示"),
            lambda row: reverse("desk:run_difference", args=[row.run, row.id]),
            main=True,
        ),
        Column[DifferenceRow](_("类别"), lambda row: kind_badge(row.kind, row.kind_title)),
        Column[DifferenceRow](_("待遇"), lambda row: row.title),
        Column[DifferenceRow](_("现发（元）"), lambda row: yuan(row.now_fen), style="mz-amount"),
        Column[DifferenceRow](_("测算（元）"), lambda row: yuan(row.then_fen), style="mz-amount"),
        Column[DifferenceRow](_("原因"), lambda row: row.reason),
        Column[DifferenceRow](_("区划"), lambda row: Area(row.division)),
    )
    empty = Empty(_("没有差异"), _("测算结果与应发的一致；也可以换一个类别或待遇再看。"), "checks")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[DifferenceRow]:
        return runs.differences(
            self.actor,
            run=self.run,
            kind=wanted.get("kind", ""),
            benefit=wanted.get("benefit", ""),
            reason=wanted.get("reason", ""),
            after=cursor,
            limit=limit,
        )


class DifferencePage(AboutRun):
    """Why: the tree of reasons."""

    permission = "runs.read"
    template_name = "desk/months/difference.html"

    def get(self, request: HttpRequest, run: UUID, run_difference: UUID) -> HttpResponse:
        row = runs.difference(self.actor, run=run, difference=run_difference)
        forgotten, found = "", None
        try:
            found = runs.explain_difference(self.actor, difference=run_difference)
        except Conflict as refusal:
            forgotten = refusal.message
        context = self.get_context_data(
            title=_("%(who)s：测算差异") % {"who": row.who or row.title},
            row=row,
            badge=kind_badge(row.kind, row.kind_title),
            month=month_text(found.month) if found else "",
            taken_at=found.taken_at if found else None,
            steps=tree(found),
            forgotten=forgotten,
            names=divisions.names({row.division}),
        )
        return self.render_to_response(context)


def tree(found: DifferenceExplained | None) -> Step | None:
    """The reasons, where there is anything to explain."""
    return step_of(found.explanation) if found and found.explanation else None
