"""Changes of divisions: ordered with a look at what will move, listed, taken back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import ReasonForm, offer
from minzheng.interfaces.desk.generic.columns import Badge, Column, Text, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.division_forms import (
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    unit,
)
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.registry.api import divisions, households
from minzheng.kernel.registry.api.divisions import Planned
from minzheng.kernel.registry.api.results import DivisionChangeRow, DivisionRow, Page

STATES = {
    "ordered": Tone.WAIT,
    "done": Tone.GOOD,
}


class ChangeOrder(EditView):
    """A form that is answered with what would move, and ordered when it is sent once more."""

    permission = "divisions.change"
    submit = _("看看会影响什么")
    done = _("变更已下达，到生效日期由系统执行。")

    def division(self) -> DivisionRow:
        """The division in the address."""
        found = divisions.division(self.kwargs["code"])
        if found is None or found.valid_to is not None:
            raise Http404
        return found

    def heading(self) -> Text:
        return f"{self.title}：{self.division().name}"

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def planned(self, values: dict[str, Any]) -> Planned:
        """What was filled in, as a change."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        if "confirmed" in request.POST:
            return super().post(request, **where)
        form = self.form(request.POST)
        if "mend" in request.POST and form.is_valid():
            return self.asked(form)
        return self.tried(form, lambda _values: self.previewed(form))

    def previewed(self, form: forms.Form) -> HttpResponse:
        """The page that asks whether this is meant."""
        planned = self.planned(form.cleaned_data)
        preview = divisions.preview_change(self.actor, planned=planned)
        context = self.get_context_data(
            form=form,
            preview=preview,
            on=form.cleaned_data["on"],
            sent=_sent(self.request.POST, form),
        )
        return self.response_class(
            request=self.request,
            template=["desk/divisions/preview.html"],
            context=context,
            using=None,
        )

    def save(self, values: dict[str, Any]) -> str:
        change = divisions.order_change(
            self.actor,
            planned=self.planned(values),
            on=values["on"],
            approval=values["approval"],
        )
        return reverse("desk:division_change", args=[change])

    def crumbs(self) -> Sequence[Link]:
        here = self.division()
        return (Link(here.name, reverse("desk:division", args=[here.code])),)


class DivisionRename(ChangeOrder):
    """Another name, the same code."""

    title = _("更名")
    form_class = RenameForm

    def planned(self, values: dict[str, Any]) -> Planned:
        return divisions.planned_rename(code=self.kwargs["code"], name=values["name"])


class DivisionMove(ChangeOrder):
    """Comes under another division, or gets another code."""

    title = _("变更隶属或代码")
    lead = _("下级区划、档案和岗位随之改到新代码。")
    form_class = MoveForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"name": self.division().name}

    def planned(self, values: dict[str, Any]) -> Planned:
        to = unit(values["new_code"], values["name"])
        return divisions.planned_move(code=self.kwargs["code"], to=to)


class DivisionMerge(ChangeOrder):
    """Becomes one with others."""

    title = _("合并")
    lead = _("被合并区划的下级区划、档案和岗位改到合并后的代码。")
    form_class = MergeForm

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        here = self.division()
        beside = divisions.children(here.parent)
        offer(form, "others", ((each.code, each.name) for each in beside if each.code != here.code))
        return form

    def initial(self) -> dict[str, Any]:
        here = self.division()
        return super().initial() | {"new_code": here.code, "name": here.name}

    def planned(self, values: dict[str, Any]) -> Planned:
        return divisions.planned_merge(
            codes=[self.kwargs["code"], *values["others"]],
            into=unit(values["new_code"], values["name"]),
            recoded=dict(values["recoded"]),
        )


