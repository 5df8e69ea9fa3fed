"""The workbench: what waits for this post, what is in its care, what was looked at last."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.interfaces.desk.pages.cases.cards import colour_cards
from minzheng.interfaces.desk.pages.payments.waiting import payroll
from minzheng.interfaces.desk.pages.waiting import Waiting, waiting_files
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.routes import SIGNED_IN
from minzheng.kernel.audit import api as audit
from minzheng.kernel.registry.api import divisions, people, statistics
from minzheng.kernel.registry.api.results import DivisionCount, PersonRow

MOST_RECENT = 6
LOOKED_BACK = 40
MOST_DRAWN = 12


class Workbench(DeskView):
    """The first page after signing in."""

    permission = SIGNED_IN("shows only what the sections ask for by their own permissions")
    title = gettext_lazy("工作台")
    template_name = "desk/workbench.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.actor is None:  # type: ignore[attr-defined]  # set by the access middleware
            return self.without_post()
        counts, waiting = self.counts(), list(self.waiting())
        context = self.get_context_data(
            colours=colour_cards(self.actor),
            waiting=waiting,
            pressing=[each for each in waiting if each.presses],
            idle=[each for each in waiting if not each.presses],
            payroll=payroll(self.actor),
            persons=sum(each.persons for each in counts),
            households=sum(each.households for each in counts),
            counted=bool(counts),
            chart=chart(counts),
            recent=self.recent(),
        )
        return self.render_to_response(context)

    def without_post(self) -> HttpResponse:
        """Signed in, but in no post: says whom to ask."""
        return self.response_class(
            request=self.request, template=["desk/own/no_post.html"], context={}, using=None
        )

    def waiting(self) -> Iterator[Waiting]:
        """The tasks of this post."""
        yield from waiting_files(self.actor)

    def counts(self) -> Sequence[DivisionCount]:
        """Persons and households by division, for those who may see statistics."""
        if not self.actor.may("statistics.read"):
            return ()
        return statistics.counts(self.actor)

    def recent(self) -> Sequence[PersonRow]:
        """The files that one opened last, as far as they are still seen."""
        if not (self.actor.may("person.read") and self.actor.may("person.search")):
            return ()
        wanted = audit.Wanted(account=self.actor.account, actions=frozenset({"person.read"}))
        events = audit.search_events(wanted, limit=LOOKED_BACK)
        opened = dict.fromkeys(each.subject for each in events if each.subject_type == "person")
        return [row for each in list(opened)[:MOST_RECENT] if (row := self.row(each))]

    def row(self, person: str) -> PersonRow | None:
        """A person, unless the file has gone elsewhere since."""
        try:
            return people.person_row(self.actor, person=UUID(person))
        except Unseen:
            return None

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("新办件"), reverse("desk:case_new"), "file-plus", "case.open", True),
            Link(_("登记新人员"), reverse("desk:person_new"), "user-plus", "person.change"),
            Link(_("登记新家庭"), reverse("desk:household_new"), "home-plus", "household.change"),
        )


def chart(counts: Sequence[DivisionCount]) -> dict[str, Any] | None:
    """Persons and households of the largest divisions, the largest first."""
    if not counts:
        return None
    ordered = sorted(counts, key=lambda each: each.persons, reverse=True)[:MOST_DRAWN]
    names = divisions.names({each.division for each in ordered})
    return {
        "kind": "lying",
        "words": [names.get(each.division, each.division) for each in ordered],
        "series": [
            {"name": _("人员"), "values": [each.persons for each in ordered]},
            {"name": _("家庭"), "values": [each.households for each in ordered]},
        ],
    }
