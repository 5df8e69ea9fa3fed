"""One's own visits: what is to be done, the form at the door, the second investigator's word."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import BecauseForm
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.fieldwork.visit_fields import VisitReportForm
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import ErrandFile
from minzheng.kernel.documents.api import attachment_of
from minzheng.kernel.registry.api import divisions

ALLOWED = "camera=(), geolocation=(self), microphone=(), payment=()"
"""The form asks for the position when its button is pressed; no other page may."""


class OwnVisits(DeskView):
    """The visits that the actor makes or confirms; kept short, for a phone."""

    permission = "visit.record"
    title = _("我的入户")
    lead = _("安排给您的入户调查。先和另一位调查人员约好，两人一起去。")
    template_name = "desk/fieldwork/errands.html"
    empty = Empty(
        _("没有要去的入户"), _("镇（街道）安排了入户调查以后，会出现在这里。"), "home-check"
    )

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = fieldwork.errands(self.actor)
        names = divisions.names({each.division for each in rows})
        context = self.get_context_data(rows=rows, names=names, empty=self.empty)
        return self.render_to_response(context)


class AboutErrand(EditView):
    """A form about an errand of one's own, which goes back to the list of them."""

    permission = "visit.record"

    def back(self) -> str:
        return reverse("desk:visits")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("我的入户"), reverse("desk:visits")),)


class VisitForm(AboutErrand):
    """The form at the door. It can be filled in where there is no network: see visit.js."""

    template_name = "desk/fieldwork/visit.html"
    form_class = VisitReportForm
    submit = _("提交")
    done = _("入户调查已登记，请另一位调查人员用自己的账号确认。")

    def dispatch(self, request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().dispatch(request, *given, **named)
        answer.headers["Permissions-Policy"] = ALLOWED
        return answer

    @cached_property
    def file(self) -> ErrandFile:
        """What is to be looked at. Raises `Unseen`."""
        return fieldwork.errand_file(self.actor, errand=self.kwargs["errand"])

    def heading(self) -> str:
        return str(_("入户调查：%(who)s") % {"who": self.file.who})

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        if self.file.state != "ordered":
            messages.info(request, str(_("这次入户已经登记过了。")))
            return HttpResponseRedirect(reverse("desk:visits"))
        return super().get(request, **where)

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        now: datetime = timezone.localtime(clock.now())
        initial = {"visited_at": now, "way": "home", "signed_how": "drawn"}
        return VisitReportForm(given, files, initial=initial, questions=self.file.questions)

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.record_visit(
            self.actor,
            errand=self.kwargs["errand"],
            client=values["client"],
            report=values["report"],
            photos=[each.read() for each in values["photos"]],
            signature=values["signature"] if values["signed_how"] == "drawn" else b"",
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        names = divisions.names([self.file.division])
        place = names.get(self.file.division, "")
        return super().get_context_data(file=self.file, place=place, **context)


class VisitConfirm(AboutErrand):
    """The report as the other investigator wrote it, and the button that stands by it."""

    title = _("确认入户记录")
    lead = _("请核对与现场所见是否一致。确认以后，调查情况记入档案，不能再改。")
    template_name = "desk/fieldwork/confirm.html"
    form_class = forms.Form
    submit = _("与现场一致，确认")
    done = _("已确认，调查情况已记入档案。")

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.confirm_visit(self.actor, errand=self.kwargs["errand"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        visit = fieldwork.visit_to_confirm(self.actor, errand=self.kwargs["errand"])
        return super().get_context_data(visit=visit, errand=self.kwargs["errand"], **context)


class VisitPicture(DeskView):
    """A photo of the report to be confirmed. By POST: opening evidence is an act on record."""

    permission = "visit.record"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, errand: UUID, document: UUID) -> HttpResponse:
        file = fieldwork.visit_picture(self.actor, errand=errand, document=document)
        return attachment_of(file)


class VisitContradict(AboutErrand):
    """The second investigator does not stand by the report."""

    title = _("不同意这份入户记录")
    lead = _("写明哪里与实际不符。这份记录作废，需要重新入户。")
    form_class = BecauseForm
    submit = _("作废，重新入户")
    done = _("已作废，请重新安排入户。")

    def save(self, values: dict[str, Any]) -> None:
        fieldwork.contradict_visit(
            self.actor, errand=self.kwargs["errand"], because=values["because"]
        )
