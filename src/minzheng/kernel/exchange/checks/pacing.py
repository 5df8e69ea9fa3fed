"""When a question is looked at again: sooner at first, ever more seldom, at the end by a person."""

from datetime import datetime, timedelta
from typing import Any

from minzheng.kernel.access import clock
from minzheng.kernel.exchange.checks.states import STILL_WAITING, RequestState
from minzheng.kernel.exchange.checks.terms import terms_on
from minzheng.kernel.exchange.models import CheckRequest
from minzheng.kernel.exchange.states import move

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
POLL_SOONEST, POLL_LATEST = timedelta(minutes=10), timedelta(hours=4)
LISTEN_EVERY = timedelta(days=1)
"""For second thoughts of a department that has answered, and for those that are overdue."""


def reference(row: Any) -> str:
    """What a department knows a question by; another one when it is asked again."""
    return f"{row.pk}-{row.turn}"


def put_off(row: Any, trouble: str, *, failure: bool = True, anew: bool = False) -> None:
    """Try later: after one minute, two, four …, at most six hours.

    After so many failures in a row a person has to look. `anew` puts the question once more, as
    another one: the answer to this one was of no use.
    """
    failures = row.failures + 1 if failure else row.failures
    if row.state in STILL_WAITING and failures >= terms_on(clock.today(), row.division).attempts:
        move(row, RequestState.FAILED, failures=failures, trouble=trouble, next_at=None)
        return
    if _overdue(row):
        _expire(row, failures, trouble)
        return
    pause = min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE)
    changes = {"failures": failures, "trouble": trouble, "next_at": clock.now() + pause}
    if anew and row.state in STILL_WAITING:
        move(row, RequestState.QUEUED, turn=row.turn + 1, asked_at=None, **changes)
    else:
        CheckRequest.objects.filter(pk=row.pk).update(**changes)


def wait_on(row: Any) -> None:
    """Nothing has come: ask after it again, a quarter of the time later that it has taken."""
    if _overdue(row):
        _expire(row, 0, row.trouble)
        return
    now: datetime = clock.now()
    pause = LISTEN_EVERY
    if row.state in STILL_WAITING:
        waited = now - (row.asked_at or now)
        pause = min(max(POLL_SOONEST, waited / 4), POLL_LATEST)
    CheckRequest.objects.filter(pk=row.pk).update(failures=0, next_at=now + pause)


def listen_until(row: Any) -> datetime | None:
    """When to look for a second answer; None once the department has had its time."""
    if clock.today() > row.given_up_on:
        return None
    return clock.now() + LISTEN_EVERY


def _overdue(row: Any) -> bool:
    return row.state in STILL_WAITING and clock.today() > row.given_up_on


def _expire(row: Any, failures: int, trouble: str) -> None:
    next_at = clock.now() + LISTEN_EVERY
    move(row, RequestState.EXPIRED, failures=failures, trouble=trouble, next_at=next_at)
