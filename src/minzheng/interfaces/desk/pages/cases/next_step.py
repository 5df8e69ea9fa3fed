"""What is to be done next in a case, by whom, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.interfaces.desk.generic.columns import Badge
from minzheng.interfaces.desk.pages.cases.due import due_badge
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.permissions import PERMISSIONS
from minzheng.kernel.casework.api.results import CaseView, TaskView

PAGES = {
    "accept": "case_receive",
    "check": "case_check",
    "visit": "visit_order",
    "assess": "assessment_new",
    "appraise": "appraisal_new",
    "publicity": "notice_new",
    "publish": "notice_new",
    "hearing": "case_hearing",
    "decide": "case_decide",
    "letter": "case_letters",
}
"""Kind of step -> the page on which it is done; every other step has the plain form."""


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task of the case, with the button that leads to it."""

    id: UUID
    title: str
    action: str
    address: str
    office: str
    office_name: str
    permission_title: str
    taken_by_name: str
    mine: bool
    why_not: str
    due: Badge

    @property
    def concerns_me(self) -> bool:
        """Whether it is shown as the next step: it can be done, or says why only others may."""
        return not self.why_not

    def with_office(self, names: Mapping[str, str]) -> "ShownTask":
        """The same with the name of the office."""
        return replace(self, office_name=names.get(self.office, self.office))


def shown_tasks(view: CaseView, actor: Actor) -> list[ShownTask]:
    """What is open in a case, those first that the actor may do."""
    shown = [_shown(view, task, actor) for task in view.tasks]
    return sorted(shown, key=lambda task: bool(task.why_not))


def _shown(view: CaseView, task: TaskView, actor: Actor) -> ShownTask:
    return ShownTask(
        id=task.id,
        title=task.title,
        action=_("去办：%(title)s") % {"title": task.title},
        address=page_of(view.id, task),
        office=task.office,
        office_name=task.office,
        permission_title=PERMISSIONS.get(task.permission, ""),
        taken_by_name=task.taken_by_name,
        mine=task.taken_by == actor.account,
        why_not=task.why_not,
        due=due_badge(task.due_on, task.colour) or Badge(""),
    )


def page_of(case: UUID, task: TaskView) -> str:
    """Where a step is done."""
    route = PAGES.get(task.kind)
    if route:
        return reverse(f"desk:{route}", args=[case])
    return reverse("desk:case_step", args=[case, task.step])


def shown_clocks(view: CaseView) -> list[dict[str, Any]]:
    """Each limit once, the promised day beside the statutory one."""
    promised = {each.code: each.due_on for each in view.clocks if each.kind == "promised"}
    return [
        {
            "title": each.title,
            "due_on": each.due_on,
            "promised_on": promised.get(each.code),
            "started_on": each.started_on,
            "extended_because": each.extended_because,
            "source": each.source,
            "badge": due_badge(each.due_on, each.colour) if each.stopped_on is None else None,
        }
        for each in view.clocks
        if each.kind == "statutory"
    ]
