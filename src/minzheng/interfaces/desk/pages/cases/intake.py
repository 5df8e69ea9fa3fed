"""A new case, first of three screens: for whom, and what.

A case that is about nobody on file (a stranger at the station, a report) needs no person: it says
in words whom it is about.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.casework.service_item import ApplicantUnit, ServiceItem
from minzheng.interfaces.desk.fields import LONGEST_NAME, line, offer
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.cases.items import grouped_choices, item_of
from minzheng.interfaces.desk.people import sex_and_age
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api import intake
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.results import PersonRow

MOST_SHOWN = 20
VILLAGE = "village_officer"
PROTECTED = _("孩子的档案已经按儿童保护管理，镇（街道）和村（社区）看不到这件办件。")


class WhatForm(forms.Form):
    """What is asked for."""

    item = forms.ChoiceField(label=_("办什么"), widget=forms.RadioSelect, choices=grouped_choices)
    urgent = forms.BooleanField(
        label=_("情况急难，需要先行救助"), required=False, help_text=_("先救助，材料事后补齐")
    )


class WhoForm(WhatForm):
    """Who asks, and for what."""

    sought = line(
        _("申请人"),
        longest=60,
        private=True,
        required=False,
        help_text=_("姓名、身份号码或电话；须已有档案"),
    )
    person = forms.ChoiceField(
        label=_("是哪一位"), required=False, widget=forms.RadioSelect, choices=()
    )
    who = line(
        _("对象说明"),
        longest=LONGEST_NAME,
        required=False,
        private=True,
        help_text=_("只在身份不明或者没有档案时填写，例如 车站老年男性"),
    )
    field_order = ("sought", "person", "item", "urgent", "who")

    def offer(self, found: Sequence[PersonRow]) -> None:
        """Let one of several people of that name be chosen."""
        offer(self, "person", ((str(row.id), _told(row)) for row in found))


def _told(row: PersonRow) -> str:
    words = [row.name, sex_and_age(row.sex, row.birth_date, row.death_date), row.household_number]
    return " · ".join(word for word in words if word)


class _New(EditView):
    """What the three ways into a new case share."""

    permission = "case.open"
    title = _("登记新办件")
    lead = _("第一步，共三步：谁申请，办什么。")
    form_class = WhatForm
    submit = _("下一步")
    done = ""

    def opened(self, item: ServiceItem, urgent: bool, **whose: Any) -> str:
        """Open the case; the address of the second screen."""
        channel = "village" if self.actor.role == VILLAGE else "desk"
        case = intake.open_case(self.actor, item=item.code, channel=channel, urgent=urgent, **whose)
        if intake.protects(self.actor, item):
            messages.info(self.request, str(PROTECTED))
        return reverse("desk:case_questions", args=[case])

    def of_person(self, row: PersonRow, item: ServiceItem, urgent: bool) -> str:
        """For a person, or for the household in which that person lives."""
        if item.unit is ApplicantUnit.HOUSEHOLD:
            if row.household is None:
                raise Refused(
                    str(_("%(name)s还没有共同生活的家庭，请先登记家庭。")) % {"name": row.name}
                )
            return self.opened(item, urgent, household=row.household, applicant=row.id)
        return self.opened(item, urgent, person=row.id, applicant=row.id)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("业务办理"), reverse("desk:cases")),)


class CaseNew(_New):
    """For somebody who is looked up here."""

    template_name = "desk/cases/new.html"
    form_class = WhoForm

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = WhoForm(given)
        self.found: Sequence[PersonRow] = ()
        sought = str(given.get("sought", "")).strip()[: MOST_SHOWN * 3] if given else ""
        if sought:
            self.found = people.find_persons(self.actor, text=sought, limit=MOST_SHOWN).rows
            form.offer(self.found if len(self.found) > 1 else ())
        return form

    def save(self, values: dict[str, Any]) -> str:
        item = item_of(values["item"])
        if not values["sought"]:
            if item.unit is not ApplicantUnit.EVENT:
                raise Refused(str(_("请输入申请人的姓名、身份号码或电话。")))
            if not values["who"]:
                raise Refused(str(_("请说明对象。")))
            return self.opened(item, values["urgent"], who=values["who"])
        return self.of_person(self.chosen(values["person"]), item, values["urgent"])

    def chosen(self, person: str) -> PersonRow:
        """The one who was found, or chosen among several. Raises `Refused`."""
        if not self.found:
            raise Refused(str(_("辖区内没有这个人的档案，请先登记人员；外地的请用“异地代收”。")))
        for row in self.found:
            if len(self.found) == 1 or str(row.id) == person:
                return row
        raise Refused(str(_("找到不止一个人，请在下面选择是哪一位。")))

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("异地代收"), reverse("desk:receipt_new"), "transfer-in", "case.open"),
            Link(_("登记新人员"), reverse("desk:person_new"), "user-plus", "person.change"),
        )


class PersonCaseNew(_New):
    """For the person in the address."""

    def save(self, values: dict[str, Any]) -> str:
        row = people.person_row(self.actor, person=self.kwargs["person"])
        return self.of_person(row, item_of(values["item"]), values["urgent"])


class HouseholdCaseNew(_New):
    """For the household in the address."""

    def save(self, values: dict[str, Any]) -> str:
        household: UUID = self.kwargs["household"]
        item = item_of(values["item"])
        if item.unit is not ApplicantUnit.HOUSEHOLD:
            raise Refused(str(_("这个事项按个人申请，请从人员档案登记。")))
        return self.opened(item, values["urgent"], household=household)
