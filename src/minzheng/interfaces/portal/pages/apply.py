"""我要申请: from the list of items to an application that is handed in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from minzheng.base.errors import MinzhengError
from minzheng.interfaces.portal.applying.parts import next_open, part_of, parts_of
from minzheng.interfaces.portal.applying.steps import StepForm, screens
from minzheng.interfaces.portal.pages.view import (
    OWN,
    PASSED_ON,
    Back,
    FormView,
    OwnFormView,
    OwnView,
    PortalView,
)
from minzheng.kernel.access import clock
from minzheng.kernel.access.routes import PUBLIC
from minzheng.kernel.casework.api import own
from minzheng.kernel.casework.api.intake import Asked
from minzheng.kernel.casework.api.offers import Offer, offers

LARGEST_PHOTO = 10 * 1024 * 1024


class Apply(PortalView):
    """What can be applied for from home."""

    permission = PUBLIC("the list of items, public knowledge")
    template_name = "portal/apply/list.html"
    title = "我要申请"
    lead = "不知道该申请哪一个，先用“我能申请什么”查一查。"

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Applications, then changes to report."""
        offered = offers(clock.today())
        return self.render_to_response(
            self.get_context_data(
                applications=[each for each in offered if each.application],
                changes=[each for each in offered if not each.application],
            )
        )


class ApplyItem(PortalView):
    """One item: what it wants, and the button that begins."""

    permission = PUBLIC("one item, public knowledge; beginning asks for a sign-in")
    write_permission = OWN
    template_name = "portal/apply/item.html"

    def heading(self) -> Any:
        """The title of the item."""
        return self._offer().title

    def back(self) -> Back:
        """The list."""
        return Back("我要申请", reverse("portal:apply"))

    def get(self, request: HttpRequest, item: str) -> HttpResponse:
        """What it wants."""
        return self.render_to_response(self.get_context_data(offer=self._offer()))

    def post(self, request: HttpRequest, item: str) -> HttpResponse:
        """Begin, or go on with what was begun."""
        if self.actor.own.person is None:
            return HttpResponseRedirect(reverse("portal:whom"))
        try:
            with transaction.atomic():
                case = own.begin(self.actor, item=self._offer().code)
        except PASSED_ON:
            raise
        except MinzhengError as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(reverse("portal:cases"))
        return HttpResponseRedirect(_onward(case, own.asked_of_me(self.actor, case=case)))

    def _offer(self) -> Offer:
        code = self.kwargs["item"]
        found = next((each for each in offers(clock.today()) if each.code == code), None)
        if found is None:
            raise Http404
        return found


