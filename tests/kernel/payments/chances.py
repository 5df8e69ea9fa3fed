"""With what the rules of the model are tried (`model`): amounts, months, towns, places in lists."""

from hypothesis import strategies as st

from minzheng.kernel.payments.states import BatchKind

FEN = st.sampled_from((1, 29_999, 30_000, 30_001, 77_777))
MUCH_FEN = FEN | st.sampled_from((100_000, 150_000, 200_000))
"""A case gets 2,000 yuan from floats at most."""
MORE = st.sampled_from((1, 5_000, 30_000, -1, -40_000))
SOMEBODY = st.integers(0, 6)
A_FEW = st.integers(0, 3)
WHICH = st.integers(0, 99)
DYING = st.just(0) | st.integers(1, 90)
"""After how many statements; a freeze has some sixty."""
EARLY = st.sampled_from((1, 2, 2, 2, 3, 4, 5))
"""So many steps of a batch: most often it is approved, and not yet frozen."""
MOST_DEAD, MOST_STANDARDS = 2, 3
TOWN = st.sampled_from((0, 0, 0, 1))
"""The cases are those of the first one."""
KINDS = (BatchKind.REGULAR, BatchKind.BACKPAY, BatchKind.ONCE)
