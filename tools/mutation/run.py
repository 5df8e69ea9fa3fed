"""Tries many mutants on several processors; the examples are read and run once, before the fork."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from tools.mutation.mutants import Mutant
from tools.mutation.subject import Subject
from tools.mutation.trial import Trial, Verdict

_CHUNK = 25


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict on every mutant, the examples that fail as written, and how long it took."""

    verdicts: tuple[tuple[Mutant, Verdict], ...]
    failing: tuple[str, ...]
    seconds: float


def sampled(mutants: Sequence[Mutant], size: int, seed: int) -> Sequence[Mutant]:
    """So many of the mutants, the same for the same seed; all of them if ``size`` is 0."""
    if not size or size >= len(mutants):
        return mutants
    return random.Random(seed).sample(mutants, size)  # noqa: S311 - nothing here is secret


def run(subject: Subject, mutants: Sequence[Mutant], *, processes: int = 2) -> Found:
    """A verdict on every mutant, in their order."""
    began = time.perf_counter()
    trial = Trial(subject)
    if processes == 1:
        verdicts = [trial.verdict(each) for each in mutants]
    else:
        starts = range(0, len(mutants), _CHUNK)
        with ProcessPoolExecutor(
            processes, get_context("fork"), initializer=_adopt, initargs=(trial, mutants)
        ) as workers:
            verdicts = [each for chunk in workers.map(_chunk, starts) for each in chunk]
    seconds = time.perf_counter() - began
    return Found(tuple(zip(mutants, verdicts, strict=True)), tuple(trial.failing), seconds)


_adopted: list[tuple[Trial, Sequence[Mutant]]] = []
"""In a worker: what it inherited when it was forked."""


def _adopt(trial: Trial, mutants: Sequence[Mutant]) -> None:
    _adopted[:] = [(trial, mutants)]


def _chunk(start: int) -> list[Verdict]:
    trial, mutants = _adopted[0]
    return [trial.verdict(each) for each in mutants[start : start + _CHUNK]]
