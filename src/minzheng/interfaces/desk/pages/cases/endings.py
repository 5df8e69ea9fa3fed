"""Ways in which a case leaves this desk before a decision: handed over, withdrawn, discontinued."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import paragraph
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.interfaces.desk.picking import DivisionField
from minzheng.kernel.casework.api import leaving


class HandOverForm(forms.Form):
    """To which office, and why."""

    to_office = DivisionField(_("转给哪里办理"), anywhere=True)
    reason = paragraph(_("转办原因"), help_text=_("例如 户籍地在那里、居住地已经变更"))


class CaseHandOver(CaseEdit):
    """Hands a case to the office that is responsible (跨区通办)."""

    permission = "case.handle"
    title = _("转办")
    lead = _("本窗口已经收下的材料一并转去。期限继续从受理之日算，不因转办重新开始。")
    form_class = HandOverForm
    submit = _("转办")
    done = _("已转办。")

    def save(self, values: dict[str, Any]) -> None:
        leaving.hand_over(self.actor, case=self.case, **values)


class WithdrawForm(forms.Form):
    """Why the applicant takes the application back."""

    reason = paragraph(_("申请人说的原因"))


class CaseWithdraw(CaseEdit):
    """The applicant withdraws."""

    permission = "case.open"
    title = _("申请人撤回申请")
    lead = _("只有申请人自己要求时才能撤回。撤回以后随时可以重新申请。")
    form_class = WithdrawForm
    submit = _("撤回申请")
    done = _("申请已撤回。")

    def save(self, values: dict[str, Any]) -> None:
        leaving.withdraw(self.actor, case=self.case, reason=values["reason"])


class DiscontinueForm(forms.Form):
    """Why a case goes no further."""

    reason = paragraph(
        _("终止原因"), help_text=_("例如 无正当理由拒绝配合调查核对；申请人死亡或者下落不明")
    )


class CaseDiscontinue(CaseEdit):
    """Ends the procedure without a decision on the merits."""

    permission = "case.handle"
    title = _("终止审核")
    lead = _("终止不是不予批准：要写明原因并告知申请人。")
    form_class = DiscontinueForm
    submit = _("终止审核")
    done = _("已终止。")

    def save(self, values: dict[str, Any]) -> None:
        leaving.discontinue(self.actor, case=self.case, reason=values["reason"])
