"""Elementary functions of stored values: the month of a date, an age, an entry of a table."""

from collections.abc import Mapping


def month_of_date(date: int) -> int:
    """Months since year 0 of a date 20260131."""
    return date // 10_000 * 12 + date // 100 % 100 - 1


def age_at_month_end(birth: int, month: int) -> int:
    """Full years reached by the last day of a month; 0 before birth.

    By a month's last day every birthday in it has been reached, 29 February included (民法典
    第202条).
    """
    return max((month - month_of_date(birth)) // 12, 0)


def table_entry(table: Mapping[int, int], position: int) -> int:
    """An entry by code, or of the highest step not above the position; yes and no as they are."""
    if position in table:
        return table[position]
    return table[max(start for start in table if start <= position)]
