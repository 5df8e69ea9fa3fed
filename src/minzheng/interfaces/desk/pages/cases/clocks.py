"""Clocks of a case: stopped while the law stops them, going on, extended with a reason."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import choice, day, offer, paragraph
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.pages.cases.about import CaseAct, CaseEdit
from minzheng.kernel.casework.api import leaving, reading, work

SUSPENSION_KINDS: tuple[tuple[str, Text], ...] = (
    ("appraisal", _("民主评议")),
    ("assessment", _("能力评估、鉴定")),
    ("inquiry", _("异地协查")),
    ("other", _("其他依法中止的情形")),
)
"""What a person may state; completion and publicity stop the clocks by themselves."""


class SuspendForm(forms.Form):
    """What stops the clock, and by which article."""

    kind = choice(_("原因"), SUSPENSION_KINDS)
    basis = paragraph(_("依据和说明"), help_text=_("写明条文，例如 审核确认办法第二十二条"))


class CaseSuspend(CaseEdit):
    """Stops the clocks; total and net time both stay on view."""

    permission = "case.handle"
    title = _("中止计算期限")
    lead = _("只有法律规定不计入期限的时间才能中止。中止和恢复都写进办件经过。")
    form_class = SuspendForm
    submit = _("中止")
    done = _("期限已中止计算。")

    def save(self, values: dict[str, Any]) -> None:
        work.suspend(self.actor, case=self.case, **values)


class ResumeForm(forms.Form):
    """Which stop has come to its end."""

    kind = choice(_("原因"), SUSPENSION_KINDS)


class CaseResume(CaseAct):
    """The clocks go on."""

    permission = "case.handle"
    form_class = ResumeForm
    done = _("期限恢复计算。")

    def act(self, values: dict[str, Any]) -> None:
        work.resume(self.actor, case=self.kwargs["case"], kind=values["kind"])


class ExtendForm(forms.Form):
    """Which clock, on which of the grounds that the law names, and what happened."""

    clock = choice(_("延长哪个期限"), ())
    ground = choice(_("法定情形"), (), required=False)
    because = paragraph(_("具体情况"), help_text=_("会告知申请人"))


class CaseExtend(CaseEdit):
    """Extends a clock once, as far as the law allows."""

    permission = "case.decide"
    title = _("延长期限")
    lead = _("每个期限只能依法延长一次，延长到几日由事项规定，不能自己填。")
    form_class = ExtendForm
    submit = _("延长")
    done = _("期限已延长。")

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        clocks = reading.case_view(self.actor, case=self.case).clocks
        open_to_it = [each for each in clocks if each.extendable]
        grounds = dict.fromkeys(ground for each in open_to_it for ground in each.grounds)
        offer(form, "clock", ((str(each.id), each.title) for each in open_to_it))
        offer(form, "ground", ((ground, ground) for ground in grounds))
        if not grounds:
            del form.fields["ground"]
        return form

    def save(self, values: dict[str, Any]) -> None:
        words = [word for word in (values.get("ground", ""), values["because"]) if word]
        limit = UUID(values["clock"])
        work.extend(self.actor, case=self.case, limit=limit, because="：".join(words))


class BackdateForm(forms.Form):
    """The day on which the application should have been accepted."""

    on = day(_("应当受理的日期"))
    because = paragraph(_("更正的原因"))


class CaseBackdate(CaseEdit):
    """A superior office corrects the day of acceptance; clocks and months follow it."""

    permission = "case.supervise"
    title = _("更正受理日期")
    lead = _("只能由上级机关更正，期限和起始月份都按更正后的日期计算，原日期留在办件经过里。")
    form_class = BackdateForm
    submit = _("更正")
    done = _("受理日期已更正。")

    def save(self, values: dict[str, Any]) -> None:
        leaving.backdate(self.actor, case=self.case, **values)
