"""Tokens of programs: issued for a post, shown once, revoked at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, line, offer
from minzheng.interfaces.desk.generic.columns import Badge, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Empty, Link
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.permissions import PERMISSIONS, STEP_UP
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.registry.api import divisions

LONGEST_LIFE = 366
USUAL_LIFE = 180
GRANTABLE = [(code, title) for code, title in PERMISSIONS.items() if code not in STEP_UP]


class Permissions(forms.MultipleChoiceField):
    """Permissions to tick, across the whole form."""

    wide = True
    widget = forms.CheckboxSelectMultiple


class TokenForm(forms.Form):
    """For which post, what it may do, how long and how much."""

    title = line(_("用途说明"), longest=LONGEST_NAME, help_text=_("例如 与医保系统对接"))
    post = choice(_("代表哪个岗位"), ())
    days = forms.IntegerField(
        label=_("有效天数"), min_value=1, max_value=LONGEST_LIFE, initial=USUAL_LIFE
    )
    requests_per_minute = forms.IntegerField(
        label=_("每分钟最多请求次数"), min_value=1, max_value=60_000, initial=600
    )
    records_per_day = forms.IntegerField(
        label=_("每天最多查看人次"), min_value=1, max_value=10_000_000, initial=5_000
    )
    permissions = Permissions(
        label=_("权限"),
        choices=GRANTABLE,
        help_text=_("须在该岗位的权限之内；需要再次验证身份的权限不能给程序"),
    )


class TokenList(DeskView):
    """The tokens of posts in the division."""

    permission = "api.token"
    title = _("接口令牌")
    lead = _("程序凭令牌办事，权限不超过它所代表的岗位。令牌只在签发时显示一次，系统里不保存原文。")
    template_name = "desk/staff/tokens.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = access.tokens(self.actor)
        context = self.get_context_data(
            tokens=[(row, role_of(row.post.role).title, _state(row)) for row in rows],
            names=divisions.names({row.post.division for row in rows}),
            titles=PERMISSIONS,
            empty=Empty(_("没有令牌"), _("需要与其他系统对接时签发。"), "key-off"),
        )
        return self.render_to_response(context)

    def actions(self) -> Sequence[Link]:
        return (Link(_("签发令牌"), reverse("desk:token_new"), "key", "api.token", True),)


class TokenNew(EditView):
    """Issues a token and shows it, this once."""

    permission = "api.token"
    title = _("签发令牌")
    form_class = TokenForm
    submit = _("签发")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        offer(form, "post", self.posts().items())
        return form

    def posts(self) -> dict[str, str]:
        """The posts that a program may stand for, in words."""
        rows = access.posts(self.actor, state="active")
        names = divisions.names({row.division for row in rows})
        return {
            str(row.id): f"{row.account.name}：{role_of(row.role).title}"
            f"（{names.get(row.division, row.division)}）"
            for row in rows
        }

    def saved(self, values: dict[str, Any]) -> HttpResponse:
        return self.shown_once(self.issued(values))

    def issued(self, values: dict[str, Any]) -> str:
        """The text of the new token."""
        limits = access.Limits(values["requests_per_minute"], values["records_per_day"])
        return access.issue_token(
            self.actor,
            post=values["post"],
            title=values["title"],
            permissions=values["permissions"],
            days=values["days"],
            limits=limits,
        )

    def shown_once(self, raw: str) -> HttpResponse:
        """The answer holds it; no redirection, no message and no session does."""
        context = self.get_context_data(raw=raw, title=_("令牌已签发"))
        return self.response_class(
            request=self.request, template=["desk/staff/token.html"], context=context, using=None
        )

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("接口令牌"), reverse("desk:tokens")),)


class TokenRevoke(ActView):
    """Ends a token at once."""

    permission = "api.token"
    done = _("令牌已吊销，使用它的程序立即失效。")

    def act(self, values: dict[str, Any]) -> None:
        access.revoke_token(self.actor, token=self.kwargs["token"])

    def back(self) -> str:
        return reverse("desk:tokens")


def _state(row: Any) -> Badge:
    if row.revoked is not None:
        return Badge(_("已吊销"))
    if row.expires <= clock.now():
        return Badge(_("已过期"))
    return Badge(_("有效"), Tone.GOOD)
