"""Who decided faster than anybody can read, and what a look into it found."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, paragraph
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Text, Tone, Value
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.kernel.casework.api import deciding
from minzheng.kernel.casework.api.deciding import PaceAlertRow
from minzheng.kernel.registry.api.results import Page


class PaceFilters(forms.Form):
    """Those that wait, or all."""

    which = choice(_("范围"), (("all", _("包括已核查的")),), required=False, blank=_("待核查的"))


def _address(row: PaceAlertRow) -> str:
    """Where it is judged; nowhere for one's own pace and for what has been judged."""
    if row.own or row.settled_at:
        return ""
    return reverse("desk:pace_settle", args=[row.id])


def _verdict(row: PaceAlertRow) -> Value:
    if row.settled_at:
        return row.verdict
    return Badge(_("由他人核查")) if row.own else Badge(_("待核查"), Tone.WAIT)


class PaceAlerts(ListView[PaceAlertRow]):
    """Alerts of the scope, the latest first."""

    permission = "case.supervise"
    title = _("审批速度")
    lead = _("两分钟内作出的决定多到不可能逐件看过的，列在这里，由本人以外的人抽查。")
    filters = PaceFilters
    addressable = ("which",)
    columns = (
        Column[PaceAlertRow](_("审批人"), lambda row: row.name, address=_address, main=True),
        Column[PaceAlertRow](_("机关"), lambda row: Area(row.office)),
        Column[PaceAlertRow](_("决定件数"), lambda row: row.count),
        Column[PaceAlertRow](_("自"), lambda row: row.since, style="mz-nowrap mz-number"),
        Column[PaceAlertRow](_("至"), lambda row: row.until, style="mz-nowrap mz-number"),
        Column[PaceAlertRow](_("核查结论"), _verdict),
    )
    empty = Empty(_("没有待核查的提示"), _("没有人批得快到来不及看。"), "mood-smile")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[PaceAlertRow]:
        return Page(deciding.pace_alerts(self.actor, open_only=not wanted.get("which")))

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("办理进度"), reverse("desk:case_board")),)


class SettleForm(forms.Form):
    """What was looked at and what was found."""

    verdict = paragraph(_("核查结论"), help_text=_("抽查了哪些办件，是否认真审核，如何处理"))


class PaceAlertSettle(EditView):
    """Judges somebody else's pace."""

    permission = "case.supervise"
    title = _("核查审批速度")
    form_class = SettleForm
    submit = _("登记结论")
    done = _("核查结论已登记。")

    @cached_property
    def alert(self) -> PaceAlertRow:
        """The alert in the address. Raises `Unseen`."""
        return deciding.pace_alert(self.actor, alert=self.kwargs["pace"])

    def heading(self) -> Text:
        return f"{self.title}：{self.alert.name}"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        since, until = (timezone.localtime(each) for each in (self.alert.since, self.alert.until))
        words = {
            "count": self.alert.count,
            "since": since.strftime("%Y-%m-%d %H:%M"),
            "until": until.strftime("%H:%M"),
        }
        lead = _now("%(since)s 至 %(until)s 作出 %(count)s 件决定。请先抽查这些办件，再写结论。")
        return super().get_context_data(lead=lead % words, **context)

    def save(self, values: dict[str, Any]) -> str:
        deciding.settle_pace_alert(self.actor, alert=self.alert.id, verdict=values["verdict"])
        return reverse("desk:pace_alerts")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("审批速度"), reverse("desk:pace_alerts")),)
