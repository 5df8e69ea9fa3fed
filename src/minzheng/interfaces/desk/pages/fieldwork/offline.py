"""The service worker of the visit form: it lies beside the pages that it serves."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from minzheng.kernel.access.routes import PUBLIC

SCRIPT = "desk/visit_worker.js"


class VisitWorker(View):
    """A script of ours without anything personal; its address gives it the folder `visits/`."""

    permission = PUBLIC("a script that is the same for everybody")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The script."""
        content = Path(str(finders.find(SCRIPT))).read_text(encoding="utf-8")
        return HttpResponse(content, content_type="text/javascript; charset=utf-8")
