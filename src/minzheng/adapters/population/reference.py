"""The month of which the demo city is a picture, and dates as stored (20261130)."""

from datetime import date

import numpy as np

from minzheng.adapters.population.streams import Array
from minzheng.base.months import Month
from minzheng.rules.units import NEVER

REFERENCE_MONTH = Month(2026, 11)
"""Ages, applications and awards are those of this month: evaluate the city for it."""

REFERENCE_DATE: date = REFERENCE_MONTH.last_day

_LAST = np.datetime64(REFERENCE_DATE, "D")


def stored(days: Array) -> Array:
    """Numpy dates as the number 20261130."""
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    return np.asarray(years * 10_000 + month * 100 + day, dtype=np.int32)


def days_ago(days: Array) -> Array:
    """Stored dates so many days before the last day of the month."""
    return stored(_LAST - days.astype("timedelta64[D]"))


def first_of_month_ago(months: Array) -> Array:
    """Stored first days of the month so many months ago."""
    month = np.datetime64(REFERENCE_DATE, "M") - months.astype("timedelta64[M]")
    return stored(month.astype("datetime64[D]"))


def born(ages: Array, days_since_birthday: Array) -> Array:
    """Stored birth dates of persons of these ages on the last day of the month."""
    # No birthday falls on 29 February here: November has a 30th in every year.
    years = np.datetime64(REFERENCE_DATE, "M") - (12 * ages).astype("timedelta64[M]")
    birthday = years.astype("datetime64[D]") + np.timedelta64(REFERENCE_DATE.day - 1, "D")
    return stored(birthday - days_since_birthday.astype("timedelta64[D]"))


def only_if(condition: Array, dates: Array) -> Array:
    """The dates where the condition holds, elsewhere "never"."""
    return np.where(condition, dates, NEVER).astype(np.int32)
