"""The numbers of what is not paid in money: its share of a price, and what is carried over."""

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Benefit, Mode
from minzheng.kernel.registry.ports import rules

WHOLE = 10_000


def months_carried(benefit: Benefit, month: Month, county: str) -> int:
    """For how many months what was not used in a month stays good."""
    return _number(benefit.carry_months, month, county) if benefit.carry_months else 0


def borne(mode: Mode, price_fen: int, month: Month, county: str) -> int:
    """What the benefit bears of a price, down to the fen; the rest is the person's own share."""
    share = _number(mode.share, month, county) if mode.share else WHOLE
    return price_fen * share // WHOLE


def _number(key: str, month: Month, county: str) -> int:
    month_number = month.year * 12 + month.month - 1
    value = rules().parameters.numbers(month_number, county, [key]).stored[key]
    if not isinstance(value, int):
        raise TypeError(f"{key} is one number, not a table")
    return value
