"""Monthly runs: the list, starting one, and the page of one with its differences counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.months import Month
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, cells
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.money import MonthField, month_text
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.api.run_results import DifferenceCount, RunRow, RunView
from minzheng.kernel.registry.api import divisions

TONES = {"finished": Tone.GOOD, "failed": Tone.BAD}
BUSY = frozenset({"ordered", "reading", "evaluating"})


def run_address(run: UUID) -> str:
    """The page of a run."""
    return reverse("desk:run", args=[run])


def state_badge(row: RunRow) -> Badge:
    """Where a run stands."""
    return Badge(row.state_title, TONES.get(row.state, Tone.WAIT))


RUN_COLUMNS = (
    Column[RunRow](
        _("月份"), lambda row: month_text(row.month), lambda row: run_address(row.id), main=True
    ),
    Column[RunRow](_("范围"), lambda row: Area(row.division)),
    Column[RunRow](_("状态"), state_badge),
    Column[RunRow](_("数据时点"), lambda row: row.taken_at, style="mz-nowrap mz-number"),
    Column[RunRow](_("完成时间"), lambda row: row.finished_at, style="mz-nowrap mz-number"),
    Column[RunRow](_("发起人"), lambda row: row.ordered_by_name or _("系统")),
    Column[RunRow](_("计算引擎"), lambda row: row.engine_title),
)


class RunList(DeskView):
    """The newest runs that concern one's place."""

    permission = "runs.read"
    title = _("全量测算")
    lead = _(
        "每月把辖区内全部家庭按现行规则重新测算一遍，与应发的逐项比较；差异只是线索，不会自动改待遇。"
    )
    template_name = "desk/generic/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = runs.list_runs(self.actor)
        context = self.get_context_data(
            columns=RUN_COLUMNS,
            rows=cells(RUN_COLUMNS, rows, divisions.names),
            empty=Empty(
                _("还没有测算过"),
                _("由县级以上业务人员发起，后台测算，不影响别的工作。"),
                "calculator",
            ),
        )
        return self.render_to_response(context)

    def actions(self) -> Sequence[Link]:
        return (Link(_("发起测算"), reverse("desk:run_new"), "player-play", "runs.start", True),)


class RunForm(forms.Form):
    """Which month of which place."""

    month = MonthField(_("月份"), help_text=_("过去的月份、本月或者下个月"))
    division = DivisionField(_("范围"))


class RunNew(EditView):
    """Orders a run; the worker does it."""

    permission = "runs.start"
    title = _("发起测算")
    form_class = RunForm
    submit = _("开始测算")
    done = _("已交后台测算，可以离开这一页。")

    def initial(self) -> dict[str, Any]:
        return {"month": str(Month.of(clock.today())), "division": self.actor.division}

    def save(self, values: dict[str, Any]) -> str:
        return run_address(runs.start_run(self.actor, **values))

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("全量测算"), reverse("desk:runs")),)


class AboutRun(DeskView):
    """A page about the run in the address."""

    @property
    def run(self) -> UUID:
        """The run in the address."""
        run: UUID = self.kwargs["run"]
        return run

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("全量测算"), reverse("desk:runs")),
            Link(_("这次测算"), run_address(self.run)),
        )


class RunPage(AboutRun):
    """One run: how far it is, what differs and why, what changed since the one before."""

    permission = "runs.read"
    template_name = "desk/months/run.html"

    def get(self, request: HttpRequest, run: UUID) -> HttpResponse:
        view = runs.run_view(self.actor, run=run)
        busy, done = view.row.state in BUSY, sum(each.done for each in view.parts)
        context = self.get_context_data(
            title=_("%(month)s全量测算") % {"month": month_text(view.row.month)},
            row=view.row,
            edition=view.edition,
            state=state_badge(view.row),
            busy=busy,
            done=done,
            parts=view.parts,
            households=sum(each.households for each in view.parts),
            persons=sum(each.persons for each in view.parts),
            kinds=kinds(view),
            changes=() if busy else runs.compare_runs(self.actor, run=run),
            names=divisions.names({view.row.division, *(each.division for each in view.parts)}),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return super().crumbs()[:1]


class RunProgress(RunPage):
    """The part of the page that changes while the worker is busy."""

    template_name = "desk/months/progress.html"


def kinds(view: RunView) -> list[dict[str, Any]]:
    """The differences by kind: how many, what they come to, and each benefit and reason."""
    found: dict[str, list[DifferenceCount]] = {}
    for each in view.counts:
        found.setdefault(each.kind, []).append(each)
    return [
        {
            "kind": kind,
            "title": rows[0].kind_title,
            "count": sum(each.count for each in rows),
            "change_fen": sum(each.change_fen for each in rows),
            "rows": rows,
        }
        for kind, rows in found.items()
    ]
