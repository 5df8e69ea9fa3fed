"""The inbox: what is to be done in this office, by the colour of its clock."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, offered
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone, Value
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.pages.cases.due import due_badge
from minzheng.interfaces.desk.pages.cases.items import item_choices, step_choices
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.casework.api import reading
from minzheng.kernel.casework.api.results import TaskRow
from minzheng.kernel.registry.api.results import Page

COLOURS = (
    ("overdue", _("已超期")),
    ("soon", _("今天和3个工作日内到期")),
    ("later", _("以后到期")),
)
HOLDERS = (("mine", _("我领办的")), ("free", _("还没有人领办的")))


class InboxFilters(forms.Form):
    """Which tasks."""

    colour = choice(_("期限"), COLOURS, required=False, blank=_("全部"))
    item = offered(_("事项"), item_choices, required=False, blank=_("全部事项"))
    step = offered(_("环节"), step_choices, required=False, blank=_("全部环节"))
    division = DivisionField(_("村（社区）"), required=False, blank=_("全部辖区"))
    holder = choice(_("经办"), HOLDERS, required=False, blank=_("全部"))


def _case(row: TaskRow) -> str:
    return reverse("desk:case", args=[row.case])


def _due(row: TaskRow) -> Value:
    return due_badge(row.due_on, row.colour)


def _step(row: TaskRow) -> Value:
    return Badge(row.title, Tone.BAD) if row.urgent else row.title


class Inbox(ListView[TaskRow]):
    """Open tasks of the office in which one works, the most pressing first."""

    permission = "case.read"
    title = _("待办")
    lead = _("任务派到岗位，不派到个人：领办以后由您办完，也可以退回给同事。")
    template_name = "desk/cases/inbox.html"
    filters = InboxFilters
    addressable = ("colour", "item", "step", "holder", "division")
    columns = (
        Column[TaskRow](_("申请人"), lambda row: row.applicant_name, address=_case, main=True),
        Column[TaskRow](_("期限"), _due, style="mz-nowrap"),
        Column[TaskRow](_("要办的事"), _step),
        Column[TaskRow](_("事项"), lambda row: row.item_title),
        Column[TaskRow](_("村（社区）"), lambda row: Area(row.division)),
        Column[TaskRow](_("领办人"), lambda row: row.taken_by_name),
        Column[TaskRow](_("办件编号"), lambda row: row.number, style="mz-nowrap mz-number"),
    )
    empty = Empty(
        _("没有等待办理的任务"),
        _("有新的申请、到期的核对或者别处转来的办件时，会出现在这里。"),
        "checkbox",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[TaskRow]:
        return reading.inbox(
            self.actor,
            colour=wanted.get("colour", ""),
            item=wanted.get("item", ""),
            step=wanted.get("step", ""),
            division=wanted.get("division", ""),
            holder=wanted.get("holder", ""),
            after=cursor,
            limit=limit,
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        counts = reading.inbox_counts(self.actor)
        chosen = (
            context["form"].cleaned_data.get("colour", "") if context["form"].is_valid() else ""
        )
        colours = [
            {
                "code": code,
                "title": title,
                "count": getattr(counts, code),
                "address": f"{reverse('desk:cases')}?colour={code}",
                "current": code == chosen,
            }
            for code, title in COLOURS
        ]
        return super().get_context_data(colours=colours, **context)

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("成批审查"), reverse("desk:case_batch"), "columns-3", "case.decide"),
            Link(_("全部办件"), reverse("desk:case_list"), "list-search"),
            Link(_("新办件"), reverse("desk:case_new"), "file-plus", "case.open", True),
        )


class Escalated(ListView[TaskRow]):
    """Everything that is overdue within the scope, of whatever office: for those who look after."""

    permission = "case.supervise"
    title = _("超期督办")
    lead = _("辖区内各机关已经超过法定期限的任务，超得最久的在前。")
    columns = Inbox.columns
    empty = Empty(_("没有超期的任务"), _("各机关都在期限内。"), "mood-smile")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[TaskRow]:
        return reading.escalated(self.actor, after=cursor, limit=limit)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("办理进度"), reverse("desk:case_board")),)
