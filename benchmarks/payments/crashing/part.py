"""The part ``crashes`` of the suite: every named point, at once and at random offsets after it."""

from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import populations
from benchmarks.payments.crashing.driver import Driver, Nursery, Survey
from benchmarks.payments.crashing.points import POINTS, blows
from benchmarks.payments.crashing.witness import FOLDER, Witness
from benchmarks.registry import place
from benchmarks.registry.load import command, surroundings
from benchmarks.registry.place import Place
from benchmarks.results import AT_LEAST, AT_MOST, EQUAL, Result, Target
from benchmarks.scale import Scale

CRASH_POINTS = Target("payments.crash_points", "points", AT_LEAST, 25)
CRASHES = Target("payments.crashes", "kills", AT_LEAST, len(POINTS))
LOSSES = Target("payments.crash_losses", "losses", EQUAL, 0)
RECOVERY = Target("payments.crash_recovery_s", "s", AT_MOST, 60)
AWARDS, STAFF = 20, 500
TIMES, QUICK_TIMES = 20, 1
PROGRESS = 20


def run(scale: Scale, folder: Path, console: Console, work: Any) -> list[Result]:
    """A small county, and a month for every kill."""
    here = place.make(folder / "crashes")
    try:
        command(here, "load", str(populations.city(folder, STAFF).folder), "--skip-bad")
        command(here, "staff", "demo")
        work(here, "worker", "spread", AWARDS)
        survey = _killed(here, TIMES if scale.largest else QUICK_TIMES, console)
    finally:
        here.remove()
    for each in survey.losses:
        console.print(f"crashes: {each}", markup=False)
    note = f"{survey.by_hand} times the bank had nothing, and a person let the file go again"
    return [
        Result(CRASH_POINTS, len(survey.kills), note),
        Result(CRASHES, survey.kills.total(), "each followed by the rest of its month"),
        Result(LOSSES, len(survey.losses), "; ".join(survey.losses[:3])),
        Result(RECOVERY, survey.longest_s, "the longest until nothing waited any more"),
    ]


def _killed(here: Place, times: int, console: Console) -> Survey:
    folder = here.environment.home / "bank"
    variables = {**surroundings(here), FOLDER: str(folder)}
    driver = Driver(
        Witness(folder),
        Nursery("app", variables),
        Nursery("worker", variables),
        lambda: here.server.running() or 0,
        here.server.start,
    )
    chosen = blows(times)
    for turn, blow in enumerate(chosen):
        driver.round(turn, blow)
        if turn % PROGRESS == PROGRESS - 1:
            lost = len(driver.survey.losses)
            console.print(f"crashes: {turn + 1} of {len(chosen)}, {lost} losses")
    driver.close(len(chosen))
    return driver.survey
