"""The time, injected: instants are UTC, business days are days in China.

The server's zone and the client's clock never decide whether an application is in time
(domain rules §14 C14).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BUSINESS_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where the current instant comes from."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at `instant` (aware), for replay, demonstrations and tests."""

    instant: datetime

    def now(self) -> datetime:
        """`instant` in UTC. Raises `ValueError` when it names no zone."""
        return _aware(self.instant).astimezone(UTC)


def business_date(instant: datetime) -> date:
    """The day in China on which `instant` (aware, any zone) falls.

    Raises `ValueError` for a timestamp without a zone, whose day cannot be known.
    """
    return _aware(instant).astimezone(BUSINESS_ZONE).date()


def today(clock: Clock) -> date:
    """The current business day."""
    return business_date(clock.now())


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("a timestamp without a zone has no business date")
    return instant