class DivisionSplit(ChangeOrder):
    """Becomes several."""

    title = _("分设")
    lead = _(
        "原代码撤销的，在原代码任职的岗位到生效日终止，由系统管理员逐个重新提出、"
        "安全管理员批准；没有人自动取得新区划的权限。"
    )
    form_class = SplitForm

    def planned(self, values: dict[str, Any]) -> Planned:
        return divisions.planned_split(
            code=self.kwargs["code"],
            into=[unit(code, name) for code, name in values["into"]],
            recoded=dict(values["recoded"]),
            households=self.destinations(values["households"]),
        )

    def destinations(self, typed: Sequence[tuple[str, str]]) -> Mapping[UUID, str]:
        """Household -> code. Raises `Refused` for a number that is not found there."""
        found: dict[UUID, str] = {}
        for number, code in typed:
            rows = households.find_households(
                self.actor, number=number, division=self.kwargs["code"]
            ).rows
            living = [each for each in rows if each.valid_to is None]
            if not living:
                raise Refused(str(_("各户的去向里有查不到的家庭编号，请核对。")))
            found |= {each.id: code for each in living}
        return found


class ChangeList(ListView[DivisionChangeRow]):
    """Every change, the latest first."""

    permission = "divisions.read"
    title = _("区划变更")
    lead = _(
        "在某个区划的页面上下达变更；到生效日期由系统执行，档案和岗位随之调整，旧代码仍可查到。"
    )
    columns = (
        Column[DivisionChangeRow](
            _("生效日期"),
            lambda row: row.on,
            address=lambda row: reverse("desk:division_change", args=[row.id]),
            main=True,
        ),
        Column[DivisionChangeRow](_("类型"), lambda row: row.kind_title),
        Column[DivisionChangeRow](
            _("区划"), lambda row: f"{row.before[0]['name']}（{row.before[0]['code']}）"
        ),
        Column[DivisionChangeRow](_("批准文号"), lambda row: row.approval),
        Column[DivisionChangeRow](
            _("状态"), lambda row: Badge(row.state_title, STATES.get(row.state, Tone.PLAIN))
        ),
        Column[DivisionChangeRow](_("调整的记录"), lambda row: row.moved_rows or None),
    )
    empty = Empty(_("没有区划变更"), _("打开要变更的区划，用页面上方的按钮下达。"), "map-off")

    def query(
        self, wanted: Mapping[str, Any], *, cursor: str, limit: int
    ) -> Page[DivisionChangeRow]:
        return divisions.list_changes(self.actor)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("行政区划"), reverse("desk:divisions")),)


class ChangePage(DeskView):
    """One change: what becomes what, and which posts somebody has to be appointed to anew."""

    permission = "divisions.read"
    template_name = "desk/divisions/change.html"

    def get(self, request: HttpRequest, change: UUID) -> HttpResponse:
        row = divisions.change_of_divisions(self.actor, change=change)
        first = row.before[0]
        staff = self.actor.may("staff.read") and row.kind == "split"
        context = self.get_context_data(
            title=f"{row.kind_title}：{first['name']}",
            change=row,
            tone=STATES.get(row.state, Tone.PLAIN).value,
            held=_with_roles(access.posts_at(self.actor, division=first["code"])) if staff else [],
            lapsed=_with_roles(
                access.lapsed_posts(self.actor, divisions=[first["code"]]) if staff else []
            ),
            staff=staff,
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("行政区划"), reverse("desk:divisions")),
            Link(_("区划变更"), reverse("desk:division_changes")),
        )


class ChangeCancel(ActView):
    """Takes an order back before its day."""

    permission = "divisions.change"
    form_class = ReasonForm
    done = _("变更已撤回。")

    def act(self, values: dict[str, Any]) -> None:
        divisions.cancel_change(self.actor, change=self.kwargs["change"], reason=values["reason"])

    def back(self) -> str:
        change = self.kwargs["change"]
        divisions.change_of_divisions(self.actor, change=change)
        return reverse("desk:division_change", args=[change])


def _with_roles(posts: Sequence[access.Post]) -> list[tuple[access.Post, str]]:
    return [(post, role_of(post.role).title) for post in posts]


def _sent(given: QueryDict, form: forms.Form) -> list[tuple[str, str]]:
    """What was filled in, as hidden fields: sent once more with the confirmation."""
    return [(name, value) for name in form.fields for value in given.getlist(name)]
