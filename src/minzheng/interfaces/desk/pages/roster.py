"""Who works for the villages and neighbourhoods: secretaries, directors, assistance officers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, day, line
from minzheng.interfaces.desk.generic.columns import Area, Column
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.registry.api import rosters
from minzheng.kernel.registry.api.choices import VillagePost
from minzheng.kernel.registry.api.results import Page, RosterRow


class RosterFilters(forms.Form):
    """Whose."""

    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class RosterList(ListView[RosterRow]):
    """The staff of villages in the scope."""

    permission = "organisation.read"
    title = _("村（社区）人员")
    filters = RosterFilters
    addressable = ("division",)
    columns = (
        Column[RosterRow](
            _("姓名"),
            lambda row: row.name,
            address=lambda row: reverse("desk:person", args=[row.person]) if row.person else "",
            main=True,
        ),
        Column[RosterRow](_("岗位"), lambda row: row.post_title),
        Column[RosterRow](_("村（社区）"), lambda row: Area(row.division)),
        Column[RosterRow](_("电话"), lambda row: row.phone, style="mz-nowrap mz-number"),
        Column[RosterRow](_("任职日期"), lambda row: row.valid_from),
        Column[RosterRow](
            _("离任日期"),
            lambda row: row.valid_to or _("登记离任"),
            address=lambda row: "" if row.valid_to else reverse("desk:roster_leave", args=[row.id]),
        ),
    )
    empty = Empty(
        _("没有登记村（社区）人员"), _("救助协理员、儿童主任、网格员等登记在这里。"), "users-group"
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[RosterRow]:
        return rosters.list_roster(
            self.actor, division=wanted.get("division", ""), after=cursor, limit=limit
        )

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("登记人员"), reverse("desk:roster_new"), "plus", "organisation.change", True),
        )


class RosterForm(forms.Form):
    """Somebody in a village post."""

    name = line(_("姓名"), longest=LONGEST_NAME)
    post = choice(_("岗位"), VillagePost.choices)
    division = DivisionField(_("村（社区）"))
    phone = line(_("电话"), longest=30, required=False, private=True)
    valid_from = day(_("任职日期"))


class RosterNew(EditView):
    """Somebody takes a village post."""

    permission = "organisation.change"
    title = _("登记村（社区）人员")
    form_class = RosterForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division, "valid_from": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        rosters.enter_roster(self.actor, **values)
        return reverse("desk:roster")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("村（社区）人员"), reverse("desk:roster")),)


class LeaveForm(forms.Form):
    """Since when."""

    on = day(_("离任日期"))


class RosterLeave(EditView):
    """Somebody leaves a village post."""

    permission = "organisation.change"
    title = _("登记离任")
    form_class = LeaveForm
    submit = _("登记")
    done = _("已登记离任。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        rosters.leave_roster(self.actor, entry=self.kwargs["entry"], on=values["on"])
        return reverse("desk:roster")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("村（社区）人员"), reverse("desk:roster")),)
