"""Where a payment comes from: the award, the decision with facts and articles, and whose hands."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.fields import line
from minzheng.interfaces.desk.generic.columns import Badge, Tone, shown
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import Link
from minzheng.interfaces.desk.pages.cases.explained import amounts, kept_rules
from minzheng.interfaces.desk.pages.payments.about import LINE_TONES, AboutBatch
from minzheng.interfaces.desk.pages.payments.lines import line_address
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.payments.api import explaining
from minzheng.kernel.payments.api.explaining import PaymentExplanation


class PaymentLine(AboutBatch):
    """One payment back to its reason."""

    permission = "payment.read"
    template_name = "desk/payments/line.html"

    def get(self, request: HttpRequest, batch: UUID, instruction: UUID) -> HttpResponse:
        found = explaining.explain_instruction(self.actor, instruction=instruction, replaying=False)
        if found.batch.id != batch:
            raise Unseen
        self.row = found.batch
        shown_line = found.line
        context = self.get_context_data(
            title=_("%(who)s：一笔发放的由来")
            % {"who": shown_line.holder or shown_line.benefit_title},
            found=found,
            line=shown_line,
            line_state=Badge(shown_line.state_title, LINE_TONES.get(shown_line.state, Tone.PLAIN)),
            hands=[(each, shown(each.at, {})) for each in found.hands],
            decision=shown_decision(found),
            decided_on=found.decided.decided_on if found.decided else None,
        )
        return self.render_to_response(context)

    def crumbs(self) -> Sequence[Link]:
        above = reverse("desk:payment_lines", args=[self.batch])
        return (*super().crumbs(), Link(_("发放明细"), above))


def shown_decision(found: PaymentExplanation) -> dict[str, Any] | None:
    """The decision as its case shows it, for those who may read cases."""
    row = found.decision
    return {"row": row, "rules": kept_rules(row), "amounts": amounts(row)} if row else None


class FindForm(forms.Form):
    """What the bank calls it."""

    end_to_end_id = line(_("支付编号"), longest=40, help_text=_("银行文件和回单上每一笔的编号"))


class PaymentFind(EditView):
    """From a line of a bank file to the page that explains it."""

    permission = "payment.read"
    title = _("按支付编号查")
    form_class = FindForm
    submit = _("查找")
    done = ""

    def save(self, values: dict[str, Any]) -> str:
        found = explaining.explain_instruction(
            self.actor, end_to_end_id=values["end_to_end_id"], replaying=False
        )
        return line_address(found.line)

    def crumbs(self) -> Sequence[Link]:
        return (Link(_("发放批次"), reverse("desk:payments")),)
