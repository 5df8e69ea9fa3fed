"""What every page about one debt shares: which one it is, and the way back to it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Badge, Tone
from minzheng.interfaces.desk.generic.edits import EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.payments.api import debts
from minzheng.kernel.payments.recovery_results import ReceivableRow

TONES = {"proposed": Tone.WAIT, "confirmed": Tone.NOTE, "settled": Tone.GOOD}


def debt_address(receivable: UUID) -> str:
    """The page of a debt."""
    return reverse("desk:receivable", args=[receivable])


def state_badge(row: ReceivableRow) -> Badge:
    """Where a debt stands."""
    return Badge(row.state_title, TONES.get(row.state, Tone.PLAIN))


class AboutDebt(DeskView):
    """A page about the debt in the address."""

    @property
    def receivable(self) -> UUID:
        """The debt in the address."""
        receivable: UUID = self.kwargs["receivable"]
        return receivable

    @cached_property
    def row(self) -> ReceivableRow:
        """What stands above. Raises `Unseen`."""
        return debts.receivable_head(self.actor, receivable=self.receivable)

    def crumbs(self) -> Sequence[Link]:
        above = Link(_("追缴"), reverse("desk:receivables"))
        return (above, Link(self.row.debtor_name or _("未显示"), debt_address(self.receivable)))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("head", self.row)
        context.setdefault("state", state_badge(self.row))
        return super().get_context_data(**context)


class DebtEdit(AboutDebt, EditView):
    """A form that does something with the debt and goes back to its page."""

    template_name = "desk/recovery/edit.html"

    def back(self) -> str:
        return debt_address(self.receivable)
