"""Accounts: opened, disabled and mended by the administrators of the place."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, ReasonForm, line
from minzheng.interfaces.desk.generic.columns import Area, Badge, Column, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.lists import ListView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.interfaces.desk.pages.posts import STATES
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.access import api as access
from minzheng.kernel.access.api import Account
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.registry.api import divisions
from minzheng.kernel.registry.api.results import Page


class StaffFilters(forms.Form):
    """Which accounts."""

    words = line(_("姓名"), longest=LONGEST_NAME, required=False, private=True)


def _titles(account: Account) -> str:
    held = [post for post in account.posts.all() if post.state == "active"]
    return "、".join(role_of(post.role).title for post in held)


class StaffList(ListView[Account]):
    """Accounts of the division."""

    permission = "staff.read"
    title = _("账号")
    filters = StaffFilters
    columns = (
        Column[Account](
            _("姓名"),
            lambda account: account.name,
            address=lambda account: reverse("desk:staff_member", args=[account.id]),
            main=True,
        ),
        Column[Account](_("账号"), lambda account: account.username),
        Column[Account](_("所在区划"), lambda account: Area(account.division)),
        Column[Account](_("岗位"), _titles),
        Column[Account](
            _("状态"), lambda account: None if account.is_active else Badge(_("已停用"), Tone.BAD)
        ),
    )
    empty = Empty(_("没有符合条件的账号"), _("换一个姓名试试，或者开设账号。"), "user-off")

    def query(self, wanted: Mapping[str, Any], *, cursor: str, limit: int) -> Page[Account]:
        found = access.staff(
            self.actor, words=wanted.get("words", ""), after=cursor, limit=limit + 1
        )
        shown = found[:limit]
        return Page(tuple(shown), shown[-1].username if len(found) > limit else "")

    def actions(self) -> Sequence[Link]:
        return (
            Link(_("开设账号"), reverse("desk:staff_new"), "user-plus", "account_holder.add", True),
        )


class StaffMember(DeskView):
    """One account with its posts, and what can be done about it."""

    permission = "staff.read"
    template_name = "desk/staff/member.html"

    def get(self, request: HttpRequest, account: Any) -> HttpResponse:
        row = access.staff_member(self.actor, account=account)
        posts = list(row.posts.all())
        names = divisions.names({row.division} | {post.division for post in posts})
        shown = [(post, role_of(post.role).title, STATES[post.state]) for post in posts]
        context = self.get_context_data(title=row.name, account=row, posts=shown, names=names)
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("账号"), reverse("desk:staff")),)

    def actions(self) -> Sequence[Link]:
        who = [self.kwargs["account"]]
        return (
            Link(
                _("提出岗位"),
                reverse("desk:post_new", args=who),
                "hierarchy-2",
                "post.propose",
                True,
            ),
            Link(
                _("停用账号"),
                reverse("desk:staff_disable", args=who),
                "user-off",
                "account_holder.disable",
            ),
        )


class AccountForm(forms.Form):
    """A new account."""

    name = line(_("姓名"), longest=LONGEST_NAME)
    username = line(_("账号"), longest=LONGEST_NAME, help_text=_("登录用，可以用姓名拼音或工号"))
    identity = line(
        _("本人身份号码"), longest=30, private=True, help_text=_("只用来比对是不是同一个人，不显示")
    )
    division = DivisionField(_("所在区划"))


class StaffNew(EditView):
    """Opens an account; its first password is shown once."""

    permission = "account_holder.add"
    title = _("开设账号")
    lead = _("一人一号。开设以后还没有岗位，须另行提出，由另一人批准。")
    form_class = AccountForm
    submit = _("开设")
    done = ""

    def initial(self) -> dict[str, Any]:
        return {"division": self.actor.division}

    def save(self, values: dict[str, Any]) -> str:
        account, password = access.add_account(self.actor, **values)
        words = _("账号已开设。首次登录密码：%(password)s（只显示这一次，请当面交给本人）")
        messages.success(self.request, words % {"password": password})
        return reverse("desk:staff_member", args=[account])

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("账号"), reverse("desk:staff")),)


class StaffDisable(EditView):
    """Nobody signs in with the account any more."""

    permission = "account_holder.disable"
    title = _("停用账号")
    lead = _("停用以后立即不能登录，正在使用的也会退出。岗位和记录都保留。")
    form_class = ReasonForm
    submit = _("停用")
    done = _("账号已停用。")

    def save(self, values: dict[str, Any]) -> str:
        account = self.kwargs["account"]
        access.disable_account(self.actor, account=account, reason=values["reason"])
        return reverse("desk:staff_member", args=[account])

    def crumbs(self) -> Sequence[Link]:
        row = access.staff_member(self.actor, account=self.kwargs["account"])
        return (
            Link(_("账号"), reverse("desk:staff")),
            Link(row.name, reverse("desk:staff_member", args=[row.id])),
        )


class _StaffAct(ActView):
    """A button on the page of an account."""

    permission = "account_holder.add"

    def back(self) -> str:
        return reverse("desk:staff_member", args=[self.kwargs["account"]])


class StaffEnable(_StaffAct):
    """Undoes disabling."""

    done = _("账号已恢复。")

    def act(self, values: dict[str, Any]) -> None:
        access.enable_account(self.actor, account=self.kwargs["account"])


class StaffPassword(_StaffAct):
    """A new first password."""

    def act(self, values: dict[str, Any]) -> None:
        password = access.reset_password(self.actor, account=self.kwargs["account"])
        words = _("新密码：%(password)s（只显示这一次，请当面交给本人）")
        messages.success(self.request, words % {"password": password})


class StaffFactor(_StaffAct):
    """Forgets a lost authenticator."""

    done = _("已解除验证器，本人下次登录时重新绑定。")

    def act(self, values: dict[str, Any]) -> None:
        access.reset_second_factor(self.actor, account=self.kwargs["account"])


class StaffSessions(_StaffAct):
    """Ends every session of somebody."""

    permission = "session.revoke"
    done = _("已强制下线。")

    def act(self, values: dict[str, Any]) -> None:
        access.revoke_sessions(self.actor, account=self.kwargs["account"])
