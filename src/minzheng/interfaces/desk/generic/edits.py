"""Forms that end in a command of the kernel, and buttons that do."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from minzheng.base.errors import MinzhengError
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.views import DeskView
from minzheng.interfaces.desk.picking import offer_divisions
from minzheng.kernel.access.errors import NotAllowed, StepUpNeeded, Unseen
from minzheng.kernel.access.permissions import STEP_UP

PASSED_ON = (NotAllowed, StepUpNeeded, Unseen)
"""Refusals that the access middleware answers for every page alike."""


class EditView(DeskView):
    """A form. Declares ``form_class`` and ``save``; what the kernel refuses is said in the form."""

    template_name = "desk/generic/edit.html"
    form_class: ClassVar[type[forms.Form]]
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

    def save(self, values: dict[str, Any]) -> str:
        """Carry out the command; the address where to go on."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        if self.permission in STEP_UP and not self.actor.stepped_up():
            # Before the form is filled in, not after: what was typed would be lost on the way.
            raise StepUpNeeded
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

    def act(self, values: dict[str, Any]) -> str:
        """Carry out the command; the address where to go on."""
        raise NotImplementedError

    def after_refusal(self) -> str:
        """Where to say that the command was refused."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            faults = [str(fault) for faults in form.errors.values() for fault in faults]
            messages.error(request, " ".join(faults))
            return HttpResponseRedirect(self.after_refusal())
        try:
            with transaction.atomic():
                address = self.act(form.cleaned_data)
        except PASSED_ON:
            raise
        except MinzhengError as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(self.after_refusal())
        if self.done:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(address)
