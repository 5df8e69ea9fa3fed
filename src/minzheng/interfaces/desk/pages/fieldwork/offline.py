"""The service worker of the visit form: it lies beside the pages that it serves."""

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from minzheng.kernel.access.routes import PUBLIC

SCRIPT = "desk/visit_worker.js"


class VisitWorker(View):
    """A script of ours without anything personal; its address gives it the folder `visits/`."""

    permission = PUBLIC("a script that is the same for everybody")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The script, always asked for anew."""
        found = finders.find(SCRIPT)
        with open(str(found), encoding="utf-8") as file:
            answer = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
        answer.headers["Cache-Control"] = "no-cache"
        return answer
