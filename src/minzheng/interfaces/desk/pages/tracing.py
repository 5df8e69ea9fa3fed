"""Whose export a found file is: by the number in its margins, or by the invented person in it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, day, line
from minzheng.interfaces.desk.generic.edits import refusals
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.exchange.api import exports
from minzheng.kernel.exchange.api.exports import ExportView
from minzheng.kernel.registry.api import divisions

LONGEST_REFERENCE = 24


class TraceForm(forms.Form):
    """What stands in the file that was found."""

    reference = line(
        _("导出编号"),
        longest=LONGEST_REFERENCE,
        required=False,
        help_text=_("印在表的上方、下方和页脚，例如 DC20260105-7K2M9P"),
    )
    name = line(
        _("核对人员的姓名"),
        longest=LONGEST_NAME,
        required=False,
        private=True,
        help_text=_("编号被删掉的，填写表里查无此人的那一行的姓名和出生日期"),
    )
    born = day(_("出生日期"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        by_person = values.get("name") and values.get("born")
        if not self.errors and not values.get("reference") and not by_person:
            raise forms.ValidationError(_("请填写导出编号，或者姓名和出生日期。"))
        return values


class ExportTrace(DeskView):
    """Asks and answers on one page; the question stands in no address."""

    permission = "audit.read"
    title = _("追查导出文件")
    lead = _("每个导出的文件都有编号，并混有一个虚构的人。外泄的文件由此查到谁、何时、为何导出。")
    template_name = "desk/audit/trace.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answered(TraceForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TraceForm(request.POST)
        if not form.is_valid():
            return self.answered(form, status=400)
        found = None
        with refusals(lambda refusal: form.add_error(None, refusal.message)):
            found = self.traced(form.cleaned_data)
        refused = bool(form.errors)
        return self.answered(form, found, asked=not refused, status=400 if refused else 200)

    def traced(self, values: dict[str, Any]) -> ExportView | None:
        """The request that the file came from, if it is found."""
        try:
            if values["reference"]:
                return exports.trace_reference(self.actor, reference=values["reference"])
            return exports.trace_canary(self.actor, name=values["name"], born=values["born"])
        except Unseen:
            return None

    def answered(
        self,
        form: TraceForm,
        found: ExportView | None = None,
        *,
        asked: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        """The page, with what was found."""
        names = divisions.names({found.division}) if found else {}
        context = self.get_context_data(form=form, found=found, asked=asked, names=names)
        return self.render_to_response(context, status=status)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("操作日志"), reverse("desk:audit")),)
