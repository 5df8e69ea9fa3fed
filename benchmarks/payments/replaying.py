"""The part ``replay``: past decisions under laws of their day, evaluated once more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import populations
from benchmarks.registry import place
from benchmarks.registry.load import command
from benchmarks.results import EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

DIFFERENCES = Target("payments.replay_differences", "decisions", EQUAL, 0)
SPEED = Target("payments.replay_per_s", "decisions/s", FOR_COMPARISON)
DECISIONS, QUICK_DECISIONS = 10_000, 300
PERSONS_PER_DECISION = 10
"""One of the city's seven counties decides; of a household's three cases not all can be decided."""


def run(
    scale: Scale, folder: Path, console: Console, work: Callable[..., dict[str, Any]]
) -> list[Result]:
    """Decide, then replay in a program that knows the law of today alone."""
    count = DECISIONS if scale.largest else QUICK_DECISIONS
    here = place.make(folder / "replay")
    try:
        city = populations.city(folder, count * PERSONS_PER_DECISION)
        command(here, "load", str(city.folder), "--skip-bad")
        command(here, "staff", "demo")
        made = work(here, "worker", "decide", count)
        found = work(here, "worker", "replay")
    finally:
        here.remove()
    if found["decisions"] < count:
        raise RuntimeError(f"{found['decisions']} decisions were found again, of {count}")
    console.print(f"replay: {made['decisions']:,} decisions under {made['laws']} laws")
    note = f"of {found['decisions']:,}, two thirds under laws no longer in force"
    speed = found["decisions"] / found["seconds"]
    return [Result(DIFFERENCES, found["different"], note), Result(SPEED, speed)]
