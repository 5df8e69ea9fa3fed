"""Dividing an amount by weights without losing a fen: the method of the largest remainder."""

from collections.abc import Sequence

WHOLE = 1000


def apportioned(fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Shares of `fen` in proportion to `weights`, in their order; they add up to `fen`.

    Each gets its whole fen; what is left goes, a fen each, to the largest remainders, the earlier
    one first where two are alike. `ValueError` for a negative amount or weights without a sum.
    """
    whole = sum(weights)
    if fen < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot divide {fen} by {tuple(weights)}")
    shares = [fen * each // whole for each in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(fen * weights[i] % whole), i))
    for i in by_remainder[: fen - sum(shares)]:
        shares[i] += 1
    return tuple(shares)
