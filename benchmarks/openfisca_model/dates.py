"""Months as numbers since year 0, from dates stored as 20260131 (int32)."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.declaring import Array

NEVER = 9999_12_31


def month_of(dates: Array) -> Array:
    """The month of each date."""
    return dates // 10_000 * 12 + dates // 100 % 100 - 1


def evaluated(period: Any) -> int:
    """The month that a period stands for."""
    return int(period.start.year) * 12 + int(period.start.month) - 1


def age(births: Array, period: Any) -> Array:
    """The age reached within the month."""
    return np.maximum((evaluated(period) - month_of(births)) // 12, 0)


def birthday_month(births: Array, years: int) -> Array:
    """The month in which an age is reached."""
    return month_of(births) + years * 12
