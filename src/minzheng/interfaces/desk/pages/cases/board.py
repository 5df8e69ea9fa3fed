"""The supervisor's board: in time, overdue, returned, by office; and the report of compliance."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import day
from minzheng.interfaces.desk.generic.columns import (
    Area,
    Badge,
    Column,
    Text,
    Tone,
    Value,
    cells,
)
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import boards
from minzheng.kernel.casework.api.results import BoardRow, ComplianceRow
from minzheng.kernel.registry.api import divisions

LOOKED_BACK = timedelta(days=90)
MOST_DRAWN = 12


def _figure(
    title: Text, count: Callable[[Any], int], *, alarming: bool = False
) -> Column[BoardRow | ComplianceRow]:
    """A column of numbers; what should not be is marked where it is."""

    def shown(row: BoardRow | ComplianceRow) -> Value:
        number = count(row)
        return Badge(f"{number:,}", Tone.BAD) if alarming and number else number

    return Column(title, shown, style="mz-amount")


_OFFICE = Column[BoardRow | ComplianceRow](_("机关"), lambda row: Area(row.office), main=True)
STANDING = (
    _OFFICE,
    _figure(_("在办环节"), lambda row: row.open),
    _figure(_("已超期"), lambda row: row.overdue, alarming=True),
    _figure(_("快到期"), lambda row: row.soon),
    _figure(_("本期办结环节"), lambda row: row.closed),
    _figure(_("按期"), lambda row: row.closed_in_time),
    _figure(_("退回补正"), lambda row: row.returned),
)
KEEPING = (
    _OFFICE,
    _figure(_("办结"), lambda row: row.closed),
    _figure(_("按期"), lambda row: row.in_time),
    _figure(_("超期未办结"), lambda row: row.overdue, alarming=True),
    _figure(_("要求补正"), lambda row: row.completions),
    _figure(_("不止一次要求补正"), lambda row: row.returned_twice, alarming=True),
    _figure(_("异议"), lambda row: row.objections),
    _figure(_("延长期限"), lambda row: row.extended),
    _figure(_("更正受理日期"), lambda row: row.backdated),
    _figure(_("文书逾期送达"), lambda row: row.letters_late, alarming=True),
    _figure(_("与规则结论不同"), lambda row: row.deviations),
)


class PeriodForm(forms.Form):
    """From which day to which."""

    since = day(_("自"))
    until = day(_("至"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("应晚于起始日期。"))
        return values


class PeriodView(DeskView):
    """A page about a period; the last three months unless another one is chosen."""

    permission = "case.supervise"

    def get(self, request: HttpRequest) -> HttpResponse:
        today = clock.today()
        return self.about(PeriodForm({"since": today - LOOKED_BACK, "until": today}))

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.about(PeriodForm(request.POST))

    def about(self, form: PeriodForm) -> HttpResponse:
        """The page for what was asked."""
        readable = form.is_valid()
        found = self.found(**form.cleaned_data) if readable else {}
        context = self.get_context_data(form=form, **found)
        return self.render_to_response(context, status=200 if readable else 400)

    def found(self, since: date, until: date) -> Mapping[str, Any]:
        """What the page shows of the period."""
        raise NotImplementedError


class CaseBoard(PeriodView):
    """How the offices stand."""

    title = _("办理进度")
    lead = _("按环节统计各办理机关的在办、到期和办结，一件办件可以有几个环节；按下级机关分行。")
    template_name = "desk/cases/board.html"

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("审批速度"), reverse("desk:pace_alerts"), "gauge"),
            Link(_("旧版在办"), reverse("desk:case_outdated"), "versions"),
            Link(_("超期督办"), reverse("desk:case_overdue"), "alarm"),
        )

    def found(self, since: date, until: date) -> Mapping[str, Any]:
        rows = boards.board(self.actor, since=since, until=until)
        names = divisions.names({each.office for each in rows})
        totals = {
            name: sum(getattr(each, name) for each in rows)
            for name in ("open", "overdue", "soon", "closed", "closed_in_time", "returned")
        }
        shown = cells(STANDING, rows, lambda _codes: names)
        return {
            "columns": STANDING,
            "rows": shown,
            "totals": totals,
            "chart": chart(rows, names),
        }


def chart(rows: Sequence[BoardRow], names: Mapping[str, str]) -> dict[str, Any] | None:
    """Open cases of the offices that have most, those in time beside those that are late."""
    ordered = sorted(rows, key=lambda each: (-each.overdue, -each.open))[:MOST_DRAWN]
    if not ordered:
        return None
    return {
        "kind": "lying",
        "words": [names.get(each.office, each.office) for each in ordered],
        "series": [
            {"name": str(_("期限内")), "values": [each.open - each.overdue for each in ordered]},
            {"name": str(_("已超期")), "values": [each.overdue for each in ordered]},
        ],
    }


class CaseCompliance(PeriodView):
    """Whether each office keeps to the procedure (规范化管理)."""

    title = _("规范办理情况")
    lead = _(
        "逐个收件机关统计本期办结的办件：是否按期、是否一次告知补正、异议、延长和更正，"
        "文书是否按期送达，决定是否与规则结论一致；到期没有办结的，计入“超期未办结”。"
    )
    template_name = "desk/cases/compliance.html"

    def found(self, since: date, until: date) -> Mapping[str, Any]:
        rows = boards.compliance(self.actor, since=since, until=until)
        return {"columns": KEEPING, "rows": cells(KEEPING, rows, divisions.names)}
