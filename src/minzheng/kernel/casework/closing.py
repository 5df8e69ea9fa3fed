"""What ends with a case."""

from minzheng.base.events import publish
from minzheng.kernel.casework import events
from minzheng.kernel.casework.fieldwork.orders import call_off_visits
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.publicity.removing import remove_proposals
from minzheng.kernel.exchange.api.checks import close_checks


def closed(row: Case) -> None:
    """Nobody is asked, visited or shown any more; whoever waits for the end of the case is told."""
    close_checks(case=row.pk)
    call_off_visits(row)
    remove_proposals(row)
    publish(events.CaseClosed(row.pk, row.item, row.outcome))
