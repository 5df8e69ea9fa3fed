"""Posts: proposed by one person, approved by another, held by a third, ended by one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import ReasonForm, choice, day
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.api import Post
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.roles import ROLES, role_of
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page

STATES = {
    "proposed": Badge(_("待批准"), Tone.WAIT),
    "active": Badge(_("在任"), Tone.GOOD),
    "ended": Badge(_("已终止")),
}

LAPSED = "lapsed"
"""Ended because the division was divided, and nobody was appointed since."""


class PostFilters(forms.Form):
    """Which posts."""

    state = choice(
        _("状态"),
        [*((code, badge.text) for code, badge in STATES.items()), (LAPSED, _("待重新任命"))],
        required=False,
        blank=_("全部"),
    )


class PostList(ListView[Post]):
    """Posts in the division; those that wait can be approved."""

    permission = "staff.read"
    title = _("岗位")
    lead = _("任职人、提出人、批准人必须是三个人。")
    filters = PostFilters
    addressable = ("state",)
    columns = (
        Column[Post](
            _("任职人"),
            lambda post: post.account.name,
            address=lambda post: reverse("desk:post", args=[post.id]),
            main=True,
        ),
        Column[Post](_("角色"), lambda post: role_of(post.role).title),
        Column[Post](_("区划"), lambda post: Area(post.division)),
        Column[Post](_("任期起"), lambda post: post.valid_from),
        Column[Post](_("任期止"), lambda post: post.valid_to),
        Column[Post](
            _("提出人"), lambda post: post.proposed_by.name if post.proposed_by else _("安装时设立")
        ),
        Column[Post](_("状态"), lambda post: STATES[post.state]),
    )
    empty = Empty(_("没有这样的岗位"), _("岗位在账号页面上提出。"), "hierarchy-off")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[Post]:
        state = wanted.get("state", "")
        if state == LAPSED:
            return Page(tuple(access.lapsed_posts(self.actor)))
        return Page(tuple(access.posts(self.actor, state=state)))


class PostForm(forms.Form):
    """A post for an account."""

    role = choice(_("角色"), [(code, role.title) for code, role in ROLES.items()])
    division = DivisionField(_("任职区划"))
    valid_from = day(_("任期起"))
    valid_to = day(_("任期止"), required=False, help_text=_("长期的留空"))
    compartment = choice(
        _("保密范围"),
        [
            (Label.CHILD_PROTECTION.value, _("未成年人保护")),
            (Label.SEALED.value, _("封存保护的档案")),
        ],
        required=False,
        blank=_("无"),
    )


class PostNew(EditView):
    """Proposes a post; it counts once somebody else has approved it."""

    permission = "post.propose"
    title = _("提出岗位")
    lead = _("提出以后，由安全管理员批准才生效。")
    form_class = PostForm
    submit = _("提出")
    done = _("已提出，等待另一人批准。")

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division, "valid_from": clock.today()}

    def save(self, values: dict[str, Any]) -> str:
        account = self.kwargs["account"]
        access.propose_post(self.actor, account=account, **values)
        return reverse("desk:staff_member", args=[account])

    def crumbs(self) -> Sequence[Link]:
        row = access.staff_member(self.actor, account=self.kwargs["account"])
        return (
            Link(_("账号"), reverse("desk:staff")),
            Link(row.name, reverse("desk:staff_member", args=[row.id])),
        )


class PostPage(DeskView):
    """One post: who proposed it, who approved it, and the decision that it waits for."""

    permission = "staff.read"
    template_name = "desk/staff/post.html"

    def get(self, request: HttpRequest, post: UUID) -> HttpResponse:
        found = (each for each in access.posts(self.actor) if each.id == post)
        row = next(found, None)
        if row is None:
            raise Unseen
        context = self.get_context_data(
            title=row.account.name,
            post=row,
            role_title=role_of(row.role).title,
            state=STATES[row.state],
            names=divisions.names({row.division}),
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("岗位"), reverse("desk:posts")),)


class _PostAct(ActView):
    """A decision about a post."""

    permission = "post.approve"

    def back(self) -> str:
        return reverse("desk:post", args=[self.kwargs["post"]])


class PostApprove(_PostAct):
    """Let the post count."""

    done = _("岗位已生效。")

    def act(self, values: dict[str, Any]) -> None:
        access.approve_post(self.actor, post=self.kwargs["post"])


class PostRefuse(_PostAct):
    """Turn the proposal down."""

    form_class = ReasonForm
    done = _("已退回。")

    def act(self, values: dict[str, Any]) -> None:
        access.refuse_post(self.actor, post=self.kwargs["post"], reason=values["reason"])


class PostEnd(_PostAct):
    """End the post at once."""

    permission = "post.end"
    form_class = ReasonForm
    done = _("岗位已终止。")

    def act(self, values: dict[str, Any]) -> None:
        access.end_post(self.actor, post=self.kwargs["post"], reason=values["reason"])
