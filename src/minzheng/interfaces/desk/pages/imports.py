"""Imports: hand in, see every problem and what would change, confirm, watch."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import day
from minzheng.interfaces.desk.generic.columns import Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.documents.api import attachment_of
from minzheng.kernel.exchange.api import imports
from minzheng.kernel.exchange.api.imports import ImportState
from minzheng.kernel.registry.api import divisions

TONES = {
    ImportState.REFUSED: Tone.BAD,
    ImportState.CHECKED: Tone.WAIT,
    ImportState.DONE: Tone.GOOD,
    ImportState.CANCELLED: Tone.PLAIN,
}
"""How a state looks; the states in which the worker is busy look like a note."""

BUSY = frozenset(
    {ImportState.RECEIVED, ImportState.READING, ImportState.ORDERED, ImportState.RUNNING}
)
COUNTS = {
    "households": _("户"),
    "persons": _("人"),
    "new_households": _("新家庭"),
    "new_persons": _("新人员"),
    "unchanged_persons": _("没有变化的人员"),
    "changed_persons": _("与档案不一致的人员"),
    "known_households": _("已有档案、不重复导入的家庭"),
    "loaded_households": _("已导入家庭"),
    "loaded_persons": _("已导入人员"),
    "loaded_statements": _("已导入事实记载"),
}
"""Key of a count -> what it counts; keys that are not listed are not shown."""


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=SeveralFiles(attrs={"accept": ".xlsx,.csv"}), **named)

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        given = value if isinstance(value, list | tuple) else [value]
        return [super(FilesField, self).clean(each, initial) for each in given]


class ImportForm(forms.Form):
    """What is handed in."""

    uploaded = FilesField(
        label=_("文件"),
        help_text=_("一个xlsx工作簿，或者名为 家庭、人员、义务人 的CSV文件"),
    )
    division = DivisionField(_("导入到哪个区划"))
    on = day(_("数据日期"), help_text=_("文件里的情况是哪一天的"))
    skip_bad = forms.BooleanField(label=_("有错误的家庭跳过，其余照常导入"), required=False)


class ImportList(DeskView):
    """The imports in the scope."""

    permission = "import.run"
    title = _("导入")
    template_name = "desk/exchange/imports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = imports.list_imports(self.actor)
        context = self.get_context_data(
            imports=[(row, tone(row.state)) for row in rows],
            names=divisions.names({row.division for row in rows}),
            empty=Empty(
                _("还没有导入过"),
                _("上传工作簿以后，先列出全部错误和变化，确认了才写入档案。"),
                "file-import",
            ),
        )
        return self.render_to_response(context)

    def actions(self) -> Sequence[Link]:
        return (Link(_("上传文件"), reverse("desk:import_new"), "upload", "import.run", True),)


class ImportNew(EditView):
    """Hands files in; nothing is written before somebody has seen the dry run."""

    permission = "import.run"
    title = _("上传文件")
    lead = _("上传以后只核对、不写入。核对完列出全部错误、重复和变化，由您确认再导入。")
    form_class = ImportForm
    submit = _("上传并核对")
    done = _("已上传，正在核对。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division, "on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        job = imports.start_import(
            self.actor,
            files={file.name: file.read() for file in values["uploaded"]},
            division=values["division"],
            on=values["on"],
            skip_bad=values["skip_bad"],
        )
        return reverse("desk:import", args=[job])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("导入"), reverse("desk:imports")),)


class ImportPage(DeskView):
    """One import: progress, problems, what it would change."""

    permission = "import.run"
    template_name = "desk/exchange/import.html"

    def get(self, request: HttpRequest, job: UUID) -> HttpResponse:
        row = self.read(job)
        context = self.get_context_data(
            title=row.title,
            job=row,
            tone=tone(row.state),
            busy=row.state in BUSY,
            counts=[(COUNTS[key], value) for key, value in row.counts.items() if key in COUNTS],
            names=divisions.names({row.division}),
        )
        return self.render_to_response(context)

    def read(self, job: UUID) -> imports.ImportView:
        """The import, which is an event."""
        return imports.read_import(self.actor, job=job)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("导入"), reverse("desk:imports")),)


class ImportProgress(ImportPage):
    """The part of the page that changes while the worker is busy."""

    template_name = "desk/exchange/progress.html"

    def read(self, job: UUID) -> imports.ImportView:
        """While it goes on, only how far it is: asked every two seconds, and no event."""
        row = imports.follow_import(self.actor, job=job)
        return row if row.state in BUSY else super().read(job)


class ImportWorkbook(DeskView):
    """All problems, marked in a workbook."""

    permission = "import.run"

    def get(self, request: HttpRequest, job: UUID) -> HttpResponse:
        file = imports.problem_workbook(self.actor, job=job)
        return attachment_of(file)


class _ImportAct(ActView):
    """A decision about an import."""

    permission = "import.run"

    def back(self) -> str:
        return reverse("desk:import", args=[self.kwargs["job"]])


class ImportRun(_ImportAct):
    """Confirms what the dry run has shown."""

    done = _("已确认，正在导入。")

    def act(self, values: dict[str, Any]) -> None:
        imports.run_import(self.actor, job=self.kwargs["job"])


class ImportCancel(_ImportAct):
    """Gives an import up."""

    done = _("已取消，没有写入任何内容。")

    def act(self, values: dict[str, Any]) -> None:
        imports.cancel_import(self.actor, job=self.kwargs["job"])


def tone(state: str) -> str:
    """How a state looks."""
    return TONES.get(ImportState(state), Tone.NOTE).value
