"""What ends with a case."""

from minzheng.base.events import publish
from minzheng.kernel.casework import events
from minzheng.kernel.casework.models import Case
from minzheng.kernel.exchange.api.checks import close_checks


def closed(row: Case) -> None:
    """No department is asked any more; whoever waits for the end of the case is told."""
    close_checks(case=row.pk)
    publish(events.CaseClosed(row.pk, row.item, row.outcome))
