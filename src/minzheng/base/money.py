"""Money is an `int` of fen (分, 1/100 yuan), everywhere, always. Never a float.

Every rounding is exact integer arithmetic and has a name, because the rules engine runs the same
rounding in Python and in SQL, where `/`, `//` and `round` differ from engine to engine.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from minzheng.base.errors import InvalidValue
from minzheng.base.typed_text import to_half_width

JIAO = 10
"""Fen in one jiao (角)."""
YUAN = 100
"""Fen in one yuan (元)."""

# Amounts are 64-bit columns in PostgreSQL, DuckDB and Spark.
_LARGEST_FEN = 2**63 - 1

_YUAN_TEXT = re.compile(
    r"(?P<sign>-?)(?P<yuan>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<cents>[0-9]{1,2}))?"
)


def parse_yuan(text: str) -> int:
    """Fen from yuan as typed: `"1,234.50"` -> 123450.

    Accepts thousands commas in the right places, a leading minus, at most two decimals, and
    full-width characters. Raises `InvalidValue` for anything else, including a third decimal:
    rounding is a rule's business and never happens while reading.
    """
    match = _YUAN_TEXT.fullmatch(to_half_width(text))
    if match is None:
        raise InvalidValue("金额格式不正确，请填写元，最多两位小数，例如 1,234.50。")
    yuan = int(match["yuan"].replace(",", ""))
    fen = yuan * YUAN + int((match["cents"] or "").ljust(2, "0"))
    if fen > _LARGEST_FEN:
        raise InvalidValue("金额过大，请核对小数点和位数。")
    return -fen if match["sign"] else fen


def format_yuan(fen: int) -> str:
    """`123450` -> `"1,234.50"`; the inverse of `parse_yuan`."""
    yuan, cents = divmod(abs(fen), YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{cents:02d}"


def floor_fen(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded down, towards minus infinity: -7/2 -> -4.

    The ratio is in fen; the denominator is positive (`ValueError` otherwise).
    """
    _require_positive(denominator)
    return numerator // denominator


def ceil_fen(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded up, towards plus infinity: -7/2 -> -3.

    The ratio is in fen; the denominator is positive (`ValueError` otherwise).
    """
    _require_positive(denominator)
    return -(-numerator // denominator)


def round_half_up_fen(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest fen (四舍五入); the exact half goes up.

    "Up" is towards plus infinity for either sign: 5/2 -> 3 and -5/2 -> -2. On negative halves this
    differs from `ROUND_HALF_UP` of `decimal` and from SQL `round`, which go away from zero (-3);
    it is chosen because it is one floor division, which every engine can run exactly, and because
    it commutes with adding whole fen.
    """
    return floor_fen(2 * numerator + denominator, 2 * denominator)


class RoundMode(StrEnum):
    """How a local rule rounds a final amount to a coarser unit (parameter `round_mode`)."""

    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


_ROUNDINGS = {
    RoundMode.HALF_UP: round_half_up_fen,
    RoundMode.UP: ceil_fen,
    RoundMode.DOWN: floor_fen,
}


def round_to_unit(fen: int, unit: int, mode: RoundMode) -> int:
    """`fen` rounded to a multiple of `unit` fen, e.g. `round_to_unit(fen, YUAN, RoundMode.UP)`.

    Directions are those of the three named roundings: up means towards plus infinity.
    """
    return _ROUNDINGS[mode](fen, unit) * unit


def split_evenly(fen: int, members: int) -> tuple[int, ...]:
    """Shares of `fen` for `members` people, in order: equal, and the last takes the remainder.

    100 over 3 -> (33, 33, 34). The shares always add up to `fen`. Negative amounts are refused
    (`ValueError`): a reversal mirrors the shares that were paid and is never split afresh.
    """
    _require_positive(members)
    if fen < 0:
        raise ValueError("a negative amount is not split; reverse the original shares")
    share, remainder = divmod(fen, members)
    return (share,) * (members - 1) + (share + remainder,)


def apportioned(fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Shares of `fen` in proportion to `weights`, in their order; they add up to `fen`.

    The method of the largest remainder: each gets its whole fen; what is left goes, a fen each, to
    the largest remainders, the earlier one first where two are alike. `ValueError` for a negative
    amount or weights without a sum.
    """
    whole = sum(weights)
    if fen < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot divide {fen} by {tuple(weights)}")
    shares = [fen * each // whole for each in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(fen * weights[i] % whole), i))
    for i in by_remainder[: fen - sum(shares)]:
        shares[i] += 1
    return tuple(shares)


def _require_positive(number: int) -> None:
    if number <= 0:
        raise ValueError(f"expected a positive whole number, got {number}")
