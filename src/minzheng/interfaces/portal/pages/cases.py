"""办到哪一步了: own cases, their letters, and what one can still say."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from minzheng.interfaces.portal.pages.view import Back, OwnFormView, OwnView
from minzheng.interfaces.portal.progress import next_step
from minzheng.kernel.casework.api import own
from minzheng.kernel.documents.api import attachment

LONGEST = 2000


class TextForm(forms.Form):
    """One's own words."""

    text = forms.CharField(
        label="您要说的话",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请写下您要说的话。"},
    )


class Cases(OwnView):
    """Every case of the person."""

    template_name = "portal/cases/list.html"
    title = "办到哪一步了"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """What wants something first, then the newest."""
        rows = sorted(own.my_cases(self.actor), key=lambda row: not row.wants_me)
        consents = own.my_consents(self.actor)
        asked = [each for each in consents if not each.state]
        context = self.get_context_data(rows=rows, asked=asked, consents=consents)
        return self.render_to_response(context)


class CaseView(OwnView):
    """A page about one case."""

    @property
    def case(self) -> UUID:
        """The case."""
        found: UUID = self.kwargs["case"]
        return found

    def back(self) -> Back:
        """The list."""
        return Back("办到哪一步了", reverse("portal:cases"))


class Case(CaseView):
    """One case: where it stands, what comes next, what there is to read."""

    template_name = "portal/cases/page.html"

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        """The case."""
        shown = own.my_case(self.actor, case=case)
        context = self.get_context_data(title=shown.row.title, shown=shown, next=next_step(shown))
        return self.render_to_response(context)


class LetterFile(OwnView):
    """A letter, to be read or kept."""

    def get(self, request: HttpRequest, letter: UUID, form: str) -> HttpResponse:
        """As PDF or Word."""
        found = own.my_letter(self.actor, letter=letter, form=form)
        return attachment(
            found.content,
            title=found.title,
            extension=found.extension,
            media_type=found.media_type,
        )


class _Saying(CaseView, OwnFormView):
    """Says something about a case."""

    form_class = TextForm

    def back(self) -> Back:
        """The case."""
        return Back("这件事", reverse("portal:case", args=[self.case]))

    def say(self, text: str) -> None:
        """Pass it on."""
        raise NotImplementedError

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """With the case: a form about somebody else's is not even shown."""
        return super().get_context_data(shown=self.shown, **context)

    @cached_property
    def shown(self) -> own.OwnCase:
        """The case."""
        return own.my_case(self.actor, case=self.case)

    def save(self, values: dict[str, Any]) -> str:
        """To the case again."""
        self.say(values["text"])
        return reverse("portal:case", args=[self.case])


class ObjectionNew(_Saying):
    """Something about the case is wrong."""

    title = "提出异议"
    lead = "觉得哪里办得不对、算得不对，请写下来。我们会查，并且答复您。"
    submit = "提出异议"
    done = "异议已经收到。"

    def say(self, text: str) -> None:
        own.object_to_own(self.actor, case=self.case, text=text)


class HearingAnswer(_Saying):
    """What one has to say before a cut or an end."""

    template_name = "portal/cases/hearing.html"
    title = "说说您的意见"
    submit = "提交意见"
    done = "您的意见已经收到，工作人员看过以后再作决定。"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The form, as long as there is something to answer."""
        hearing = self.shown.hearing
        if hearing is None or hearing.outcome != "none":
            return HttpResponseRedirect(reverse("portal:case", args=[self.case]))
        return super().get(request, **where)

    def initial(self) -> dict[str, Any]:
        """What was said before, to be added to: the later words stand."""
        hearing = self.shown.hearing
        return {"text": hearing.statement if hearing else ""}

    def say(self, text: str) -> None:
        own.answer_hearing(self.actor, case=self.case, text=text)


class Withdraw(_Saying):
    """Not to go on."""

    title = "撤回申请"
    lead = "撤回以后这件申请就不再办了。以后可以重新申请。"
    submit = "撤回申请"
    done = "已经撤回。"

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        form.fields["text"].label = "为什么撤回"
        return form

    def say(self, text: str) -> None:
        own.withdraw_own(self.actor, case=self.case, reason=text)


class Complaint(OwnFormView):
    """A complaint about an office, or a report of fraud."""

    template_name = "portal/cases/complaint.html"
    title = "投诉举报"
    form_class = TextForm
    submit = "提交"
    done = "已经收到。查清以后会答复您，进度在这里看。"

    def save(self, values: dict[str, Any]) -> str:
        """A case of its own, whose answer is found among the others."""
        case = own.complain(self.actor, text=values["text"])
        return reverse("portal:case", args=[case])
