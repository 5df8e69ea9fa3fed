"""The export gate: asked for with a reason, approved where it is large or unmasked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import ReasonForm, choice, line
from minzheng.interfaces.desk.generic.columns import Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access.purposes import PURPOSES
from minzheng.kernel.documents.api import attachment_of
from minzheng.kernel.exchange.api import exports
from minzheng.kernel.exchange.api.exports import SUBJECTS, ExportState
from minzheng.kernel.registry.api import divisions

TONES = {
    ExportState.REQUESTED: Tone.WAIT,
    ExportState.APPROVED: Tone.NOTE,
    ExportState.REFUSED: Tone.BAD,
    ExportState.READY: Tone.GOOD,
}


class Columns(forms.MultipleChoiceField):
    """Columns to tick, across the whole form."""

    wide = True
    widget = forms.CheckboxSelectMultiple


class ExportForm(forms.Form):
    """A table of one subject; its columns depend on the subject in the address."""

    division = DivisionField(_("区划"))
    purpose = choice(_("用途"), PURPOSES.items())
    reason = line(_("理由"))
    columns = Columns(label=_("列"))
    unmasked = Columns(
        label=_("不脱敏的列"),
        required=False,
        help_text=_("须有专门权限，并由另一人批准；不勾的照常遮盖一部分"),
    )

    def about(self, subject: str) -> None:
        """Offer the columns of a subject."""
        table = SUBJECTS[subject]
        titles = [(name, column.title) for name, column in table.columns.items()]
        maskable = [pair for pair in titles if pair[0] in table.maskable]
        for field, offered in (("columns", titles), ("unmasked", maskable)):
            chooser = self.fields[field]
            if isinstance(chooser, Columns):
                chooser.choices = offered


class ExportList(DeskView):
    """One's own requests, and those that wait for one's approval."""

    permission = "export.request"
    title = _("导出")
    lead = _("导出的文件加水印、有期限，默认遮盖身份号码等；行数多的或者不遮盖的，由另一人批准。")
    template_name = "desk/exchange/exports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = exports.list_exports(self.actor)
        context = self.get_context_data(
            exports=[(row, TONES.get(ExportState(row.state), Tone.PLAIN).value) for row in rows],
            names=divisions.names({row.division for row in rows}),
            empty=Empty(_("还没有导出过"), _("说明用途和理由，就可以申请导出。"), "file-export"),
        )
        return self.render_to_response(context)

    def actions(self) -> Sequence[Link]:
        return [
            Link(
                _("导出%(what)s") % {"what": table.title},
                reverse("desk:export_new", args=[code]),
                "file-export",
                "export.request",
            )
            for code, table in SUBJECTS.items()
        ]


class ExportNew(EditView):
    """Asks for a table."""

    permission = "export.request"
    title = _("申请导出")
    form_class = ExportForm
    submit = _("申请")
    done = _("已申请。批准并生成以后可以下载。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        if self.kwargs["subject"] not in SUBJECTS:
            raise Http404
        form = super().form(given, files)
        if isinstance(form, ExportForm):
            form.about(self.kwargs["subject"])
        return form

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division}

    def save(self, values: dict[str, Any]) -> str:
        exports.request_export(self.actor, subject=self.kwargs["subject"], **values)
        return reverse("desk:exports")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("导出"), reverse("desk:exports")),)


class ExportFetch(DeskView):
    """The finished file. By POST: fetching is an act that is counted and recorded."""

    permission = "export.request"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, export: UUID) -> HttpResponse:
        file = exports.fetch_export(self.actor, request=export)
        return attachment_of(file)


class _ExportAct(ActView):
    """A decision about a request."""

    permission = "export.approve"

    def back(self) -> str:
        return reverse("desk:exports")


class ExportApprove(_ExportAct):
    """Lets a table leave."""

    done = _("已批准。")

    def act(self, values: dict[str, Any]) -> None:
        exports.approve_export(self.actor, request=self.kwargs["export"])


class ExportRefuse(_ExportAct):
    """Does not let a table leave."""

    form_class = ReasonForm
    done = _("已退回。")

    def act(self, values: dict[str, Any]) -> None:
        exports.refuse_export(self.actor, request=self.kwargs["export"], reason=values["reason"])
