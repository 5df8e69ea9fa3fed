"""The days of a story: working days at the desk, and the hours that somebody waits."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from minzheng.base.calendar import national_calendar
from minzheng.base.clock import BUSINESS_ZONE

_OPENS = time(9, 0)
_APART = timedelta(minutes=11)
"""Between what two stories do in the same hour: nobody decides ten cases in a minute."""
_SLOTS = 5


@dataclass(slots=True)
class Diary:
    """Where the clock of a story stands. `slot` is the story's own part of an hour."""

    day: date
    slot: int
    hour: int = 0

    @property
    def now(self) -> datetime:
        """The instant."""
        opened = datetime.combine(self.day, _OPENS, BUSINESS_ZONE) + timedelta(hours=self.hour)
        return opened + _APART * (self.slot % _SLOTS) + timedelta(seconds=37 * self.slot)

    def stand_at(self, instant: datetime) -> None:
        """Go on from the hour of what was done last."""
        then = instant.astimezone(BUSINESS_ZONE)
        self.day, self.hour = then.date(), then.hour - _OPENS.hour

    def later(self, hours: int = 1) -> datetime:
        """The same day."""
        self.hour += hours
        return self.now

    def after(self, days: int = 1) -> datetime:
        """So many working days later, in the morning."""
        self.day = national_calendar().add_working_days(self.day, days)
        self.hour = 0
        return self.now

    def past(self, end: date) -> datetime:
        """The first minutes after a day is over, when the worker looks what has ended."""
        self.day, self.hour = end + timedelta(days=1), -8
        return self.now


def working_days_before(day: date, count: int) -> date:
    """The day that lies so many working days back."""
    calendar, found = national_calendar(), day
    while count or not calendar.is_working_day(found):
        found -= timedelta(days=1)
        count -= calendar.is_working_day(found)
    return found
