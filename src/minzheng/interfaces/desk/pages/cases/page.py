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
from minzheng.interfaces.desk.pages.cases.explained import amounts, kept_rules
from minzheng.interfaces.desk.pages.cases.menu import more
from minzheng.interfaces.desk.pages.cases.next_step import shown_clocks, shown_tasks
from minzheng.kernel.casework.api import (
    deciding,
    fieldwork,
    hearings,
    intake,
    letters,
    publicity,
    reading,
)
from minzheng.kernel.exchange.api import checks
from minzheng.kernel.registry.api import divisions

CHECK_SHOWN_TO = "check.read"


class CasePage(DeskView):
    """One case."""

    permission = "case.read"
    template_name = "desk/cases/page.html"

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        view = reading.case_view(self.actor, case=case)
        asked = intake.asked(self.actor, case=case)
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
            suspended=next((each for each in view.suspensions if each.to_on is None), None),
            open_completion=next((each for each in view.completions if not each.met_at), None),
            questions=shown_groups(asked),
            asked=asked,
            more=self.allowed(more(view)),
            **self.others(case),
        )
        return self.render_to_response(context)

    def others(self, case: UUID) -> dict[str, Any]:
        """What other parts of the kernel know of the case."""
        may_check = self.actor.may(CHECK_SHOWN_TO)
        return {
            "letters": letters.letters_of(self.actor, case=case),
            "hearings": hearings.hearings_of(self.actor, case=case),
            "decisions": [decided(each) for each in deciding.decisions_of(self.actor, case=case)],
            "fieldwork": fieldwork.fieldwork_of(self.actor, case=case),
            "notices": publicity.notices_of(self.actor, case=case),
            "check": checks.check_view(self.actor, case=case) if may_check else None,
        }

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("业务办理"), reverse("desk:cases")),)


def decided(row: deciding.DecisionRow) -> dict[str, Any]:
    """A decision with its amounts in yuan and the reasons that were kept with it."""
    return {"row": row, "amounts": amounts(row), "rules": kept_rules(row)}
