"""The terms of a means check at a place and time: how long, how exact. From dated parameters."""

from dataclasses import dataclass
from datetime import date, timedelta

from minzheng.base.calendar import national_calendar
from minzheng.base.months import Month
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.exchange.ports import check_numbers
from minzheng.rules.numbers.parameter_set import Numbers
from minzheng.rules.units import RATIO_ONE, Kind, Unit

SLUG = "means_check"
_KEYS = (
    "answer_days",
    "waited_days",
    "validity_days",
    "oldest_data_days",
    "income_months",
    "attempts",
    "explain_days",
    "income_tolerance",
    "income_tolerance_share",
    "property_tolerance",
    "property_tolerance_share",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds in one division on one day."""

    on: date
    numbers: Numbers

    def answer_by(self, source: CheckSource) -> date:
        """The day on which a department that is asked today should have answered."""
        days = self._by_source("answer_days", source)
        return national_calendar().add_working_days(self.on, days)

    def wait_until(self, source: CheckSource) -> date:
        """The last day on which it is still asked after."""
        return self.answer_by(source) + timedelta(days=self._one("waited_days"))

    def valid_until(self, source: CheckSource, snapshot: date) -> date:
        """The last day on which an answer of that day may be used."""
        return snapshot + timedelta(days=self._by_source("validity_days", source))

    def oldest_snapshot(self) -> date:
        """An answer about an earlier day is of no use."""
        return self.on - timedelta(days=self._one("oldest_data_days"))

    def explain_by(self) -> date:
        """Until when a household that is told today may explain."""
        return national_calendar().add_working_days(self.on, self._one("explain_days"))

    @property
    def income_since(self) -> Month:
        """The first month whose income is asked for."""
        return Month.of(self.on) - self._one("income_months")

    @property
    def income_until(self) -> Month:
        """The last one: the month before."""
        return Month.of(self.on) - 1

    @property
    def attempts(self) -> int:
        """How often in a row it may fail before a person looks."""
        return self._one("attempts")

    def within_tolerance(self, declared: int, found: int, unit: Unit) -> bool:
        """Whether two values count as one; whatever is not money must be equal."""
        if unit.kind is not Kind.MONEY:
            return declared == found
        about = "income" if unit.per else "property"
        share = abs(declared) * self._one(f"{about}_tolerance_share") // RATIO_ONE
        return abs(declared - found) <= max(self._one(f"{about}_tolerance"), share)

    def _one(self, name: str) -> int:
        value = self.numbers.stored[f"{SLUG}.{name}"]
        if not isinstance(value, int):
            raise TypeError(f"{name} is one number, not a table")
        return value

    def _by_source(self, name: str, source: CheckSource) -> int:
        value = self.numbers.stored[f"{SLUG}.{name}"]
        if isinstance(value, int):
            raise TypeError(f"{name} is a table by department")
        return value[source.value]


def terms_on(on: date, division: str) -> Terms:
    """The terms in force. Raises `NumberRefused` where a number has no value."""
    parameters = check_numbers()()
    month = on.year * 12 + on.month - 1
    keys = [f"{SLUG}.{name}" for name in _KEYS]
    return Terms(on, parameters.numbers(month, division, keys))
