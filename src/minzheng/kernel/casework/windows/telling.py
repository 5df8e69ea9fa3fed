"""Letting the window know: ordered here, done by the worker, who sees both places."""

from uuid import UUID

from minzheng.kernel.casework.models import Case, Channel, Incoming
from minzheng.kernel.exchange.queue import later


def tell_window(incoming: UUID) -> None:
    """Order that the receipt of an application be brought up to date."""
    later("casework.tell_window", incoming)


def tell_window_of(row: Case) -> None:
    """The same, for whatever application a case came from."""
    if row.channel == Channel.TRANSFER:
        for incoming in Incoming.objects.filter(case_id=row.pk).values_list("pk", flat=True):
            tell_window(incoming)
