"""When nobody is to be asked any more: an authorisation withdrawn, a case closed."""

from typing import Any
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.exchange.checks.states import STILL_WAITING, RequestState, RoundState
from minzheng.kernel.exchange.models import CheckRequest, CheckRound
from minzheng.kernel.exchange.states import move


def call_off(requests: Any) -> None:
    """No department is asked or listened to any more; what was answered stays as it is."""
    waiting = requests.filter(state__in=STILL_WAITING)
    waiting.update(state=RequestState.CALLED_OFF)
    requests.update(next_at=None)


def close_checks(*, case: UUID) -> None:
    """The case is closed: so are its checks. Called by casework, inside its own command."""
    call_off(CheckRequest.objects.filter(case=case))
    for each in CheckRound.objects.filter(case=case, state=RoundState.OPEN).select_for_update():
        move(each, RoundState.CLOSED, ended_at=clock.now())
