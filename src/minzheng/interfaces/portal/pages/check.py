"""Being asked about: the own consent, taking it back, and what departments found otherwise."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from minzheng.interfaces.portal.pages.apply import PaperForm
from minzheng.interfaces.portal.pages.cases import TextForm
from minzheng.interfaces.portal.pages.view import Back, OwnFormView, OwnView
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import own

AGREED, REFUSED = "已同意查询。", "已记下您不同意，不会查询您的情况。工作人员会和您联系。"
WRONG, RIGHT = "wrong", "right"


class ConsentForm(forms.Form):
    """Which case, and which of the two buttons."""

    case = forms.UUIDField()
    agree = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class Consents(OwnView):
    """The own consent to being asked about, for each case that wants it."""

    template_name = "portal/check/consents.html"
    title = "同意查询家庭经济状况"

    def back(self) -> Back:
        """The list of cases."""
        return Back("办到哪一步了", reverse("portal:cases"))

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Given and not given."""
        context = self.get_context_data(consents=own.my_consents(self.actor), agreed=own.AGREED)
        return self.render_to_response(context)

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """As the button says."""
        form = ConsentForm(request.POST)
        if form.is_valid():
            yes = form.cleaned_data["agree"] == "yes"
            act = own.consent if yes else own.refuse_consent
            act(self.actor, case=form.cleaned_data["case"])
            messages.success(request, AGREED if yes else REFUSED)
        return HttpResponseRedirect(reverse("portal:consents"))


class ConsentWithdraw(OwnFormView):
    """Takes the consent back, knowing what that means."""

    template_name = "portal/check/withdraw.html"
    title = "撤回查询授权"
    lead = own.WITHDRAWAL_MEANS
    form_class = TextForm
    submit = "撤回授权"
    done = "授权已撤回，不再查询您的情况。"

    def back(self) -> Back:
        """The consents."""
        return Back("同意查询家庭经济状况", reverse("portal:consents"))

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        """Why; the paper of the case says it."""
        form = super().form(given, files)
        form.fields["text"].label = "为什么撤回"
        return form

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """With what the consent is for; there is no page where none was given. Raises `Unseen`."""
        given = {each.case: each for each in own.my_consents(self.actor) if each.may_withdraw}
        if self.kwargs["case"] not in given:
            raise Unseen
        return super().get_context_data(consent=given[self.kwargs["case"]], **context)

    def save(self, values: dict[str, Any]) -> str:
        """At once: questions that wait are not asked any more."""
        own.withdraw_consent(self.actor, case=self.kwargs["case"], reason=values["text"])
        return reverse("portal:consents")


class Differences(OwnView):
    """What departments said that is not what was declared, line by line."""

    template_name = "portal/check/differences.html"
    title = "查到的和您填的不一样"

    def back(self) -> Back:
        """The case."""
        return Back("这件事", reverse("portal:case", args=[self.kwargs["case"]]))

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        """Those of which the office has told."""
        check = own.my_differences(self.actor, case=case)
        return self.render_to_response(self.get_context_data(case=case, check=check))


class DifferenceForm(PaperForm):
    """Right or wrong, and why; a paper helps and is not asked for."""

    verdict = forms.ChoiceField(
        label="查到的对不对",
        choices=[(WRONG, "不对，或者另有原因"), (RIGHT, "是对的")],
        widget=forms.RadioSelect,
        error_messages={"required": "请先选一个。"},
    )
    text = forms.CharField(
        label="哪里不对，是什么原因",
        help_text="例如：车去年卖了，还没有过户。选了“是对的”不用写。",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("verdict", "text", "file")

    def __init__(self, *given: Any, settled: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["file"].required = False
        self.fields["file"].label = "能证明的照片或文件"
        if settled:
            # What is settled as found is not agreed with any more; one can still object.
            del self.fields["verdict"]

    def clean(self) -> dict[str, Any]:
        """Whoever says that it is wrong says why."""
        values = super().clean() or {}
        if values.get("verdict", WRONG) == WRONG and not values.get("text"):
            self.add_error("text", "请写下哪里不对。")
        return values


class DifferenceAnswer(OwnFormView):
    """One line: agreed with, or explained with a paper or without."""

    template_name = "portal/check/difference.html"
    submit = "提交"
    done = "已经收到。您说的话和材料会有工作人员看，核实清楚以后告诉您结果。"

    def back(self) -> Back:
        """All lines."""
        return Back("查到的和您填的不一样", self._all())

    def heading(self) -> Any:
        """What it is about."""
        return f"{self.line.fact_title}（{self.line.whose}）"

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        """The line is looked up first: of somebody else's there is not even a form."""
        lines = own.my_differences(self.actor, case=self.kwargs["case"]).lines
        found = next((each for each in lines if each.id == self.kwargs["difference"]), None)
        if found is None:
            raise Unseen
        self.line = found
        said = {"text": found.said}
        return DifferenceForm(given, files, initial=said, settled=found.state == "found")

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The form, as long as a word counts."""
        form = self.form()
        return self.asked(form) if self.line.may_dispute else HttpResponseRedirect(self._all())

    def save(self, values: dict[str, Any]) -> str:
        """To the desk, with the paper."""
        where = {"case": self.kwargs["case"], "difference": self.kwargs["difference"]}
        if values.get("verdict") == RIGHT:
            own.concede_own_difference(self.actor, **where)
            return self._all()
        file = values["file"]
        paper = {"content": file.read(), "file_name": file.name} if file else {}
        own.dispute_own_difference(self.actor, **where, text=values["text"], **paper)
        return self._all()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """With what was declared and what was found."""
        return super().get_context_data(line=self.line, **context)

    def _all(self) -> str:
        return reverse("portal:differences", args=[self.kwargs["case"]])
