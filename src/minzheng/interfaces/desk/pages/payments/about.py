"""What every page about one batch shares: which batch it is, and the way back to it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.interfaces.desk.generic.columns import Badge, Tone
from minzheng.interfaces.desk.generic.edits import ActView, EditView
from minzheng.interfaces.desk.generic.views import DeskView, Link
from minzheng.kernel.payments.api import reading
from minzheng.kernel.payments.results import BatchRow

TONES = {
    "draft": Tone.WAIT,
    "checked": Tone.NOTE,
    "approved": Tone.NOTE,
    "frozen": Tone.NOTE,
    "filed": Tone.NOTE,
    "sent": Tone.NOTE,
    "unknown": Tone.BAD,
    "confirmed": Tone.GOOD,
}
LINE_TONES = {
    "held": Tone.WAIT,
    "paid": Tone.GOOD,
    "returned": Tone.BAD,
    "repaired": Tone.NOTE,
    "voided": Tone.NOTE,
}


def state_badge(row: BatchRow) -> Badge:
    """Where a batch stands."""
    return Badge(row.state_title, TONES.get(row.state, Tone.PLAIN))


def batch_address(batch: UUID) -> str:
    """The page of a batch."""
    return reverse("desk:payment", args=[batch])


class AboutBatch(DeskView):
    """A page about the batch in the address."""

    @property
    def batch(self) -> UUID:
        """The batch in the address."""
        batch: UUID = self.kwargs["batch"]
        return batch

    @cached_property
    def row(self) -> BatchRow:
        """What stands above. Raises `Unseen`."""
        return reading.batch_head(self.actor, batch=self.batch)

    def crumbs(self) -> Sequence[Link]:
        return (
            Link(_("发放批次"), reverse("desk:payments")),
            Link(self.row.number, batch_address(self.row.id)),
        )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("head", self.row)
        context.setdefault("state", state_badge(self.row))
        return super().get_context_data(**context)


class BatchEdit(AboutBatch, EditView):
    """A form that does something with the batch and goes back to its page."""

    template_name = "desk/payments/edit.html"

    def back(self) -> str:
        return batch_address(self.batch)


class BatchAct(ActView):
    """A button on the page of the batch."""

    def back(self) -> str:
        return batch_address(self.kwargs["batch"])
