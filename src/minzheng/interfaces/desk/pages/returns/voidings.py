"""Giving up what came back and is not due any more (退汇作废): one proposes, another decides."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import OpinionForm, line
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.money import month_text, yuan
from minzheng.kernel.payments.api import repairs, voidings
from minzheng.kernel.payments.return_results import RepairRow, VoidingRow

LONGEST_REASON = 300
Facts = Sequence[tuple[Text, Text]]


def _of_line(row: RepairRow | VoidingRow) -> Facts:
    return (
        (_("领款人"), row.holder or _("没有领款人")),
        (_("待遇"), f"{row.benefit_title} {month_text(row.period)}"),
        (_("金额（元）"), yuan(row.amount_fen)),
        (_("现在是否应发"), row.standing),
    )


class VoidingEdit(EditView):
    """A form about one returned payment."""

    template_name = "desk/returns/voiding.html"

    def facts(self) -> Facts:
        """What stands above the form."""
        raise NotImplementedError

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(facts=self.facts(), **context)

    def back(self) -> str:
        return reverse("desk:repairs")

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("退汇处理"), self.back()),)


class ReasonForm(forms.Form):
    """Why it is given up."""

    reason = line(
        _("作废理由和依据"),
        longest=LONGEST_REASON,
        help_text=_("例如 10月去世，11月待遇不应发放，死亡证明已核"),
    )


class VoidingNew(VoidingEdit):
    """Proposes it."""

    permission = "payment.prepare"
    title = _("提出退汇作废")
    lead = _(
        "只有不再应发的退汇才能作废：由另一人批准后不再欠付，资金按原分担退还。"
        "该月还应发的部分由下一批发放自动补上。"
    )
    form_class = ReasonForm
    submit = _("提出作废")
    done = _("已提出，等另一人批准。")

    def facts(self) -> Facts:
        row = repairs.returned_line(self.actor, line=self.kwargs["returned_line"])
        return (*_of_line(row), (_("退回原因"), row.reason))

    def save(self, values: dict[str, Any]) -> None:
        voidings.propose_voiding(self.actor, instruction=self.kwargs["returned_line"], **values)


class RefusalForm(forms.Form):
    """Why it stays in the queue."""

    opinion = line(_("不予作废的理由"))


class OneVoiding(VoidingEdit):
    """A form about one proposal."""

    permission = "payment.approve"

    @cached_property
    def row(self) -> VoidingRow:
        """The proposal in the address. Raises `Unseen`."""
        return voidings.voiding_view(self.actor, proposal=self.kwargs["voiding"])

    def facts(self) -> Facts:
        asked = (_("作废理由和依据"), self.row.reason), (_("提出人"), self.row.proposed_by_name)
        back = ((_("退还资金"), f"{each.title} {yuan(each.amount_fen)}") for each in self.row.parts)
        return (*_of_line(self.row), *back, *asked, (_("状态"), self.row.state_title))


class VoidingApprove(OneVoiding):
    """It is given up."""

    permission = "payment.approve"
    title = _("批准退汇作废")
    lead = _("批准后不再欠付，记账并退还各项资金；不能恢复。")
    form_class = OpinionForm
    submit = _("批准作废")
    done = _("已作废并记账。")

    def save(self, values: dict[str, Any]) -> None:
        voidings.approve_voiding(self.actor, proposal=self.row.id, **values)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        otherwise = reverse("desk:voiding_refuse", args=[self.row.id])
        return super().get_context_data(otherwise=otherwise, **context)


class VoidingRefuse(OneVoiding):
    """It stays in the queue."""

    permission = "payment.approve"
    title = _("不予作废")
    form_class = RefusalForm
    submit = _("不予作废")
    done = _("已退回，仍在退汇处理。")

    def save(self, values: dict[str, Any]) -> None:
        voidings.refuse_voiding(self.actor, proposal=self.row.id, **values)
