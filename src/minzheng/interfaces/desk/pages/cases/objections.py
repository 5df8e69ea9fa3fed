"""Objections to what a case has found or intends, and what came of them."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, paragraph
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import reading, work

SOURCES: tuple[tuple[str, Text], ...] = (
    ("applicant", _("申请人提出")),
    ("public", _("公示期间群众提出")),
    ("report", _("信访举报")),
)
RESULTS: tuple[tuple[str, Text], ...] = (
    ("rejected", _("异议不成立，维持原意见")),
    ("upheld", _("异议成立，重新调查")),
)


class ObjectionForm(forms.Form):
    """Who objects, and to what."""

    source = choice(_("谁提出"), SOURCES)
    text = paragraph(
        _("异议内容"), help_text=_("不公开；提出人的姓名和电话可以写在这里，会加密保存")
    )


class ObjectionNew(CaseEdit):
    """Takes an objection. From then on nothing is decided until it is answered."""

    permission = "case.handle"
    title = _("登记异议")
    lead = _("登记以后，异议没有处理完不能作决定。")
    form_class = ObjectionForm
    submit = _("登记")
    done = _("异议已登记，请在期限内调查答复。")

    def save(self, values: dict[str, Any]) -> None:
        work.object_to(self.actor, case=self.case, **values)


class AnswerForm(forms.Form):
    """What came of it."""

    result = choice(_("处理结果"), RESULTS)
    answer = paragraph(_("调查情况和答复"), help_text=_("答复内容会告知提出异议的人"))


class Objection(CaseEdit):
    """Answers an objection."""

    permission = "case.handle"
    title = _("处理异议")
    template_name = "desk/cases/objection.html"
    form_class = AnswerForm
    submit = _("处理完毕")
    done = _("异议已处理。")

    def save(self, values: dict[str, Any]) -> str | None:
        upheld = values["result"] == "upheld"
        work.answer_objection(
            self.actor,
            objection=self.kwargs["objection"],
            upheld=upheld,
            answer=values["answer"],
        )
        return reverse("desk:case_reinvestigate", args=[self.case]) if upheld else None

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        view = reading.case_view(self.actor, case=self.case)
        wanted = self.kwargs["objection"]
        row = next((each for each in view.objections if each.id == wanted), None)
        if row is None:
            raise Unseen
        return super().get_context_data(row=row, **context)


class ReinvestigateForm(forms.Form):
    """Why it is looked into again, and whether the neighbours are asked."""

    reason = paragraph(_("重新调查的原因"))
    disputed = forms.BooleanField(label=_("情况有争议，需要民主评议"), required=False)


class CaseReinvestigate(CaseEdit):
    """What was proposed is void; the investigation begins again."""

    permission = "case.handle"
    title = _("重新调查")
    lead = _("已经提出的审核意见作废，重新核对和入户，再提出意见、再公示。")
    form_class = ReinvestigateForm
    submit = _("重新调查")
    done = _("已退回重新调查。")

    def save(self, values: dict[str, Any]) -> None:
        work.reinvestigate(self.actor, case=self.case, **values)
