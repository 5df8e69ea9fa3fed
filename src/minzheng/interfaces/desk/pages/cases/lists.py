"""Cases: all of the scope, and those of one household or person."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.positions import CaseState
from minzheng.interfaces.desk.fields import choice, line, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, Value
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.cases.due import due_badge
from minzheng.interfaces.desk.pages.cases.items import item_choices
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.casework.api import reading
from minzheng.kernel.casework.api.results import CaseRow
from minzheng.kernel.registry.api.places import place_of_household, place_of_person
from minzheng.kernel.registry.api.results import Page

STATES = [(each.value, each.title) for each in CaseState]


class CaseFilters(forms.Form):
    """Which cases."""

    state = choice(_("状态"), STATES, required=False, blank=_("全部状态"))
    item = offered(_("事项"), item_choices, required=False, blank=_("全部事项"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))
    number = line(_("办件编号"), longest=40, required=False)


def state_badge(row: CaseRow) -> Value:
    """The state, or the outcome of what is closed."""
    if row.state == CaseState.CLOSED:
        return Badge(row.outcome_title)
    return Badge(row.state_title, Tone.NOTE)


class CaseList(ListView[CaseRow]):
    """Every case of the scope, the newest first."""

    permission = "case.read"
    title = _("全部办件")
    filters = CaseFilters
    addressable = ("state", "item", "division")
    columns = (
        Column[CaseRow](
            _("申请人"),
            lambda row: row.applicant_name,
            address=lambda row: reverse("desk:case", args=[row.id]),
            main=True,
        ),
        Column[CaseRow](_("事项"), lambda row: row.item_title),
        Column[CaseRow](_("状态"), state_badge),
        Column[CaseRow](_("期限"), lambda row: due_badge(row.due_on, row.colour)),
        Column[CaseRow](_("区划"), lambda row: Area(row.division)),
        Column[CaseRow](_("登记时间"), lambda row: row.opened_at, style="mz-nowrap mz-number"),
        Column[CaseRow](_("办件编号"), lambda row: row.number, style="mz-nowrap mz-number"),
    )
    empty = Empty(_("没有符合条件的办件"), _("换一个筛选条件，或者登记新办件。"), "file-search")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[CaseRow]:
        return reading.cases(
            self.actor,
            state=wanted.get("state", ""),
            item=wanted.get("item", ""),
            division=wanted.get("division", ""),
            number=wanted.get("number", ""),
            after=cursor,
            limit=limit,
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("业务办理"), reverse("desk:cases")),)

    def actions(self) -> Sequence[Link]:
        return (Link(_("新办件"), reverse("desk:case_new"), "file-plus", "case.open", True),)


class CasesOf(DeskView):
    """The cases of a household or of a person; a part of their pages."""

    permission = "case.read"
    template_name = "desk/cases/of.html"

    def get(self, request: HttpRequest, **whose: UUID) -> HttpResponse:
        # Whose file is not seen, of that one nothing is told, not even that there is no case.
        if "household" in whose:
            place_of_household(whose["household"])
        else:
            place_of_person(whose["person"])
        rows = reading.cases_of(self.actor, **whose)
        shown = [
            {"row": row, "state": state_badge(row), "due": due_badge(row.due_on, row.colour)}
            for row in rows
        ]
        new = reverse(f"desk:{next(iter(whose))}_case_new", kwargs=whose)
        return self.render_to_response({"rows": shown, "new": new})
