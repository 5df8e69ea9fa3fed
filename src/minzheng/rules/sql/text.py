"""Pieces of SQL that DuckDB and Spark both read; each stands by itself wherever it is put.

Text, not trees: a query is written for every set of numbers, and the two dialects differ in one
operator only.
"""

from collections.abc import Iterable, Mapping, Sequence

from minzheng.rules.units import Kind

DIVIDED: Mapping[str, str] = {"duckdb": "//", "spark": "DIV"}
"""By dialect, division of integers that cuts off what is behind the point."""


def constant(value: int, kind: Kind) -> str:
    """A stored value as a literal; money and ratios are 64 bits wide before they are multiplied."""
    if kind is Kind.YES_NO:
        return "TRUE" if value else "FALSE"
    literal = integer(int(value))
    return as_int64(literal) if kind in (Kind.MONEY, Kind.RATIO) else literal


def integer(value: int) -> str:
    """An integer literal."""
    return str(value) if value >= 0 else f"({value})"


def as_int64(expression: str) -> str:
    """The expression as a 64-bit integer."""
    return f"CAST({expression} AS BIGINT)"


def not_null(expression: str) -> str:
    """``… IS NOT NULL``."""
    return f"({expression} IS NOT NULL)"


def negated(expression: str) -> str:
    """``NOT …``."""
    return f"(NOT {expression})"


def all_of(tests: Iterable[str]) -> str:
    """``… AND …``."""
    return f"({' AND '.join(tests)})"


def any_of(tests: Iterable[str]) -> str:
    """``… OR …``."""
    return f"({' OR '.join(tests)})"


def selected(columns: Iterable[str], rows: str, *, by: str = "") -> str:
    """``SELECT … FROM … [GROUP BY …]``; all names are our own."""
    parts = ["SELECT", ", ".join(columns), "FROM", rows]
    return " ".join([*parts, "GROUP BY", by] if by else parts)


def case(cases: Sequence[tuple[str, str]], otherwise: str | None = None) -> str:
    """``CASE WHEN … THEN … [ELSE …] END``."""
    whens = " ".join(f"WHEN {test} THEN {value}" for test, value in cases)
    return f"CASE {whens} END" if otherwise is None else f"CASE {whens} ELSE {otherwise} END"
