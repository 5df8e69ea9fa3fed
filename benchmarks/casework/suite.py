"""The suite ``cases``: a hundred thousand open cases, the inbox, a case's page, new cases.

A city is loaded, some prototype cases are brought to different steps by the platform's own code,
and the database spreads copies of them over the households of the city. Then whoever works there
asks: over HTTP in an open loop, and the api alone, without HTTP and pages.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from benchmarks import populations
from benchmarks.registry import place
from benchmarks.registry.load import (
    accounts_in,
    command,
    measured,
    served,
    surroundings,
)
from benchmarks.registry.place import Place
from benchmarks.registry.visitors import free_port, signed_in
from benchmarks.results import AT_LEAST, AT_MOST, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

INBOX = Target("cases.inbox_p95_ms", "ms", AT_MOST, 100)
PAGE = Target("cases.page_p95_ms", "ms", AT_MOST, 200)
CREATE = Target("cases.create_per_s", "cases/s", AT_LEAST, 100)
VERSUS = Target("cases.create_vs_bare", "times", FOR_COMPARISON)
INBOX_ALONE = Target("cases.inbox_query_p95_ms", "ms", FOR_COMPARISON)
PAGE_ALONE = Target("cases.page_query_p95_ms", "ms", FOR_COMPARISON)

CASES, QUICK_CASES = 100_000, 5_000
PERSONS_PER_CASE = 1.6
"""Two items are open for each household, and a household has two to three members."""
CREATED, QUICK_CREATED = 600, 200
AT_ONCE = 2
"""Processes that open cases side by side: as many as the machine of the target has processors."""
PER_S, SECONDS = 4, 30
SEED = 20261122
_WORK = "benchmarks.casework.work"


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """Load, spread, ask, open."""
    if not scale.has("cases"):
        return [], ["part cases (left out by --parts)"]
    quick = not scale.largest
    cases, created = (QUICK_CASES, QUICK_CREATED) if quick else (CASES, CREATED)
    snapshot = populations.city(folder, int(cases * PERSONS_PER_CASE))
    here = place.make(folder / "cases")
    try:
        command(here, "load", str(snapshot.folder), "--skip-bad")
        accounts = accounts_in(command(here, "staff", "demo"))
        spread = _work(here, "worker", "spread", cases)
        _settle(here)
        console.print(f"cases: {spread['cases']:,} open, {spread['tasks']:,} tasks wait")
        # Figures of a busy machine are no figures: whoever reads them sees what else was going on.
        console.print(
            f"cases: load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        )
        results = _alone(here)
        results += _creation(here, created)
        _settle(here)
        # Last: the desk takes the database server down with it.
        results += _over_http(here, accounts)
    finally:
        here.remove()
    for each in results:
        console.print(f"cases: {each.target.key} {each.value:.1f} {each.target.unit}, {each.note}")
    return results, []


def _settle(here: Place) -> None:
    """Do now what the database would do behind the back of whoever is measured."""
    with here.superuser() as superuser:
        superuser.autocommit = True
        superuser.execute("vacuum analyze")
        superuser.execute("checkpoint")


def _alone(here: Place) -> list[Result]:
    """The api alone, one question after the other."""
    found = _work(here, "app", "ask")
    return [
        Result(INBOX_ALONE, found["inbox"]["p95"], _told(found["inbox"])),
        Result(PAGE_ALONE, found["page"]["p95"], _told(found["page"])),
    ]


def _told(found: dict[str, float]) -> str:
    return f"{found['count']:.0f} by the api; median {found['median']:.1f} ms"


def _over_http(here: Place, accounts: dict[str, str]) -> list[Result]:
    port = free_port()
    server = served(here, port)
    try:
        clerk, officer, approver = (
            signed_in(port, name, accounts[name])
            for name in ("town_clerk", "county_officer", "county_approver")
        )
        chance = random.Random(SEED)
        cases = _samples(here)
        inbox = [lambda each=each: each.get("/cases/") for each in (clerk, officer, approver)]
        return [
            measured(INBOX, inbox, PER_S, SECONDS),
            measured(
                PAGE, [lambda: officer.get(f"/cases/{chance.choice(cases)}/")], PER_S, SECONDS
            ),
        ]
    finally:
        server.terminate()
        server.wait(30)


def _samples(here: Place) -> list[str]:
    """Ids of cases of the officer's county."""
    query = (
        "select id::text from casework_case where division >= '320402' and division < '320403'"
        " order by id limit 300"
    )
    with here.superuser() as superuser:
        return [each for (each,) in superuser.execute(query).fetchall()]


def _creation(here: Place, count: int) -> list[Result]:
    """New cases in transactions of their own, several processes at once; then bare rows."""
    ours, bare = (_side_by_side(here, what, count) for what in ("create", "insert"))
    note = f"{count} by {AT_ONCE} processes, each in a transaction with its events"
    versus = f"the same rows alone, at {bare:.0f}/s"
    return [Result(CREATE, ours, note), Result(VERSUS, bare / ours, versus)]


def _side_by_side(here: Place, what: str, count: int) -> float:
    """Cases in a second."""
    share = count // AT_ONCE
    running = [
        subprocess.Popen(
            _command(what, number * share, share),
            env=surroundings(here) | {"MINZHENG_ROLE": "app"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(AT_ONCE)
    ]
    said = [json.loads(each.communicate()[0].splitlines()[-1]) for each in running]
    begun, ended = min(each["begun"] for each in said), max(each["ended"] for each in said)
    return float(sum(each["count"] for each in said) / (ended - begun))


def _work(here: Place, role: str, what: str, *arguments: object) -> dict[str, dict[str, float]]:
    """Run something with the platform's own code, in a process that belongs to the place."""
    done = subprocess.run(
        _command(what, *arguments),
        env=surroundings(here) | {"MINZHENG_ROLE": role},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _command(what: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", _WORK, what, *map(str, arguments)]
