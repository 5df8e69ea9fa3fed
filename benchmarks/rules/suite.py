"""The suite ``rules``: what issue 2 promises of the calculator, measured in one go."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from benchmarks import measuring, populations
from benchmarks.measuring import Run, middle
from benchmarks.results import AT_LEAST, AT_MOST, EQUAL, FOR_COMPARISON, Result, Target
from benchmarks.rules import floor
from benchmarks.rules.question import asked
from benchmarks.scale import Scale
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity

TARGETS = {
    target.key: target
    for target in (
        Target("rules.batch_1m.vs_openfisca", "times as fast", AT_LEAST, 3.5),
        Target("rules.batch_10m.vs_openfisca", "times as fast", AT_LEAST, 3.5),
        Target("rules.batch_10m.vs_floor", "times as long", AT_MOST, 1.3),
        Target("rules.batch_10m.vs_arrow_floor", "times as long", FOR_COMPARISON),
        Target("rules.batch_10m.peak_mb", "MB", AT_MOST, 1024),
        Target("rules.batch_50m.peak_mb", "MB", AT_MOST, 1536),
        Target("rules.whatif_10m.vs_full", "times as long", AT_MOST, 0.7),
        Target("rules.simulate_10m.vs_full", "times as long", FOR_COMPARISON),
        Target("rules.household_us", "us", AT_MOST, 10),
        Target("rules.explain_one_ms", "ms", AT_MOST, 0.2),
        Target("rules.explain_all_ms", "ms", AT_MOST, 1.5),
        Target("rules.openfisca_household_ms", "ms", FOR_COMPARISON),
        Target("rules.cells_disagreeing", "cells", EQUAL, 0),
        Target("rules.mutation_score", "%", AT_LEAST, 95),
    )
}
ONCE = "benchmarks.rules.once"
OPENFISCA = "benchmarks.rules.openfisca_engine"
SHARED = ("ours", "openfisca", "floor", "arrow")
WHOLE = ("evaluated", "whatif", "simulated")


class Suite:
    """One run of the suite."""

    def __init__(self, scale: Scale, folder: Path, console: Console) -> None:
        self._scale = scale
        self._folder = folder
        self._console = console
        self._results: list[Result] = []
        self._skipped: list[str] = []

    def run(self) -> tuple[list[Result], list[str]]:
        """Every part that was asked for, with what was left out."""
        for name, part in self._parts():
            if self._scale.has(name):
                self._console.print(f"[bold]rules: {name}[/bold]")
                part()
            else:
                self._skipped.append(f"part {name} (left out by --parts)")
        return self._results, self._skipped

    def _parts(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "small", self._small
        yield "large", self._large
        yield "largest", self._largest
        yield "online", self._online
        yield "agreement", self._agreement
        yield "mutation", self._mutation

    def _add(self, key: str, value: float, note: str = "") -> None:
        self._results.append(Result(TARGETS[f"rules.{key}"], value, note))

    def _small(self) -> None:
        snapshot = populations.city(self._folder, self._scale.small)
        runs = self._rounds(snapshot, ("ours", "openfisca"))
        ratio = middle(runs["openfisca"]) / middle(runs["ours"])
        self._add("batch_1m.vs_openfisca", ratio, _told(snapshot, runs))

    def _large(self) -> None:
        snapshot = populations.city(self._folder, self._scale.large)
        runs = self._rounds(snapshot, (*SHARED, *WHOLE))
        took = {task: middle(found) for task, found in runs.items()}
        told = _told(snapshot, runs)
        self._add("batch_10m.vs_openfisca", took["openfisca"] / took["ours"], told)
        self._add("batch_10m.vs_floor", took["ours"] / took["floor"], told)
        self._add("batch_10m.vs_arrow_floor", took["ours"] / took["arrow"], told)
        self._add("batch_10m.peak_mb", max(each.peak_mb for each in runs["ours"]))
        self._add("whatif_10m.vs_full", took["whatif"] / took["evaluated"], told)
        self._add("simulate_10m.vs_full", took["simulated"] / took["evaluated"])

    def _largest(self) -> None:
        if not self._scale.largest:
            self._skipped.append("rules.batch_50m.peak_mb (only in a full run)")
            return
        times = self._scale.largest // self._scale.large
        snapshot = populations.large_city(self._folder, self._scale.largest, times)
        found = self._once("ours", snapshot)
        persons = snapshot.rows(Entity.PERSON)
        self._add("batch_50m.peak_mb", found.peak_mb, f"{persons:,} in {found.seconds:.0f} s, once")
        shutil.rmtree(self._output)
        shutil.rmtree(snapshot.folder)

    def _online(self) -> None:
        snapshot = populations.city(self._folder, self._scale.small)
        found = measuring.run("benchmarks.rules.online", snapshot.folder).details
        for key in ("household_us", "explain_one_ms", "explain_all_ms", "openfisca_household_ms"):
            self._add(key, found[key], found["notes"].get(key, ""))

    def _agreement(self) -> None:
        cities = [populations.city, populations.stirred_city]
        snapshots = [make(self._folder, self._scale.compared) for make in cities]
        cells = 0
        for snapshot in snapshots:
            cells += self._compared("benchmarks.rules.agreement", snapshot)
        holed = populations.holed_city(self._folder, self._scale.holed)
        cells += self._compared("benchmarks.rules.engines_agreement", holed)
        told = f"OpenFisca on 2 x {self._scale.compared:,}; DuckDB, Spark, scalar on "
        self._add("cells_disagreeing", cells, told + f"{self._scale.holed:,} with holes")

    def _compared(self, module: str, snapshot: Snapshot) -> int:
        found = measuring.run(module, snapshot.folder, self._output).details
        for line in found["examples"]:
            self._console.print(line, markup=False)
        summary = (
            f"{snapshot.folder.name}: {found['differing']:,} of {found['cells']:,} cells differ"
        )
        self._console.print(summary)
        return int(found["differing"])

    def _mutation(self) -> None:
        found = measuring.run("benchmarks.rules.mutation", str(self._scale.mutants)).details
        self._add("mutation_score", found["score"], found["note"])

    def _rounds(self, snapshot: Snapshot, tasks: tuple[str, ...]) -> dict[str, list[Run]]:
        """Interleaved, so that other load on the machine meets every engine alike."""
        found: dict[str, list[Run]] = {task: [] for task in tasks}
        self._output.mkdir(parents=True, exist_ok=True)
        if "floor" in tasks:
            columns = floor.scanned(asked(), snapshot)
            (self._output / "columns.json").write_text(json.dumps(columns), "utf-8")
        for number in range(self._scale.rounds):
            for task in tasks:
                found[task].append(self._once(task, snapshot))
            told = ", ".join(_line(task, runs[-1]) for task, runs in found.items())
            self._console.print(f"  round {number + 1}: {told}")
        shutil.rmtree(self._output)
        return found

    def _once(self, task: str, snapshot: Snapshot) -> Run:
        folder = self._output / task
        shutil.rmtree(folder, ignore_errors=True)
        module = OPENFISCA if task == "openfisca" else ONCE
        return measuring.run(module, task, snapshot.folder, folder)

    @property
    def _output(self) -> Path:
        return self._folder / "output"


def _line(task: str, run: Run) -> str:
    cpu = run.details["cpu"]
    return f"{task} {run.seconds:.2f} s (CPU {cpu:.1f} s, {run.peak_mb:,.0f} MB)"


def _told(snapshot: Snapshot, runs: dict[str, list[Run]]) -> str:
    times = ", ".join(f"{task} {middle(found):.2f} s" for task, found in runs.items())
    return f"{snapshot.rows(Entity.PERSON):,} persons: {times}"


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """The suite's results and what it left out."""
    return Suite(scale, folder, console).run()
