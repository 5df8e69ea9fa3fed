"""A check that something comes to after it was finished is open again (57号 art. 18)."""

from minzheng.catalogue.casework.flow import possible
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access.worker import the_system
from minzheng.kernel.casework.cases import locked, seen_case
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.exchange.events import DifferenceOpened

_REOPEN = Act(ActKind.REOPEN_CHECK)


def on_difference_opened(event: DifferenceOpened) -> None:
    """A late answer, or the household's word: what was built on the check before is void.

    Before the check is finished there is nothing to do: whoever finishes it settles every line.
    """
    if _finished(seen_case(event.case)):
        row = locked(event.case)
        if _finished(row):
            move(the_system(row.division), row, _REOPEN)


def _finished(row: Case) -> bool:
    return _REOPEN in possible(item_of(row), position_of(row))
