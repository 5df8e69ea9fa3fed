"""Identifiers that say nothing: UUIDs of version 7 (RFC 9562), in the order of their making."""

import os
import time
from collections.abc import Callable
from threading import Lock
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_COUNTER_BITS = 12
_RANDOM_BYTES = 8
_RANDOM_MASK = (1 << 62) - 1
_MILLISECOND = 1_000_000


class Ticks:
    """Milliseconds with a 12-bit fraction, never the same twice in one process."""

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last = 0

    def next(self) -> int:
        """A number greater than every one before it, whatever the machine's clock does."""
        now = (self._clock() << _COUNTER_BITS) // _MILLISECOND
        with self._lock:
            self._last = max(self._last + 1, now)
            return self._last


_ticks = Ticks()


def uuid7() -> UUID:
    """A new identifier: 48 bits of milliseconds, 12 of their fraction, 62 of chance."""
    ticks = _ticks.next()
    milliseconds, fraction = divmod(ticks, 1 << _COUNTER_BITS)
    chance = int.from_bytes(os.urandom(_RANDOM_BYTES), "big") & _RANDOM_MASK
    return UUID(int=milliseconds << 80 | _VERSION | fraction << 64 | _VARIANT | chance)
