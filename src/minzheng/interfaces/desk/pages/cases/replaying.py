"""Whether a decision comes out the same today, from the facts and rules that were kept with it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from minzheng.interfaces.desk.pages.cases.about import AboutCase
from minzheng.kernel.casework.api import deciding, replays


class CaseReplay(AboutCase):
    """A part of the page of a case. Asked for by POST: a replay is an act on record."""

    permission = "case.read"
    http_method_names = ["post"]
    template_name = "desk/cases/replay.html"

    def post(self, request: HttpRequest, case: UUID) -> HttpResponse:
        # Whose case is not seen, of that one nothing is told, not even that nothing was decided.
        context = self.get_context_data()
        # A case has one decision at most: the database holds to it.
        for each in deciding.decisions_of(self.actor, case=case):
            context["result"] = replays.replay(self.actor, decision=each.id)
        return self.render_to_response(context)
