"""Work on many parts of a snapshot, as many at a time as there are processors."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Protocol, TypeVar

Progress = Callable[[int], None]
"""Told of each finished part how many persons it held."""


class Counted(Protocol):
    """A unit of work on a known number of persons."""

    @property
    def persons(self) -> int:
        """How many."""


Unit = TypeVar("Unit", bound=Counted)


def in_parallel(
    units: Iterable[Unit],
    work: Callable[[Unit], None],
    *,
    progress: Progress = lambda persons: None,
) -> None:
    """Do some work on every unit; the first failure ends the run and is raised."""
    with ThreadPoolExecutor(max_workers=workers()) as pool:
        running = {pool.submit(work, unit): unit for unit in units}
        try:
            for done in as_completed(running):
                done.result()
                progress(running[done].persons)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def workers() -> int:
    """As many at a time as there are processors."""
    return len(os.sched_getaffinity(0))
