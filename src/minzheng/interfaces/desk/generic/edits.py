"""Forms that end in a command of the kernel, and buttons that do."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from minzheng.base.errors import InvalidFile, InvalidIdentifier, MinzhengError
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import DeskView
from minzheng.interfaces.desk.picking import offer_divisions
from minzheng.kernel.access.errors import NotAllowed, StepUpNeeded, Unseen
from minzheng.kernel.access.permissions import STEP_UP
from minzheng.kernel.registry.api.identities import InvalidNumber, InvalidPhone

PASSED_ON = (NotAllowed, StepUpNeeded, Unseen)
"""Refusals that the access middleware answers for every page alike."""

SPOKEN_OF: Mapping[type[MinzhengError], tuple[str, ...]] = MappingProxyType(
    {
        InvalidIdentifier: ("number", "identity", "credit_code", "code"),
        InvalidNumber: ("number", "identity"),
        InvalidPhone: ("phone",),
    }
)
"""Refusals of one typed value, and how the field is called that it was typed into."""


def field_of(refusal: MinzhengError, form: forms.Form) -> str | None:
    """The field at which a refusal is said; nothing for those about the whole form."""
    for kind, names in SPOKEN_OF.items():
        if isinstance(refusal, kind):
            return next((name for name in names if name in form.fields), None)
    return None


@contextmanager
def refusals(say: Callable[[MinzhengError], None]) -> Iterator[None]:
    """A savepoint: what a refused command began is undone, its refusal is said."""
    try:
        with transaction.atomic():
            yield
    except PASSED_ON:
        raise
    except MinzhengError as refusal:
        say(refusal)


class EditView(DeskView):
    """A form. Declares ``form_class`` and ``save``; what the kernel refuses is said in the form.

    ``step_up`` says that the command asks for the identity, where its permission alone does not.
    """

    template_name = "desk/generic/edit.html"
    form_class: ClassVar[type[forms.Form]]
    step_up: ClassVar[bool] = False
    submit: ClassVar[Text] = _("保存")
    done: ClassVar[Text] = _("已保存。")

    def initial(self) -> dict[str, Any]:
        """What the empty form starts with."""
        return {}

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        """The form, empty or with what was sent."""
        form = self.form_class(given, files, initial=self.initial())
        offer_divisions(form, self.actor)
        return form

    def save(self, values: dict[str, Any]) -> str | None:
        """Carry out the command; the address where to go on, where that is not `back`."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go on."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        marked = self.step_up or self.permission in STEP_UP
        if marked and not self.actor.stepped_up():
            # Before the form is filled in, not after: what was typed would be lost on the way.
            raise StepUpNeeded
        return self.asked(self.form())

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        return self.tried(self.form(request.POST, request.FILES), self.saved)

    def saved(self, values: dict[str, Any]) -> HttpResponse:
        """Carry out the command; the answer to it."""
        address = self.save(values)
        if self.done:
            messages.success(self.request, str(self.done))
        return HttpResponseRedirect(address or self.back())

    def tried(
        self, form: forms.Form, act: Callable[[dict[str, Any]], HttpResponse]
    ) -> HttpResponse:
        """What an act answers; the form once more where it, or the kernel, refuses."""

        def say(refusal: MinzhengError) -> None:
            said = [refusal.summary, *refusal.faults] if isinstance(refusal, InvalidFile) else None
            form.add_error(field_of(refusal, form), said or refusal.message)

        answer = None
        if form.is_valid():
            with refusals(say):
                answer = act(form.cleaned_data)
        return self.asked(form, status=400) if answer is None else answer

    def asked(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        crumbs = self.crumbs()
        # Those who change their mind go to the page above.
        back = crumbs[-1].address if crumbs else ""
        context = self.get_context_data(form=form, submit=self.submit, crumbs=crumbs, back=back)
        return self.render_to_response(context, status=status)


class ActView(DeskView):
    """A button that sends a form without a page of its own. Declares ``act``."""

    http_method_names = ["post"]
    form_class: ClassVar[type[forms.Form]] = forms.Form
    done: ClassVar[Text] = ""

    def act(self, values: dict[str, Any]) -> str | None:
        """Carry out the command; the address where to go on, where that is not `back`."""
        raise NotImplementedError

    def back(self) -> str:
        """The page of the button: a refusal is said there."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            faults = [str(fault) for faults in form.errors.values() for fault in faults]
            messages.error(request, " ".join(faults))
            return HttpResponseRedirect(self.back())
        address = None
        with refusals(lambda refusal: messages.error(request, refusal.message)):
            address = self.act(form.cleaned_data)
            if self.done:
                messages.success(request, str(self.done))
        return HttpResponseRedirect(address or self.back())
