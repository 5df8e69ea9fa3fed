"""Looking through what was handed in: accepted, asked to complete, or declined."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import offer, paragraph
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.interfaces.desk.pages.cases.asking import proof_title
from minzheng.kernel.casework.api import intake

ACCEPT, RETURN, DECLINE = "accept", "return", "decline"


class ReceiveForm(forms.Form):
    """One of three answers. What is missing is said once, and completely (一次性告知)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    verdict = forms.ChoiceField(
        label=_("审查结果"),
        choices=[
            (ACCEPT, _("材料齐全，受理")),
            (RETURN, _("材料不齐，一次性告知补正")),
            (DECLINE, _("不属于受理范围，不予受理")),
        ],
        widget=forms.RadioSelect,
    )
    missing = forms.MultipleChoiceField(
        label=_("还缺的材料"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = paragraph(
        _("说明"),
        required=False,
        help_text=_("缺材料先受理的写明原因；补正的写明怎么补；不予受理的写明理由"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        verdict = values.get("verdict")
        if verdict == RETURN and not values.get("missing") and not values.get("note"):
            self.add_error("missing", _("请勾选还缺的材料，或者在说明里写明。"))
        if verdict == DECLINE and not values.get("note"):
            self.add_error("note", _("不予受理须写明理由。"))
        return values


class CaseReceive(CaseEdit):
    """The page on which a window decides about acceptance."""

    permission = "case.handle"
    title = _("受理审查")
    lead = _("能通过部门核对取得的证明，不得要求申请人提供（社会救助法第六十二条）。")
    template_name = "desk/cases/receive.html"
    form_class = ReceiveForm
    submit = _("确定")
    done = _("已处理，告知书已生成。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        self.asked_for = intake.asked(self.actor, case=self.case)
        missing = [proof_title(each) for each in self.asked_for.proofs if not each.held]
        offer(form, "missing", ((title, title) for title in missing))
        return form

    def initial(self) -> dict[str, Any]:
        return {"version": self.matter.version}

    def save(self, values: dict[str, Any]) -> None:
        verdict = values["verdict"]
        if verdict == ACCEPT:
            intake.accept(
                self.actor,
                case=self.case,
                version=values["version"],
                lacking_because=values["note"],
            )
        elif verdict == RETURN:
            missing = values["missing"] or [values["note"]]
            intake.return_for_completion(
                self.actor,
                case=self.case,
                missing=missing,
                note=values["note"],
                version=values["version"],
            )
        else:
            intake.decline(
                self.actor, case=self.case, reason=values["note"], version=values["version"]
            )

    def asked(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        self.extra_context = {"asked": self.asked_for}
        return super().asked(form, status=status)
