"""Acting for one another: authorities given and held, and what the household may see."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from minzheng.catalogue.codes import Relation
from minzheng.interfaces.portal.pages.view import (
    Back,
    OwnFormView,
    OwnView,
    PortalView,
)
from minzheng.kernel.access import clock
from minzheng.kernel.residents.api import authorities, sharing
from minzheng.kernel.residents.api.authorities import LONGEST, MATTERS, Grant

TERMS = ((30, "一个月"), (180, "半年"), (LONGEST.days, "一年"))


class Family(OwnView):
    """Who acts for whom, and the household's consent."""

    template_name = "portal/family/page.html"
    title = "家人和代办"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Everything about acting for one another."""
        return self.render_to_response(
            self.get_context_data(
                given=authorities.authorities(self.actor),
                held=authorities.empowered(self.actor),
                shares=sharing.shares(self.actor),
                has_home=bool(self.actor.own.households),
            )
        )


class EmpowerForm(forms.Form):
    """To whom, for what, how long."""

    name = forms.CharField(label="替您办的人的姓名", max_length=50)
    number = forms.CharField(label="他（她）的身份证号码", max_length=30)
    relation = forms.TypedChoiceField(
        label="他（她）是您的",
        coerce=int,
        choices=[(each.value, each.title) for each in Relation if each is not Relation.head],
        widget=forms.RadioSelect,
    )
    matters = forms.ChoiceField(label="可以替您做什么", choices=MATTERS, widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label="多长时间", coerce=int, choices=TERMS, widget=forms.RadioSelect
    )


class Empower(OwnFormView):
    """Let a relative act for oneself."""

    title = "授权家人替我办"
    lead = "他（她）用自己的手机登录后，就能替您办。您随时可以撤销。"
    form_class = EmpowerForm
    submit = "同意授权"
    done = "已授权。"

    def back(self) -> Back:
        """The page of the family."""
        return Back("家人和代办", reverse("portal:family"))

    def save(self, values: dict[str, Any]) -> str:
        """Record it."""
        until = clock.today() + timedelta(days=values["days"])
        grant = Grant(
            name=values["name"],
            matters=values["matters"],
            until=until,
            number=values["number"],
            relation=values["relation"],
        )
        authorities.empower(self.actor, grant=grant)
        return reverse("portal:family")


class Revoke(OwnView):
    """Take an authority back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, authority: UUID) -> HttpResponse:
        """At once."""
        authorities.revoke_authority(self.actor, authority=authority)
        messages.success(request, "授权已撤销，对方马上就看不到、办不了您的事了。")
        return HttpResponseRedirect(reverse("portal:family"))


class Share(OwnView):
    """Consent to be seen by the household, given or withdrawn."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """As the button says."""
        if request.POST.get("share") == "yes":
            sharing.share(self.actor)
            messages.success(request, "已同意。同住的成年家人可以看到登记的您的情况。")
        else:
            sharing.stop_sharing(self.actor)
            messages.success(request, "已撤回。同住的家人看不到您的情况了。")
        return HttpResponseRedirect(reverse("portal:family"))


class Whom(PortalView):
    """For whom one has come: oneself, or somebody who has empowered one."""

    template_name = "portal/family/whom.html"
    title = "给谁办"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The choice."""
        held = authorities.empowered(self.actor)
        return self.render_to_response(self.get_context_data(held=held))

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Take the choice into the session."""
        chosen = request.POST.get("authority", "")
        authorities.choose(request, self.actor, _identifier(chosen))
        return HttpResponseRedirect(reverse("portal:home"))


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
