"""Possible duplicates and disputed numbers: compared side by side, decided by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import line
from minzheng.interfaces.desk.generic.columns import Area, Column, Text
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import Empty, Link
from minzheng.interfaces.desk.pages.above import person_crumbs
from minzheng.interfaces.desk.people import SEXES
from minzheng.kernel.registry.api import divisions, duplicates, merges, people
from minzheng.kernel.registry.api.results import Page, PairRow, PersonFile


class DuplicateList(ListView[PairRow]):
    """Pairs that wait for a decision, the most similar first."""

    permission = "duplicates.review"
    title = _("疑似重复")
    lead = _("系统只提出疑问，不会自己合并。请比较两份档案，再决定是不是同一个人。")
    columns = (
        Column[PairRow](
            _("档案甲"),
            lambda pair: pair.a.name,
            address=lambda pair: reverse("desk:duplicate", args=[pair.id]),
            main=True,
        ),
        Column[PairRow](_("出生日期"), lambda pair: pair.a.birth_date, style="mz-nowrap"),
        Column[PairRow](_("所在区划"), lambda pair: Area(pair.a.division)),
        Column[PairRow](_("档案乙"), lambda pair: pair.b.name),
        Column[PairRow](_("出生日期"), lambda pair: pair.b.birth_date, style="mz-nowrap"),
        Column[PairRow](_("所在区划"), lambda pair: Area(pair.b.division)),
        Column[PairRow](_("相似度"), lambda pair: f"{pair.score // 100}%", style="mz-amount"),
    )
    empty = Empty(
        _("没有待核对的疑似重复"),
        _("登记和导入以后，系统会自动比对；有疑问的会出现在这里。"),
        "copy-check",
    )

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[PairRow]:
        return duplicates.list_duplicates(self.actor, after=cursor, limit=limit)


@dataclass(frozen=True, slots=True)
class Compared:
    """One property of two files."""

    title: Text
    a: str
    b: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.a and self.b and self.a != self.b)


class DecideForm(forms.Form):
    """Whether two files are one person, and which file stays."""

    verdict = forms.ChoiceField(
        label=_("结论"),
        choices=[
            ("a", _("是同一个人，保留档案甲，把乙并入")),
            ("b", _("是同一个人，保留档案乙，把甲并入")),
            ("apart", _("不是同一个人")),
        ],
        widget=forms.RadioSelect,
    )
    reason = line(_("理由"), required=False, help_text=_("合并须写明理由"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("verdict") in ("a", "b") and not values.get("reason"):
            self.add_error("reason", _("合并须写明理由。"))
        return values


class ApartForm(DecideForm):
    """For those who review but may not merge."""

    verdict = forms.ChoiceField(
        label=_("结论"),
        choices=[("apart", _("不是同一个人"))],
        widget=forms.RadioSelect,
        help_text=_("确是同一个人的，请由有合并权限的审批人员处理"),
    )


class Duplicate(EditView):
    """Two files side by side, and the decision."""

    permission = "duplicates.review"
    title = _("比较两份档案")
    template_name = "desk/duplicates/compare.html"
    form_class = DecideForm
    submit = _("确定")
    done = _("已处理。合并可以在档案里撤销。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form_class = DecideForm if self.actor.may("person.merge") else ApartForm
        return form_class(given)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        pair = duplicates.possible_pair(self.actor, pair=self.kwargs["pair"])
        a = people.person_file(self.actor, person=pair.a.id)
        b = people.person_file(self.actor, person=pair.b.id)
        return super().get_context_data(pair=pair, a=a, b=b, compared=compared(a, b), **context)

    def save(self, values: dict[str, Any]) -> str:
        pair: UUID = self.kwargs["pair"]
        if values["verdict"] == "apart":
            duplicates.reject_duplicate(self.actor, pair=pair)
            return reverse("desk:duplicates")
        row = duplicates.possible_pair(self.actor, pair=pair)
        survivor = row.a.id if values["verdict"] == "a" else row.b.id
        duplicates.accept_duplicate(
            self.actor, pair=pair, survivor=survivor, reason=values["reason"]
        )
        return reverse("desk:person", args=[survivor])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("疑似重复"), reverse("desk:duplicates")),)


def compared(a: PersonFile, b: PersonFile) -> list[Compared]:
    """What two files say, property by property."""
    names = divisions.names(
        {a.registration_division, b.registration_division, a.residence_division}
        | {b.residence_division, a.division, b.division} - {""}
    )

    def both(title: Text, read: Any) -> Compared:
        return Compared(title, str(read(a) or ""), str(read(b) or ""))

    return [
        both(_("姓名"), lambda file: file.name),
        both(_("性别"), lambda file: SEXES.get(file.sex, "")),
        both(_("出生日期"), lambda file: file.birth_date),
        both(_("证件"), lambda file: "；".join(each.number for each in file.identities)),
        both(_("电话"), lambda file: "；".join(each.phone for each in file.contacts)),
        both(_("户籍地"), lambda file: names.get(file.registration_division, "")),
        both(_("居住地"), lambda file: names.get(file.residence_division, "")),
        both(_("档案所在"), lambda file: names.get(file.division, "")),
        both(_("地址"), lambda file: "；".join(each.text for each in file.addresses)),
        both(
            _("家庭"),
            lambda file: "；".join(
                f"{each.household_number}（{each.relation_title}）" for each in file.memberships
            ),
        ),
        both(_("登记次数"), lambda file: len(file.statements)),
        both(_("死亡日期"), lambda file: file.death_date),
    ]


class UndoForm(forms.Form):
    """Why a merge was wrong."""

    reason = line(_("撤销理由"))


class MergeUndo(EditView):
    """Two files again, as they were, with what was added since left at the surviving one."""

    permission = "person.merge"
    title = _("撤销合并")
    lead = _("撤销以后恢复成两份档案；合并以后新登记的内容留在现行档案里。")
    form_class = UndoForm
    submit = _("撤销合并")
    done = _("已恢复成两份档案。")

    def save(self, values: dict[str, Any]) -> str:
        merges.undo_merge(self.actor, merge=self.kwargs["merge"], reason=values["reason"])
        return reverse("desk:person", args=[self.kwargs["person"]])

    def crumbs(self) -> Sequence[Link]:
        return person_crumbs(self.actor, self.kwargs["person"])
