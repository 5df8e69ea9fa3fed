"""One's own account: which post and purpose now, where one is signed in, whom one has filed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import LONGEST_NAME, choice, line
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.access import api as access
from minzheng.kernel.access.routes import SIGNED_IN

OWN = SIGNED_IN("about oneself: one's own posts, sessions and filings")


class PostForm(forms.Form):
    """One of one's own posts."""

    post = forms.UUIDField()


class PurposeForm(forms.Form):
    """Why one looks."""

    purpose = forms.CharField(max_length=20)


class ChoosePost(ActView):
    """Go on in another of one's posts."""

    permission = OWN
    form_class = PostForm

    def act(self, values: dict[str, Any]) -> str:
        access.choose_post(self.request, values["post"])
        # What was on the page may lie outside the new post: begin at the workbench.
        return reverse("desk:workbench")

    def back(self) -> str:
        return reverse("desk:workbench")


class ChoosePurpose(ActView):
    """State why one looks from now on."""

    permission = OWN
    form_class = PurposeForm

    def act(self, values: dict[str, Any]) -> None:
        access.choose_purpose(self.request, values["purpose"])

    def back(self) -> str:
        wanted = self.request.POST.get("next", "")
        hosts = {self.request.get_host()}
        if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, hosts):
            return wanted
        return reverse("desk:workbench")


class OwnAccount(DeskView):
    """Where one is signed in, and links to password and second factor."""

    permission = OWN
    title = _("我的账号")
    template_name = "desk/own/account.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(sessions=access.own_sessions(self.actor))
        )


class EndSession(ActView):
    """Sign out elsewhere."""

    permission = OWN
    done = _("已退出。")

    def act(self, values: dict[str, Any]) -> None:
        access.end_own_session(self.actor, session=self.kwargs["session"])

    def back(self) -> str:
        return reverse("desk:own_account")


class RelativeForm(forms.Form):
    """A near relative."""

    name = line(_("亲属姓名"), longest=LONGEST_NAME, private=True)
    identity = line(_("亲属的身份号码"), longest=30, private=True)
    relation = choice(_("关系"), access.Relation.choices)


class Relatives(EditView):
    """Files near relatives: one keeps away from their matters."""

    permission = "relatives.file"
    title = _("近亲属备案")
    lead = _("备案以后，系统不让您经办本人和近亲属的事项。身份号码只用来比对，不显示。")
    template_name = "desk/own/relatives.html"
    form_class = RelativeForm
    submit = _("备案")
    done = _("已备案。")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        own = access.own_relatives(self.actor)
        return super().get_context_data(relatives=own, **context)

    def save(self, values: dict[str, Any]) -> str:
        access.file_relative(self.actor, **values)
        return reverse("desk:relatives")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("我的账号"), reverse("desk:own_account")),)


class RelativeWithdraw(ActView):
    """Ends a filing; it stays on record."""

    permission = "relatives.file"
    done = _("已撤销备案。")

    def act(self, values: dict[str, Any]) -> None:
        filing: UUID = self.kwargs["filing"]
        access.withdraw_relative(self.actor, filing=filing)

    def back(self) -> str:
        return reverse("desk:relatives")
