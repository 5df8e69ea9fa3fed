"""One question to one department, with its answers side by side."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import line
from minzheng.interfaces.desk.pages.checks.about import AboutCheck, CheckAct, CheckEdit
from minzheng.kernel.exchange.api import checks


class Question(AboutCheck):
    """The question, and whatever came back."""

    title = _("部门答复")
    template_name = "desk/checks/question.html"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        found = checks.answers_of(self.actor, request=self.kwargs["question"])
        if found.case != self.case:
            raise Http404
        context = self.get_context_data(
            title=f"{found.request.source_title}：{found.who}",
            file=found,
            may_act=self.actor.may("check.order"),
        )
        return self.render_to_response(context)


class AgainForm(forms.Form):
    """Why once more."""

    reason = line(_("原因"), help_text=_("例如 已联系该部门，答复有误"))


class AskAgain(CheckEdit):
    """Puts the question once more; earlier answers stay to be read."""

    title = _("再次询问")
    form_class = AgainForm
    submit = _("再次询问")
    done = _("已重新发出。")

    def save(self, values: dict[str, Any]) -> None:
        checks.ask_again(self.actor, request=self.kwargs["question"], reason=values["reason"])


class ChoiceForm(forms.Form):
    """Why this one."""

    reason = line(_("理由"))


class Choose(CheckAct):
    """A person says which answer counts."""

    form_class = ChoiceForm
    done = _("已采用这份答复。")

    def act(self, values: dict[str, Any]) -> None:
        checks.choose_answer(
            self.actor,
            request=self.kwargs["question"],
            answer=self.kwargs["answer"],
            reason=values["reason"],
        )

    def back(self) -> str:
        where = [self.kwargs["case"], self.kwargs["question"]]
        return reverse("desk:check_question", args=where)
