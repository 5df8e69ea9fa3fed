"""The page of a case: everything about it on one screen, and what is to be done next."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.positions import CaseState
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.cases.asking import shown_groups
from minzheng.interfaces.desk.pages.cases.clocks import SUSPENSION_KINDS
from minzheng.interfaces.desk.pages.cases.explained import amounts, kept_rules
from minzheng.interfaces.desk.pages.cases.menu import more
from minzheng.interfaces.desk.pages.cases.next_step import shown_clocks, shown_tasks
from minzheng.kernel.casework.api import deciding, reading
from minzheng.kernel.casework.api.intake import Asked, Channel
from minzheng.kernel.casework.api.results import CaseView
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.registry.api import divisions

ENDED_BY_PEOPLE = frozenset(kind for kind, _title in SUSPENSION_KINDS)


class CasePage(DeskView):
    """One case, but for what came from outside: `CaseOutside` brings it."""

    permission = "case.read"
    template_name = "desk/cases/page.html"

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        page = reading.case_page(self.actor, case=case)
        view, asked = page.view, page.asked
        tasks = shown_tasks(view, self.actor)
        offices = {view.window, view.office, view.deciding_office}
        offices |= {task.office for task in view.tasks} | {done.office for done in view.done}
        names = divisions.names(offices - {""})
        context = self.get_context_data(
            title=view.number,
            view=view,
            names=names,
            everybody=[each.with_office(names) for each in tasks],
            tasks=[each.with_office(names) for each in tasks if each.concerns_me],
            draft=view.state == CaseState.DRAFT,
            clocks=shown_clocks(view),
            suspended=[each for each in view.suspensions if each.to_on is None],
            ended_by_people=ENDED_BY_PEOPLE,
            open_completion=next((each for each in view.completions if not each.met_at), None),
            questions=shown_groups(asked),
            asked=asked,
            may_answer=self.may_answer(view, asked),
            more=self.allowed(more(view)),
            letters=page.letters,
            hearings=page.hearings,
            decisions=[decided(each) for each in page.decisions],
        )
        return self.render_to_response(context)

    def may_answer(self, view: CaseView, asked: Asked) -> bool:
        """Whether something of it may still be answered, beside what the next step leads to."""
        late = any(each.of_office for each in asked.groups) or view.channel == Channel.TRANSFER
        return view.state == CaseState.OPEN and late and self.actor.may("case.handle")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("业务办理"), reverse("desk:cases")),)


def decided(row: deciding.DecisionRow) -> dict[str, Any]:
    """A decision with its amounts in yuan and the reasons that were kept with it."""
    return {"row": row, "amounts": amounts(row), "rules": kept_rules(row)}


class CaseOutside(DeskView):
    """A part of the page of a case: what departments answered, visitors saw, villages read."""

    permission = "case.read"
    template_name = "desk/cases/outside.html"

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        outside = reading.case_outside(self.actor, case=case)
        checked = outside.asks and self.actor.may("check.read")
        context = {
            "case": case,
            "fieldwork": outside.fieldwork,
            "notices": outside.notices,
            "check": checks.check_view(self.actor, case=case) if checked else None,
        }
        return self.render_to_response(context)
