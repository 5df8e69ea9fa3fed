"""What every page of the portal is."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import NotAllowed, StepUpNeeded, Unseen
from minzheng.kernel.access.routes import Open

OWN = "own.cases"
LANGUAGE = "zh-hans"
PASSED_ON = (NotAllowed, StepUpNeeded, Unseen)
"""Refusals that the access middleware answers for every page alike."""


class PortalRequest(HttpRequest):
    """A request after the access middleware."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Back:
    """The page above."""

    title: str
    address: str


class PortalView(TemplateResponseMixin, ContextMixin, View):
    """A page. It says its ``permission``; the route policy holds it."""

    permission: ClassVar[str | Open] = OWN
    title: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    request: PortalRequest

    def setup(self, request: HttpRequest, *given: Any, **named: Any) -> None:
        """In Chinese, whatever the telephone prefers: half a page in English helps nobody."""
        super().setup(request, *given, **named)
        translation.activate(LANGUAGE)

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.request.actor

    def heading(self) -> Any:
        """The title of this very page."""
        return self.title

    def back(self) -> Back | None:
        """The page above this one."""
        return Back("首页", reverse("portal:home"))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("title", self.heading())
        context.setdefault("lead", self.lead)
        context.setdefault("back", self.back())
        context["request_id"] = str(uuid4())
        return super().get_context_data(**context)


class TextPage(PortalView):
    """A page that is only read."""

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The page."""
        return self.render_to_response(self.get_context_data())


class OwnView(PortalView):
    """A page about somebody's own matters: an officer chooses first for whom he has come."""

    def dispatch(self, request: HttpRequest, *given: Any, **named: Any) -> Any:
        """To the choice of a person when there is none."""
        if self.actor.own.person is None:
            return HttpResponseRedirect(reverse("portal:whom"))
        return super().dispatch(request, *given, **named)


class FormView(PortalView):
    """A page with a form. Declares ``form_class`` and ``save``; refusals are said in the form."""

    template_name = "portal/form.html"
    form_class: ClassVar[type[forms.Form]]
    submit: ClassVar[Any] = "提交"
    done: ClassVar[Any] = ""

    def initial(self) -> dict[str, Any]:
        """What the empty form starts with."""
        return {}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        """The form, empty or with what was sent."""
        return self.form_class(given, files, initial=self.initial())

    def save(self, values: dict[str, Any]) -> str:
        """Carry out the command; the address where to go on."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.asked(self.form())

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.asked(form, status=400)
        try:
            # A savepoint: what a refused command began is undone, and the page is still answered.
            with transaction.atomic():
                address = self.save(form.cleaned_data)
        except PASSED_ON:
            raise
        except MinzhengError as refusal:
            form.add_error(None, refusal.message)
            return self.asked(form, status=400)
        if self.done:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(address)

    def asked(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(form=form, submit=self.submit)
        return self.render_to_response(context, status=status)


class OwnFormView(OwnView, FormView):
    """A form about somebody's own matters."""
