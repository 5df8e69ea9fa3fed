"""The instant that sessions, posts and grants are measured by; a test may hold it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from minzheng.base.clock import Clock, FixedClock, SystemClock, business_date

_SYSTEM = SystemClock()
_clock: ContextVar[Clock | None] = ContextVar("access_clock", default=None)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return (_clock.get() or _SYSTEM).now()


def today() -> date:
    """The current business day in China."""
    return business_date(now())


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Within it, `now()` is `instant`."""
    token = _clock.set(FixedClock(instant))
    try:
        yield
    finally:
        _clock.reset(token)
