"""Organisations: the list, the page of one with its facilities, and the forms."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import (
    LONGEST_NAME,
    LONGEST_NOTE,
    choice,
    day,
    line,
)
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.registry.api import divisions, organisations
from minzheng.kernel.registry.api.choices import OrganisationKind, OrganisationState
from minzheng.kernel.registry.api.organisations import OrganisationEntry
from minzheng.kernel.registry.api.results import OrganisationRow, Page

LONGEST_CODE = 30


class OrganisationFilters(forms.Form):
    """Which organisations."""

    text = line(_("名称或信用代码"), longest=60, required=False)
    division = DivisionField(_("区划"), required=False, blank=_("全部辖区"))


class OrganisationList(ListView[OrganisationRow]):
    """Organisations in the scope."""

    permission = "organisation.read"
    title = _("机构")
    filters = OrganisationFilters
    addressable = ("division",)
    columns = (
        Column[OrganisationRow](
            _("名称"),
            lambda row: row.name,
            address=lambda row: reverse("desk:organisation", args=[row.id]),
            main=True,
        ),
        Column[OrganisationRow](_("类型"), lambda row: row.kind_title),
        Column[OrganisationRow](
            _("统一社会信用代码"), lambda row: row.credit_code, style="mz-nowrap mz-number"
        ),
        Column[OrganisationRow](_("所在区划"), lambda row: Area(row.division)),
        Column[OrganisationRow](
            _("状态"),
            lambda row: Badge(row.state_title, Tone.GOOD if row.state == "active" else Tone.PLAIN),
        ),
    )
    empty = Empty(_("没有符合条件的机构"), _("换一个条件试试，或者登记机构。"), "building-off")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[OrganisationRow]:
        place = wanted.get("division", "")
        if text := wanted.get("text", ""):
            return organisations.find_organisations(
                self.actor, text=text, division=place, after=cursor, limit=limit
            )
        return organisations.list_organisations(
            self.actor, division=place, after=cursor, limit=limit
        )

    def actions(self) -> Sequence[Link]:
        return (
            Link(
                _("登记机构"), reverse("desk:organisation_new"), "plus", "organisation.change", True
            ),
        )


class OrganisationPage(DeskView):
    """One organisation with its facilities."""

    permission = "organisation.read"
    template_name = "desk/organisations/page.html"

    def get(self, request: HttpRequest, organisation: UUID) -> HttpResponse:
        file = organisations.organisation_file(self.actor, organisation=organisation)
        codes = {file.organisation.division} | {each.division for each in file.facilities}
        context = self.get_context_data(
            title=file.organisation.name, file=file, names=divisions.names(codes)
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("机构"), reverse("desk:organisations")),)

    def actions(self) -> Sequence[Link]:
        which = [self.kwargs["organisation"]]
        return (
            Link(
                _("登记设施"),
                reverse("desk:organisation_facility_new", args=which),
                "building-plus",
                "organisation.change",
            ),
            Link(
                _("变更"), reverse("desk:organisation_edit", args=which), "edit",
                "organisation.change", True,
            ),
        )  # fmt: skip


class OrganisationForm(forms.Form):
    """An organisation."""

    name = line(_("名称"), longest=LONGEST_NOTE)
    kind = choice(_("类型"), OrganisationKind.choices)
    credit_code = line(
        _("统一社会信用代码"), longest=LONGEST_CODE, required=False, help_text=_("18位；没有的留空")
    )
    division = DivisionField(_("所在区划"))
    legal_representative = line(_("法定代表人"), longest=LONGEST_NAME, required=False)
    address = line(_("住所"), required=False)
    registered_on = day(_("成立登记日期"), required=False)


class OrganisationNew(EditView):
    """Registers an organisation."""

    permission = "organisation.change"
    title = _("登记机构")
    form_class = OrganisationForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division}

    def save(self, values: dict[str, Any]) -> str:
        organisation = organisations.register_organisation(
            self.actor, entry=OrganisationEntry(**values)
        )
        return reverse("desk:organisation", args=[organisation])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("机构"), reverse("desk:organisations")),)


class OrganisationChange(OrganisationForm):
    """What may change about an organisation; the version tells whether somebody was first."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    state = choice(_("状态"), OrganisationState.choices)
    ended_on = day(_("终止日期"), required=False)


class OrganisationEdit(EditView):
    """Changes an organisation."""

    permission = "organisation.change"
    title = _("变更机构")
    form_class = OrganisationChange

    def initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        file = organisations.organisation_file(self.actor, organisation=self.kwargs["organisation"])
        return {name: getattr(file.organisation, name) for name in self.form_class.base_fields}

    def save(self, values: dict[str, Any]) -> str:
        organisation = self.kwargs["organisation"]
        version = values.pop("version")
        organisations.change_organisation(
            self.actor,
            organisation=organisation,
            version=version,
            entry=OrganisationEntry(**values),
        )
        return reverse("desk:organisation", args=[organisation])

    def crumbs(self) -> Sequence[Link]:
        here = reverse("desk:organisation", args=[self.kwargs["organisation"]])
        return (Link(_("机构"), reverse("desk:organisations")), Link(_("机构档案"), here))
