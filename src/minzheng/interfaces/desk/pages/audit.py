"""The audit browser: who did what, for which purpose, and whether the chain holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.base.errors import InvalidValue
from minzheng.interfaces.desk.fields import choice, day
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.pages.events import ShownEvent, in_words
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.audit import api as audit
from minzheng.kernel.registry.api.results import Page

RESULTS = {
    "done": _("完成"),
    "refused": _("未准许"),
    "failed": _("失败"),
}


class EventFilters(forms.Form):
    """Which events."""

    action = choice(_("操作"), audit.ACTIONS.items(), required=False, blank=_("全部"))
    result = choice(_("结果"), RESULTS.items(), required=False, blank=_("全部"))
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))
    since = day(_("自"), required=False)
    until = day(_("至"), required=False)


class EventList(ListView[ShownEvent]):
    """Events, the newest first."""

    permission = "audit.read"
    title = _("操作日志")
    lead = _("每一次查询和修改都在这里。记录连成一条链，每分钟在外部留存一次签名，改不了也删不掉。")
    template_name = "desk/audit/list.html"
    filters = EventFilters
    addressable = ("action", "result")
    columns = (
        Column[ShownEvent](_("时间"), lambda event: event.at, main=True),
        Column[ShownEvent](_("人员"), lambda event: event.actor or _("系统")),
        Column[ShownEvent](_("岗位"), lambda event: event.role_title),
        Column[ShownEvent](_("操作"), lambda event: event.title),
        Column[ShownEvent](_("用途"), lambda event: event.purpose_title),
        Column[ShownEvent](
            _("对象区划"), lambda event: Area(event.division) if event.division else None
        ),
        Column[ShownEvent](
            _("结果"),
            lambda event: Badge(
                RESULTS.get(event.result, event.result),
                Tone.GOOD if event.result == "done" else Tone.BAD,
            ),
        ),
        Column[ShownEvent](_("地址"), lambda event: event.ip),
    )
    empty = Empty(_("没有符合条件的记录"), _("放宽时间或操作的条件再试。"), "history-off")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[ShownEvent]:
        asked = audit.Wanted(
            actions=frozenset({wanted["action"]} if wanted.get("action") else ()),
            division=wanted.get("division", ""),
            result=wanted.get("result", ""),
            since=_midnight(wanted.get("since")),
            until=_midnight(wanted.get("until"), days=1),
        )
        found = audit.search_events(asked, before=_event(cursor), limit=limit + 1)
        shown = in_words(found[:limit])
        audit.record("audit.search", payload={"shown": len(shown)})
        return Page(tuple(shown), str(shown[-1].id) if len(found) > limit else "")

    def actions(self) -> Sequence[Link]:
        return (Link(_("追查导出文件"), reverse("desk:export_trace"), "file-search", "audit.read"),)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(lag=audit.lag(), **context)


def _midnight(on: Any, *, days: int = 0) -> datetime | None:
    if on is None:
        return None
    return datetime.combine(on, time.min, tzinfo=BUSINESS_ZONE) + timedelta(days=days)


def _event(cursor: str) -> UUID | None:
    try:
        return UUID(cursor) if cursor else None
    except ValueError:
        raise InvalidValue("翻页的位置无法识别，请重新查询。") from None