class Step(OwnView, FormView):
    """One heading of the application; left half-way, it is there the next time."""

    template_name = "portal/apply/step.html"
    submit = "保存，下一步"

    @property
    def case(self) -> UUID:
        """The application."""
        found: UUID = self.kwargs["case"]
        return found

    def heading(self) -> Any:
        """The heading of the questions, and about whom."""
        return f"{self._form.part.heading}：{self._form.part.whose}"

    def back(self) -> Back:
        """Everything at a glance."""
        return Back("全部内容", reverse("portal:confirm", args=[self.case]))

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        """The questions of this heading."""
        self.asked_now = own.asked_of_me(self.actor, case=self.case)
        part = part_of(self.asked_now, self.kwargs["step"])
        if part is None:
            raise Http404
        self._form = StepForm(given, part=part)
        return self._form

    def save(self, values: dict[str, Any]) -> str:
        """Keep the answers; to the next heading that asks something."""
        answers = self._form.answers()
        if answers:
            own.save_own_answers(self.actor, case=self.case, answers=answers)
        asked = own.asked_of_me(self.actor, case=self.case)
        return _onward(self.case, asked, after=self.kwargs["step"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """With the place of this heading among all."""
        codes = [part.code for part in parts_of(self.asked_now)]
        here = codes.index(self.kwargs["step"]) + 1
        return super().get_context_data(
            screen=self._form.screen(),
            rest=self._form.rest(),
            here=here,
            steps=len(codes) + 2,
            **context,
        )


class PaperForm(forms.Form):
    """One photograph or file."""

    file = forms.FileField(
        label="选择照片或文件",
        help_text="可以直接用手机拍照。每个不超过10兆。",
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
        error_messages={"required": "请先选择照片或文件。"},
    )

    def clean_file(self) -> Any:
        """Not larger than a telephone's photograph."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_PHOTO:
            raise forms.ValidationError("这个文件太大，请换一个不超过10兆的。")
        return file


class Papers(OwnView):
    """Which papers are wanted, which are there."""

    template_name = "portal/apply/papers.html"
    title = "上传材料"
    lead = "能从别的部门查到的，不用您交。"

    def back(self) -> Back:
        """Everything at a glance."""
        return Back("全部内容", reverse("portal:confirm", args=[self.kwargs["case"]]))

    def get(self, request: HttpRequest, case: UUID) -> HttpResponse:
        """The list."""
        asked = own.asked_of_me(self.actor, case=case)
        steps = len(parts_of(asked))
        return self.render_to_response(
            self.get_context_data(case=case, proofs=asked.proofs, here=steps + 1, steps=steps + 2)
        )


class PaperAdd(OwnFormView):
    """Hand in one paper."""

    form_class = PaperForm
    submit = "上传"
    done = "已上传。"

    def back(self) -> Back:
        """The list of papers."""
        return Back("上传材料", reverse("portal:papers", args=[self.kwargs["case"]]))

    def heading(self) -> Any:
        """Which paper, and whose. Somebody else's case has none."""
        proofs = own.asked_of_me(self.actor, case=self.kwargs["case"]).proofs
        wanted = (each for each in proofs if each.code == self.kwargs["proof"])
        proof = next(wanted, None)
        if proof is None:
            raise Http404
        return f"上传{proof.title}"

    def save(self, values: dict[str, Any]) -> str:
        """Through the same examination as at the desk."""
        own.attach_own(
            self.actor,
            case=self.kwargs["case"],
            proof=self.kwargs["proof"],
            content=values["file"].read(),
            file_name=values["file"].name,
        )
        return reverse("portal:papers", args=[self.kwargs["case"]])


class PaperRemove(OwnView):
    """Take a paper back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, case: UUID, paper: UUID) -> HttpResponse:
        """Before the application is accepted."""
        own.detach_own(self.actor, case=case, paper=paper)
        messages.success(request, "已撤下这份材料。")
        return HttpResponseRedirect(reverse("portal:papers", args=[case]))


class ConfirmForm(forms.Form):
    """The declaration."""

    true = forms.BooleanField(
        label="我填写的情况是真实的",
        help_text="故意隐瞒或者编造的，要退回领取的钱，并承担法律责任。",
        error_messages={"required": "请先确认填写的情况是真实的。"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Confirm(OwnFormView):
    """Everything once more, and the button that hands it in."""

    template_name = "portal/apply/confirm.html"
    title = "核对并提交"
    form_class = ConfirmForm
    submit = "提交申请"
    done = "已经提交。受理以前，材料不齐的会一次告诉您要补什么。"

    def back(self) -> Back:
        """The case."""
        return Back("办到哪一步了", reverse("portal:case", args=[self.kwargs["case"]]))

    def initial(self) -> dict[str, Any]:
        """The version that is shown."""
        self.shown = own.my_case(self.actor, case=self.kwargs["case"])
        return {"version": self.shown.version}

    def save(self, values: dict[str, Any]) -> str:
        """Hand it in."""
        case = self.kwargs["case"]
        own.submit_own(self.actor, case=case, version=values["version"])
        return reverse("portal:case", args=[case])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """With everything that was answered."""
        asked = own.asked_of_me(self.actor, case=self.kwargs["case"])
        return super().get_context_data(
            shown=self.shown,
            screens=screens(parts_of(asked)),
            open=asked.open,
            next=next_open(asked),
            proofs=asked.proofs,
            lacking=asked.lacking,
            **context,
        )


def _onward(case: UUID, asked: Asked, after: str = "") -> str:
    code = next_open(asked, after) or next_open(asked)
    if code and code != after:
        return reverse("portal:step", args=[case, code])
    if asked.lacking:
        return reverse("portal:papers", args=[case])
    return reverse("portal:confirm", args=[case])
