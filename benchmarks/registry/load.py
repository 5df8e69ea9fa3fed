"""Pages of a city of a million persons, by the clock of whoever waits for them.

Open loop: requests set out at fixed times whether or not earlier ones are back, and each is
measured from its time of setting out, so that a stall is seen by all who wait behind it. gunicorn
and PostgreSQL run on this machine as in an installation; every page writes its audit event.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import Console

from benchmarks import populations
from benchmarks.registry import place
from benchmarks.registry.place import Place
from benchmarks.registry.visitors import Visitor, free_port, signed_in
from benchmarks.results import AT_MOST, Result, Target
from benchmarks.scale import Scale
from minzheng.config.environment import read_environment
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity

LIST = Target("registry.list_p95_ms", "ms", AT_MOST, 60)
NAME_SEARCH = Target("registry.name_search_p95_ms", "ms", AT_MOST, 100)
ID_SEARCH = Target("registry.id_search_p95_ms", "ms", AT_MOST, 50)
PERSON_PAGE = Target("registry.person_page_p95_ms", "ms", AT_MOST, 150)
MIXED = Target("registry.mixed_30rps_p95_ms", "ms", AT_MOST, 300)

ALONE_PER_S, ALONE_S = 4, 30
MIXED_PER_S, MIXED_S = 30, 60
WARM_UP = 20
SAMPLES = 300
SEED = 20261122
_MS = 1_000
_WAITERS = 64

Question = Callable[[], object]


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """Load a city, serve it, and ask."""
    if not scale.has("load"):
        return [], ["part load (left out by --parts)"]
    snapshot = populations.city(folder, scale.small)
    here = loaded(snapshot, folder / "load", console)
    try:
        return _asked(here, snapshot, console), []
    finally:
        here.server.stop()


def loaded(snapshot: Snapshot, home: Path, console: Console) -> Place:
    """A platform with the city; the one of the last run when it holds the same."""
    mark = home / "loaded"
    if mark.exists() and mark.read_text("utf-8") == snapshot.folder.name:
        variables = {"MINZHENG_HOME": str(home.absolute()), "MINZHENG_ROLE": "worker"}
        here = Place(read_environment(os.environ | variables), variables)
        here.server.start()
        command(here, "migrate")
        return here
    here = place.make(home)
    began = time.perf_counter()
    command(here, "load", str(snapshot.folder), "--skip-bad")
    console.print(f"load: the city is on file after {time.perf_counter() - began:.0f} s")
    with here.superuser() as superuser:
        superuser.autocommit = True
        superuser.execute("vacuum analyze")
    mark.write_text(snapshot.folder.name, "utf-8")
    return here


def _asked(here: Place, snapshot: Snapshot, console: Console) -> list[Result]:
    accounts = accounts_in(command(here, "staff", "demo"))
    port = free_port()
    server = served(here, port)
    try:
        questions = _questions(here, snapshot, accounts, port)
        results = [
            measured(target, [questions[target]], ALONE_PER_S, ALONE_S)
            for target in (LIST, NAME_SEARCH, ID_SEARCH, PERSON_PAGE)
        ]
        results.append(measured(MIXED, list(questions.values()), MIXED_PER_S, MIXED_S))
    finally:
        server.terminate()
        server.wait(30)
    for each in results:
        console.print(f"load: {each.target.key} {each.value:.1f} ms, {each.note}")
    return results


def _questions(
    here: Place, snapshot: Snapshot, accounts: Mapping[str, str], port: int
) -> Mapping[Target, Question]:
    """What is asked, each time about somebody else."""
    clerk, officer, city = (
        signed_in(port, name, accounts[name])
        for name in ("town_clerk", "county_officer", "city_officer")
    )
    chance = random.Random(SEED)
    persons, names = _samples(here)
    numbers = _numbers(snapshot)

    def search(visitor: Visitor, texts: Sequence[str]) -> None:
        visitor.post("/search/", {"query": chance.choice(texts)})

    return {
        LIST: lambda: clerk.get("/persons/"),
        NAME_SEARCH: lambda: search(chance.choice((officer, city)), names),
        ID_SEARCH: lambda: search(city, numbers),
        PERSON_PAGE: lambda: officer.get(f"/persons/{chance.choice(persons)}/"),
    }


def measured(target: Target, questions: Sequence[Question], per_s: int, seconds: int) -> Result:
    """The 95th of a hundred waits, in milliseconds. Raises what a question raises."""
    for i in range(WARM_UP):
        questions[i % len(questions)]()
    count = per_s * seconds
    began = time.perf_counter()

    def wait(number: int) -> float:
        sets_out = began + number / per_s
        time.sleep(max(0, sets_out - time.perf_counter()))
        questions[number % len(questions)]()
        return time.perf_counter() - sets_out

    with ThreadPoolExecutor(_WAITERS) as waiters:
        waits = sorted(waiters.map(wait, range(count)))
    p95 = waits[int(0.95 * count) - 1] * _MS
    half, longest = waits[count // 2] * _MS, waits[-1] * _MS
    return Result(target, p95, f"{count} at {per_s}/s; median {half:.0f}, longest {longest:.0f} ms")


def _samples(here: Place) -> tuple[list[str], list[str]]:
    """Ids of persons of the officer's county, and names to look for."""
    query = (
        "select id::text, name from registry_person"
        " where division >= '320402' and division < '320403' order by id limit %s"
    )
    with here.superuser() as superuser:
        found = superuser.execute(query, [SAMPLES]).fetchall()
    return [each for each, _ in found], [name for _, name in found]


def _numbers(snapshot: Snapshot) -> list[str]:
    part = pq.read_table(snapshot.file(Entity.PERSON, snapshot.parts[0]), columns=["person_id"])
    return [each for each in part["person_id"].slice(0, SAMPLES).to_pylist() if each]


PROGRAM = (sys.executable, "-m", "minzheng.config.command_line")


def served(here: Place, port: int) -> "subprocess.Popen[bytes]":
    """The desk, at a port; whoever calls ends it."""
    environment = surroundings(here) | {"MINZHENG_ROLE": "app"}
    program = [*PROGRAM, "serve", "--port", str(port)]
    return subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL)


def command(here: Place, *arguments: str) -> str:
    """What a command of the platform prints."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env=surroundings(here) | {"MINZHENG_ROLE": "app"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def surroundings(here: Place) -> dict[str, str]:
    """The environment of a program that belongs to a place."""
    path = ":".join(filter(None, sys.path))
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": path, **here.variables}


def accounts_in(printed: str) -> dict[str, str]:
    """Account -> password, from what `minzheng staff demo` prints."""
    lines = [line.split() for line in printed.splitlines()[1:]]
    return {words[0]: words[1] for words in lines if len(words) > 1}
