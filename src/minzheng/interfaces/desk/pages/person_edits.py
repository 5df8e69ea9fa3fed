"""Registering a person and correcting what is on file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import (
    LONGEST_NAME,
    choice,
    day,
    line,
    number_choice,
)
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.above import person_crumbs
from minzheng.interfaces.desk.people import SEXES
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import clock
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.api.choices import DocumentKind
from minzheng.kernel.registry.api.people import PersonChanges, PersonEntry

LONGEST_NUMBER = 30
ETHNICITY_NOTE = _("例如 汉族")


class PersonForm(forms.Form):
    """A new person. Sex and birth date follow from an ID number, where there is one."""

    name = line(_("姓名"), longest=LONGEST_NAME, private=True)
    kind = choice(_("证件类型"), DocumentKind.choices)
    number = line(
        _("证件号码"),
        longest=LONGEST_NUMBER,
        required=False,
        private=True,
        help_text=_("15位或18位都可以；全角数字会自动转换"),
    )
    no_identity = forms.BooleanField(
        label=_("没有身份号码"),
        required=False,
        help_text=_("例如查找不到生父母的儿童、走失人员；系统给一个临时编码"),
    )
    official = forms.BooleanField(
        label=_("号码已经公安机关确认"),
        required=False,
        help_text=_("校验位、出生日期或性别与号码不一致、但公安确认无误的勾选"),
    )
    sex = number_choice(_("性别"), SEXES.items(), required=False)
    birth_date = day(_("出生日期"), required=False, help_text=_("有身份号码的可以不填"))
    ethnicity = line(_("民族"), longest=20, required=False, help_text=ETHNICITY_NOTE)
    division = DivisionField(_("居住地"))
    registration_division = DivisionField(_("户籍地"), required=False, anywhere=True)
    phone = line(_("电话"), longest=LONGEST_NUMBER, required=False, private=True)
    address = line(_("详细地址"), required=False, private=True)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("number") and not values.get("no_identity") and not self.errors:
            self.add_error("number", _("请填写证件号码，或者勾选“没有身份号码”。"))
        return values


class PersonNew(EditView):
    """Registers a person. Whoever else may hold the number, the answer is the same."""

    permission = "person.change"
    title = _("登记新人员")
    lead = _("请先搜索，确认辖区内没有这个人的档案。号码由系统在后台核对，有疑问的会转给上级。")
    form_class = PersonForm
    submit = _("登记")
    done = _("已登记。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division}

    def save(self, values: dict[str, Any]) -> str:
        values = dict(values)
        values["sex"] = values["sex"] or 0
        person = people.register_person(self.actor, entry=PersonEntry(**values))
        return reverse("desk:person", args=[person])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("人员"), reverse("desk:persons")),)


class CorrectionForm(forms.Form):
    """What may be wrong about a person. The version tells whether somebody else was first."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    name = line(_("姓名"), longest=LONGEST_NAME, private=True)
    keep_former_name = forms.BooleanField(label=_("原名留作曾用名"), required=False, initial=True)
    sex = number_choice(_("性别"), SEXES.items())
    birth_date = day(_("出生日期"), required=False)
    ethnicity = line(_("民族"), longest=20, required=False, help_text=ETHNICITY_NOTE)
    registration_division = DivisionField(_("户籍地"), required=False, anywhere=True)
    residence_division = DivisionField(_("居住地"), required=False, anywhere=True)


class PersonEdit(EditView):
    """Corrects a person's own particulars."""

    permission = "person.change"
    title = _("更正人员信息")
    form_class = CorrectionForm

    def initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        file = people.person_file(self.actor, person=self.kwargs["person"])
        same = ("version", "name", "sex", "birth_date", "ethnicity")
        places = ("registration_division", "residence_division")
        return {name: getattr(file, name) for name in (*same, *places)} | {"keep_former_name": True}

    def save(self, values: dict[str, Any]) -> str:
        person = self.kwargs["person"]
        values = dict(values)
        version = values.pop("version")
        people.change_person(
            self.actor, person=person, version=version, changes=PersonChanges(**values)
        )
        return reverse("desk:person", args=[person])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])


class DeathForm(forms.Form):
    """A death."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    on = day(_("死亡日期"))


class PersonDeath(EditView):
    """Records a death."""

    permission = "person.change"
    title = _("登记死亡")
    lead = _("登记以后，待遇从规定的月份起停发。家庭成员关系保留，当月仍计入。")
    form_class = DeathForm
    submit = _("登记死亡")
    done = _("已登记死亡。")

    def initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        file = people.person_file(self.actor, person=self.kwargs["person"])
        return {"version": file.version, "on": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        people.record_death(self.actor, person=self.kwargs["person"], **values)
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])


class DeathWithdrawalForm(forms.Form):
    """Why a death on file is none."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = line(_("依据"), longest=200, help_text=_("例如 某月某日见到本人、公安机关户籍证明"))


class PersonDeathWithdrawal(EditView):
    """Withdraws a record of a death."""

    permission = "person.change"
    title = _("撤销死亡登记")
    lead = _(
        "登记错了人、登记错了日期的在这里撤销；日期错的撤销后重新登记。"
        "因死亡暂缓的发放不会自动恢复：每项待遇各生成一条线索，由他人核实后解除。"
    )
    form_class = DeathWithdrawalForm
    submit = _("撤销死亡登记")
    done = _("死亡登记已撤销。")

    def initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        file = people.person_file(self.actor, person=self.kwargs["person"])
        return {"version": file.version}

    def save(self, values: dict[str, Any]) -> str:
        people.withdraw_death(self.actor, person=self.kwargs["person"], **values)
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])


class MoveForm(forms.Form):
    """Where a file goes."""

    division = DivisionField(_("迁入地区划"))
    reason = line(_("迁移原因"))


class PersonMove(EditView):
    """Moves a whole file within the scope."""

    permission = "person.change"
    title = _("迁移档案")
    lead = _("档案连同全部记录迁到另一个区划；迁出后，原来的经办人员不再看得到。")
    form_class = MoveForm
    submit = _("迁移")
    done = _("档案已迁移。")

    def save(self, values: dict[str, Any]) -> str:
        people.move_person(self.actor, person=self.kwargs["person"], **values)
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])
