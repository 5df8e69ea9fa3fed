"""Batch review: cases of one kind side by side, decided one by one.

The only button for several at once is for periodic reviews that change nothing; whatever is applied
for the first time, or would change an amount, is opened and decided by itself (T-09).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.service_item import ItemKind, ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.interfaces.desk.fields import Choices, offered
from minzheng.interfaces.desk.generic.edits import refusals
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.cases.due import due_badge
from minzheng.interfaces.desk.pages.cases.explained import parts_of
from minzheng.interfaces.desk.pages.cases.items import current_items, item_of
from minzheng.kernel.casework.api import deciding, reading
from minzheng.kernel.casework.api.results import TaskRow

MOST_BESIDE = 12
"""How many are laid side by side: more than that nobody compares."""


def _ruled() -> Choices:
    """The items that rules decide."""
    return [(item.code, item.title) for item in current_items() if item.decides]


class BatchFilters(forms.Form):
    """Which kind of cases."""

    item = offered(_("事项"), _ruled, required=False, blank=_("请选择事项"))


class TickedField(forms.MultipleChoiceField):
    """`id:version` of every ticked row; the kernel says whether it may be confirmed together."""

    def valid_value(self, value: Any) -> bool:
        case, _colon, version = str(value).partition(":")
        try:
            UUID(case)
        except ValueError:
            return False
        return version.isascii() and version.isdigit() and len(version) < len(str(2**31))


class ConfirmForm(forms.Form):
    """The reviews that were ticked, each with the version that was on the screen."""

    cases = TickedField(label=_("办件"))

    def clean_cases(self) -> list[tuple[UUID, int]]:
        """Ids and versions."""
        parted = [text.partition(":") for text in self.cleaned_data["cases"]]
        return [(UUID(case), int(version)) for case, _colon, version in parted]


class CaseBatch(DeskView):
    """Side by side: who, what the rules say, what is missing; then one after the other."""

    permission = "case.decide"
    title = _("成批审查")
    lead = _(
        "同一事项并排看，逐件决定。首次申请和有增减的没有“全部同意”；"
        "只有规则结论为维持不变的定期复核，可以勾选以后一起确认。"
    )
    template_name = "desk/cases/batch.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = BatchFilters({"item": request.GET.get("item", "")})
        item = form.cleaned_data["item"] if form.is_valid() else ""
        return self.beside(form, item)

    def beside(self, form: BatchFilters, code: str) -> HttpResponse:
        """The cases of an item that wait for a decision here."""
        item = item_of(code) if code else None
        rows = [self.row(task, item) for task in self.waiting(item)] if item else []
        together = any(row["together"] for row in rows)
        context = self.get_context_data(form=form, item=item, rows=rows, together=together)
        return self.render_to_response(context)

    def waiting(self, item: ServiceItem) -> Sequence[TaskRow]:
        """The most pressing tasks of deciding."""
        steps = [step.code for step in item.steps if step.kind is StepKind.DECIDE]
        page = reading.inbox(self.actor, item=item.code, step=steps[0], limit=MOST_BESIDE)
        return page.rows

    def row(self, task: TaskRow, item: ServiceItem) -> dict[str, Any]:
        """One case, with what the rules say of it."""
        proposal = deciding.proposal(self.actor, case=task.case)
        unchanged = proposal.outcome == Outcome.UNCHANGED and item.kind is ItemKind.REVIEW
        # Of several benefits one is enough: why the others are not given is no news then.
        given = any(rule.granted for rule in proposal.results)
        unmet = () if given else (one for rule in proposal.results for one in rule.unmet)
        return parts_of(proposal) | {
            "task": task,
            "due": due_badge(task.due_on, task.colour),
            "together": unchanged and not proposal.cannot_decide,
            "why": [one.sentence for one in unmet],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(_("请先勾选要确认的办件。")))
            return HttpResponseRedirect(reverse("desk:case_batch"))
        with refusals(lambda refusal: messages.error(request, refusal.message)):
            done = deciding.decide_together(self.actor, cases=form.cleaned_data["cases"])
            refused = [row.why_not for row in done if row.why_not]
            counted = {"count": len(done) - len(refused)}
            messages.success(request, _now("已确认 %(count)s 件。") % counted)
            for why in refused:
                messages.error(request, why)
        return HttpResponseRedirect(reverse("desk:case_batch"))

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("业务办理"), reverse("desk:cases")),)
