"""The tree of divisions: a list that works with keys alone, a map beside it, counts in scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.base.divisions import Level, contains
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.maps import shapes_below
from minzheng.interfaces.desk.picking import choices
from minzheng.kernel.registry.api import divisions, statistics
from minzheng.kernel.registry.api.results import DivisionRow

LEVELS = {
    Level.PROVINCE: gettext_lazy("省级"),
    Level.PREFECTURE: gettext_lazy("地级"),
    Level.COUNTY: gettext_lazy("县级"),
    Level.TOWNSHIP: gettext_lazy("乡级"),
    Level.VILLAGE: gettext_lazy("村级"),
}


@dataclass(frozen=True, slots=True)
class ShownDivision:
    """A division with its counts; ``None`` where they lie outside the scope."""

    row: DivisionRow
    persons: int | None
    households: int | None


class DivisionPage(DeskView):
    """One division and what lies directly below it. Names are public, counts are not."""

    permission = "divisions.read"
    template_name = "desk/divisions/page.html"

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        path = divisions.path(code or self.actor.division)
        if not path:
            raise Http404
        here = path[-1]
        self.path = path
        below = self.counted(divisions.children(here.code), here.code)
        context = self.get_context_data(
            title=here.name,
            here=here,
            level=LEVELS.get(Level(here.level), ""),
            below=below,
            persons=_sum(each.persons for each in below),
            households=_sum(each.households for each in below),
            chart=self.chart(here, below),
        )
        return self.render_to_response(context)

    def counted(self, rows: Sequence[DivisionRow], here: str) -> list[ShownDivision]:
        """Divisions with the counts that the actor may see."""
        counts = {}
        overlapping = contains(self.actor.division, here) or contains(here, self.actor.division)
        if self.actor.may("statistics.read") and overlapping:
            counts = {each.division: each for each in statistics.counts(self.actor, division=here)}
        shown = []
        for row in rows:
            count = counts.get(row.code)
            inside = bool(counts) and contains(self.actor.division, row.code)
            nothing = 0 if inside else None
            shown.append(
                ShownDivision(
                    row,
                    count.persons if count else nothing,
                    count.households if count else nothing,
                )
            )
        return shown

    def chart(self, here: DivisionRow, below: Sequence[ShownDivision]) -> dict[str, Any] | None:
        """The map of what lies below, where boundaries are known."""
        shapes = shapes_below(here.code)
        if shapes is None:
            return None
        names = {each.row.code: each.row.name for each in below}
        for feature in shapes["features"]:
            own = feature["properties"]
            own["name"] = names.get(own["gb"], own["name"])
        places = [
            {"name": each.row.name, "value": each.persons}
            for each in below
            if each.persons is not None
        ]
        most = max((each.persons or 0 for each in below), default=0)
        return {
            "kind": "map",
            "name": here.code,
            "unit": _("人"),
            "most": _("%(count)s人") % {"count": most},
            "shapes": shapes,
            "places": places,
        }

    def crumbs(self) -> Sequence[Link]:
        above = self.path[:-1]
        return [Link(each.name, reverse("desk:division", args=[each.code])) for each in above]

    def actions(self) -> Sequence[Link]:
        place = f"?division={self.path[-1].code}"
        return (
            Link(_("这里的人员"), reverse("desk:persons") + place, "user", "person.search"),
            Link(_("这里的家庭"), reverse("desk:households") + place, "home", "household.read"),
            Link(_("区划变更"), reverse("desk:division_changes"), "history"),
        )


class DivisionChoices(DeskView):
    """The options of a list of divisions, after one was chosen. A part of forms and filters."""

    permission = "divisions.read"
    template_name = "desk/parts/choices.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        given = request.GET
        others = [name for name in given if name not in ("from", "blank")]
        chosen = str(given.get(others[0], "")) if others else ""
        start = given.get("from", "")
        known = start if start.isdecimal() and divisions.division(start) else ""
        context = {
            "choices": choices(known, chosen),
            "chosen": chosen,
            "blank": given.get("blank", ""),
        }
        return self.render_to_response(context)


def _sum(numbers: Any) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
