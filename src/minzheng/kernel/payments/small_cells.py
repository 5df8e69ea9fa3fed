"""Small groups in published sums (security T-21): who is one of two is not counted in public.

A group below the fewest is left out, and then the next larger ones as well, until what was left out
cannot be told from the total: at least two groups, together at least twice the fewest. Whoever
subtracts all that is shown from the total learns only what several groups come to together.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One place: how many were paid, and how much in fen."""

    place: str
    count: int
    amount_fen: int


def left_out(cells: Sequence[Cell], fewest: int) -> frozenset[str] | None:
    """The places whose figures are not shown; None where nothing at all can be.

    Nothing is left out where every group is large enough. Groups of nobody stay as they are.
    """
    counted = sorted((each for each in cells if each.count), key=lambda each: each.count)
    if sum(each.count for each in counted) < fewest:
        return None
    small = [each for each in counted if each.count < fewest]
    if not small:
        return frozenset()
    hidden = small
    for each in counted[len(small) :]:
        if len(hidden) > 1 and sum(known.count for known in hidden) >= 2 * fewest:
            break
        hidden = [*hidden, each]
    enough = len(hidden) > 1 and sum(each.count for each in hidden) >= 2 * fewest
    return frozenset(each.place for each in hidden) if enough else None
