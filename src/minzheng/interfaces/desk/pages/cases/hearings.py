"""Hearing a household before its benefit is cut or stopped (社会救助法第四十八条)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, day, paragraph
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.interfaces.desk.pages.cases.papers import kept
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import hearings

OUTCOMES: tuple[tuple[str, Text], ...] = (
    ("heard", _("已听取意见")),
    ("waived", _("当事人书面放弃")),
)


class PlanForm(forms.Form):
    """How the household is heard, and about what."""

    method = choice(_("方式"), hearings.HearingMethod.choices)
    because = paragraph(
        _("拟作的决定和原因"),
        help_text=_("会写进告知书：拟减少或者停止什么，依据哪些事实，用当事人看得懂的话"),
    )


class CaseHearing(CaseEdit):
    """Tells the household what is intended, and asks for its view."""

    permission = "case.opinion"
    title = _("告知并听取意见")
    lead = _(
        "减少或者停止待遇以前，须告知家庭拟作的决定、理由和依据，并听取意见。逾期不答复的，由系统记录。"
    )
    template_name = "desk/cases/hearing.html"
    form_class = PlanForm
    submit = _("生成告知书")
    done = _("告知书已生成，请送达并登记送达情况。")

    def save(self, values: dict[str, Any]) -> None:
        hearings.plan_hearing(self.actor, case=self.case, **values)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        held = hearings.hearings_of(self.actor, case=self.case)
        return super().get_context_data(hearings=held, **context)


class RecordForm(forms.Form):
    """What the household said."""

    outcome = choice(_("结果"), OUTCOMES)
    held_on = day(_("听取或者收到书面材料的日期"))
    statement = paragraph(
        _("当事人的意见"),
        required=False,
        help_text=_("照原话记录；没有意见的留空。本人已在网上写的，已经在案，只补充当面又说的"),
    )
    file = forms.FileField(
        label=_("签名的书面材料"), required=False, help_text=_("书面放弃的必须上传")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == "waived" and not values.get("file"):
            self.add_error("file", _("书面放弃应有本人签名的材料，请上传。"))
        return values


class HearingRecord(CaseEdit):
    """Writes down the view of the household."""

    permission = "case.opinion"
    title = _("登记听取的意见")
    form_class = RecordForm
    submit = _("登记")
    done = _("意见已登记。")

    template_name = "desk/cases/hearing.html"

    def initial(self) -> dict[str, Any]:
        return {"held_on": clock.today()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        held = hearings.hearings_of(self.actor, case=self.case)
        own = [each for each in held if each.id == self.kwargs["hearing"]]
        return super().get_context_data(hearings=own, **context)

    def save(self, values: dict[str, Any]) -> None:
        file = values.pop("file")
        document = kept(self.actor, self.matter, file, "decision") if file else None
        hearings.record_hearing(
            self.actor, hearing=self.kwargs["hearing"], document=document, **values
        )
