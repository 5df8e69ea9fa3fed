"""Founding and ending households, who joins and leaves, who supports from outside."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.catalogue.codes import Relation
from minzheng.interfaces.desk.fields import (
    LONGEST_NAME,
    choice,
    day,
    line,
    number_choice,
)
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import household_crumbs, person_crumbs
from minzheng.interfaces.desk.pages.person_edits import LONGEST_NUMBER
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.registry.api import households, people
from minzheng.kernel.registry.api.choices import HouseholdKind

RELATIONS = [(each.value, each.title) for each in Relation]
SUPPORTING = [pair for pair in RELATIONS if pair[0] != Relation.head]


class HouseholdForm(forms.Form):
    """A new household."""

    kind = choice(_("类型"), HouseholdKind.choices)
    number = line(_("家庭编号"), longest=40, required=False, help_text=_("留空由系统编号"))
    division = DivisionField(_("所在区划"))
    valid_from = day(_("立户日期"))
    address = line(_("详细地址"), required=False, private=True)


class HouseholdNew(EditView):
    """Founds a household; members join on its page."""

    permission = "household.change"
    title = _("登记新家庭")
    lead = _("先登记家庭，再在家庭页面增加成员。户籍户和共同生活的家庭是两回事，分别登记。")
    form_class = HouseholdForm
    submit = _("登记")
    done = _("家庭已登记，请增加成员。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division, "valid_from": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        household = households.found_household(self.actor, **values)
        return reverse("desk:household", args=[household])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("家庭"), reverse("desk:households")),)


class JoinForm(forms.Form):
    """Somebody joins. Found by name or number; several hits are chosen from."""

    sought = line(
        _("姓名或身份号码"),
        longest=60,
        private=True,
        help_text=_("须已有档案；同名的请输入身份号码"),
    )
    relation = number_choice(_("与户主关系"), RELATIONS)
    on = day(_("加入日期"))
    reason = line(_("事由"), longest=100, required=False, help_text=_("例如 结婚、出生、迁入"))


class HouseholdJoin(EditView):
    """A person joins the household; the file follows into an assistance household."""

    permission = "household.change"
    title = _("增加成员")
    form_class = JoinForm
    submit = _("加入")
    done = _("已加入家庭。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        found = people.find_persons(self.actor, text=values["sought"], limit=2).rows
        if not found:
            raise Refused(str(_("辖区内没有这个人的档案，请先登记人员。")))
        if len(found) > 1:
            raise Refused(str(_("找到不止一个人，请输入身份号码。")))
        households.join_household(
            self.actor,
            person=found[0].id,
            household=self.kwargs["household"],
            relation=values["relation"],
            on=values["on"],
            reason=values["reason"],
        )
        return reverse("desk:household", args=[self.kwargs["household"]])

    def crumbs(self) -> Sequence[Link]:
        return household_crumbs(self.kwargs["household"])


class LeaveForm(forms.Form):
    """Since when somebody no longer belongs, and why."""

    on = day(_("离开日期"), help_text=_("自这一天起不再是成员"))
    reason = line(_("事由"), longest=100, help_text=_("例如 结婚、死亡、分户"))


class HouseholdLeave(EditView):
    """A member leaves."""

    permission = "household.change"
    title = _("成员离开")
    form_class = LeaveForm
    submit = _("确定")
    done = _("已登记离开。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        households.leave_household(self.actor, membership=self.kwargs["membership"], **values)
        return reverse("desk:household", args=[self.kwargs["household"]])

    def crumbs(self) -> Sequence[Link]:
        return household_crumbs(self.kwargs["household"])


class HouseholdEnd(EditView):
    """Ends a household; its last members leave with it."""

    permission = "household.change"
    title = _("销户")
    lead = _("销户以后，现有成员同日离开，家庭档案保留。")
    form_class = LeaveForm
    submit = _("销户")
    done = _("已销户。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        households.end_household(self.actor, household=self.kwargs["household"], **values)
        return reverse("desk:household", args=[self.kwargs["household"]])

    def crumbs(self) -> Sequence[Link]:
        return household_crumbs(self.kwargs["household"])


class SupporterForm(forms.Form):
    """Somebody whom the law obliges to support a person."""

    relation = number_choice(_("与此人的关系"), SUPPORTING)
    name = line(_("姓名"), longest=LONGEST_NAME, required=False, private=True)
    birth_date = day(_("出生日期"), required=False)
    number = line(_("身份号码"), longest=LONGEST_NUMBER, required=False, private=True)
    on = day(_("自何日起"))


class SupporterNew(EditView):
    """Registers a statutory supporter outside the household."""

    permission = "household.change"
    title = _("登记法定赡养抚养扶养义务人")
    form_class = SupporterForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        households.add_supporter(self.actor, person=self.kwargs["person"], **values)
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])
