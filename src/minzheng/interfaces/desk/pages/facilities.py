"""Facilities: places that serve, run by an organisation or by a village itself."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NOTE, choice, day, line
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.registry.api import organisations
from minzheng.kernel.registry.api.choices import FacilityKind
from minzheng.kernel.registry.api.organisations import FacilityEntry
from minzheng.kernel.registry.api.results import FacilityRow, Page

MOST_BEDS = 100_000
LARGEST_AREA = 10_000_000


class FacilityFilters(forms.Form):
    """Which facilities."""

    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


def _of_organisation(row: FacilityRow) -> str:
    return reverse("desk:organisation", args=[row.organisation]) if row.organisation else ""


class FacilityList(ListView[FacilityRow]):
    """Facilities in the scope."""

    permission = "organisation.read"
    title = _("设施")
    filters = FacilityFilters
    addressable = ("division",)
    columns = (
        Column[FacilityRow](_("名称"), lambda row: row.name, address=_of_organisation, main=True),
        Column[FacilityRow](_("类型"), lambda row: row.kind_title),
        Column[FacilityRow](_("所在区划"), lambda row: Area(row.division)),
        Column[FacilityRow](_("地址"), lambda row: row.address),
        Column[FacilityRow](_("床位"), lambda row: row.beds),
        Column[FacilityRow](_("状态"), lambda row: Badge(_("已停用")) if row.closed_on else None),
    )
    closing = Column[FacilityRow](
        _("操作"),
        lambda row: None if row.closed_on else _("停用"),
        address=lambda row: "" if row.closed_on else reverse("desk:facility_close", args=[row.id]),
    )
    empty = Empty(_("没有设施"), _("养老机构、助餐点、社工站等登记在这里。"), "building-off")

    def shown_columns(self) -> Sequence[Column[FacilityRow]]:
        may = self.actor.may("organisation.change")
        return (*self.columns, self.closing) if may else self.columns

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[FacilityRow]:
        return organisations.list_facilities(
            self.actor, division=wanted.get("division", ""), after=cursor, limit=limit
        )

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("登记设施"), reverse("desk:facility_new"), "plus", "organisation.change", True),
        )


class FacilityForm(forms.Form):
    """A facility."""

    name = line(_("名称"), longest=LONGEST_NOTE)
    kind = choice(_("类型"), FacilityKind.choices)
    division = DivisionField(_("所在区划"))
    address = line(_("地址"), required=False)
    beds = forms.IntegerField(label=_("床位"), required=False, min_value=0, max_value=MOST_BEDS)
    floor_area = forms.IntegerField(
        label=_("建筑面积（平方米）"), required=False, min_value=0, max_value=LARGEST_AREA
    )
    opened_on = day(_("启用日期"), required=False)


class FacilityNew(EditView):
    """Registers a facility, of the organisation in the address if there is one."""

    permission = "organisation.change"
    title = _("登记设施")
    form_class = FacilityForm
    submit = _("登记")
    done = _("设施已登记。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division}

    def save(self, values: dict[str, Any]) -> str:
        owner: UUID | None = self.kwargs.get("organisation")
        entry = FacilityEntry(organisation=owner, **values)
        organisations.register_facility(self.actor, entry=entry)
        if owner is None:
            return reverse("desk:facilities")
        return reverse("desk:organisation", args=[owner])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("设施"), reverse("desk:facilities")),)
