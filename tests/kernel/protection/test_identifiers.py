"""Identifiers: of version 7, never twice, in the order of their making."""

import time
from concurrent.futures import ThreadPoolExecutor

from minzheng.kernel.protection.identifiers import Ticks, uuid7


def test_an_identifier_is_of_version_7_and_knows_its_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after


def test_identifiers_are_ordered_and_never_the_same() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_clock_that_stands_still_or_goes_back_changes_nothing() -> None:
    moments = iter([5_000_000, 5_000_000, 5_000_000, 1_000_000, 9_000_000])
    ticks = Ticks(lambda: next(moments))
    made = [ticks.next() for _ in range(5)]
    assert made == [5 << 12, (5 << 12) + 1, (5 << 12) + 2, (5 << 12) + 3, 9 << 12]


def test_threads_share_no_identifier() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [each for part in pool.map(lambda _: [uuid7() for _ in range(2000)], range(8))
                for each in part]  # fmt: skip
    assert len({each.int >> 64 for each in made}) == len(made)
