"""A decided sum over the results that pay it, to the fen."""

from collections.abc import Sequence


def apportioned(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` fen in proportion to `weights`, by the largest remainder; they add up to it.

    Of equal remainders the first comes first. Where every weight is nought, the first takes all.
    `ValueError` for a negative number, or a sum without anybody to take it.
    """
    if total < 0 or any(each < 0 for each in weights) or (total and not weights):
        raise ValueError(f"cannot apportion {total} over {list(weights)}")
    whole = sum(weights)
    if not whole:
        return tuple(total if at == 0 else 0 for at in range(len(weights)))
    shares = [total * each // whole for each in weights]
    behind = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in behind[: total - sum(shares)]:
        shares[at] += 1
    return tuple(shares)
