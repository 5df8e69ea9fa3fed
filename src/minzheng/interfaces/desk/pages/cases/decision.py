"""The decision: what the rules say, and a person who answers for it."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import YuanField, choice, offer, paragraph
from minzheng.interfaces.desk.pages.cases.about import CaseEdit
from minzheng.interfaces.desk.pages.cases.explained import parts_of
from minzheng.kernel.casework.api import deciding
from minzheng.kernel.casework.api.deciding import Proposal

FOLLOW = "follow"
OTHERWISE = "otherwise"


class DecisionForm(forms.Form):
    """As the rules say, or otherwise with a reason. The version is that of the page: what somebody
    else has done in between is noticed."""

    verdict = forms.ChoiceField(
        choices=[(FOLLOW, ""), (OTHERWISE, "")], widget=forms.HiddenInput, label=_("决定")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    outcome = choice(_("结论"), ())
    amount = YuanField(_("每月金额（元）"), required=False, help_text=_("一次性救助填总额"))
    reason = paragraph(
        _("理由"), required=False, help_text=_("会原样写进决定书，请写给当事人看得懂的话")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        needed = values.get("verdict") == OTHERWISE and "reason" not in self.errors
        if needed and not values.get("reason"):
            self.add_error("reason", _("与规则结论不同的决定须写明理由。"))
        return values


class CaseDecide(CaseEdit):
    """Decides one case."""

    permission = "case.decide"
    title = _("作出决定")
    template_name = "desk/cases/decide.html"
    form_class = DecisionForm
    done = _("已作出决定，文书已经生成。")

    @cached_property
    def proposal(self) -> Proposal:
        """What the rules say of the facts as they stand."""
        return deciding.proposal(self.actor, case=self.case)

    def form(self, given: Any = None, files: Any = None) -> forms.Form:
        form = super().form(given, files)
        offer(form, "outcome", self.proposal.outcomes)
        return form

    def save(self, values: dict[str, Any]) -> None:
        # What was shown is what is decided: if the facts have changed since, this is no longer what
        # the rules say, and the kernel asks for a reason instead of deciding something unseen.
        deciding.decide(
            self.actor,
            case=self.case,
            outcome=values["outcome"],
            version=values["version"],
            amount_fen=values["amount"],
            reason=values["reason"] if values["verdict"] == OTHERWISE else "",
        )

    def asked(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        otherwise = form.data.get("verdict") == OTHERWISE or not self.proposal.by_rules
        self.extra_context = {**parts_of(self.proposal), "otherwise": otherwise}
        return super().asked(form, status=status)
