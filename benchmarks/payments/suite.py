"""The suite ``payments``: a payroll of a hundred thousand lines, from draft to frozen file.

One county, with three months paid before, which the draft must find to be paid. Everything goes
through the platform's api in the application's role: row security, constraints, triggers, ledger,
encryption and audit trail are on. For comparison the same rows are copied into bare tables. Other
parts: ``month``, ``replay``, ``crashes``, and two that take hours and are run by name alone,
``model`` and ``spark``.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from rich.console import Console

from benchmarks import populations
from benchmarks.payments import modelled, month, province, replaying
from benchmarks.payments.crashing import part as crashes
from benchmarks.payments.history import pay_before
from benchmarks.registry import place
from benchmarks.registry.load import command, surroundings
from benchmarks.registry.place import Place
from benchmarks.results import AT_MOST, FOR_COMPARISON, Result, Target
from benchmarks.scale import Scale

PAYROLL = Target("payments.payroll_100k_s", "s", AT_MOST, 30)
MEMORY = Target("payments.payroll_100k_peak_mb", "MB", AT_MOST, 512)
VERSUS = Target("payments.payroll_vs_copy", "times", FOR_COMPARISON)
RETURN = Target("payments.bank_return_100k_s", "s", AT_MOST, 30)

LINES, QUICK_LINES = 100_000, 5_000
STAFF = 500
"""Persons of the small city that is loaded for its divisions and staff."""
TABLES = ("payments_instruction", "payments_entry")
BY_NAME_ALONE = frozenset({"model", "spark"})
_WORK = "benchmarks.payments.work"


def run(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """A payroll, a monthly run, past decisions, kills; what takes hours only when it is named."""
    results, skipped = _payroll(scale, folder, console)
    more, others = month.run(scale, folder, console, _work)
    results, skipped = [*results, *more], [*skipped, *others]
    parts: dict[str, Callable[[], list[Result]]] = {
        "replay": lambda: replaying.run(scale, folder, console, _work),
        "crashes": lambda: crashes.run(scale, folder, console, _work),
        "model": lambda: modelled.run(scale, folder, console),
        "spark": lambda: province.run(scale, folder, console),
    }
    for name, measure in parts.items():
        if name in scale.parts or (not scale.parts and name not in BY_NAME_ALONE):
            results += measure()
        else:
            skipped.append(f"part {name} (left out by --parts)")
    return results, skipped


def _payroll(scale: Scale, folder: Path, console: Console) -> tuple[list[Result], list[str]]:
    """Spread, pay, copy; then the bank answers."""
    if not scale.has("payroll"):
        return [], ["part payroll (left out by --parts)"]
    count = LINES if scale.largest else QUICK_LINES
    here = place.make(folder / "payments")
    try:
        command(here, "load", str(populations.city(folder, STAFF).folder), "--skip-bad")
        command(here, "staff", "demo")
        _work(here, "worker", "spread", count)
        with here.superuser() as superuser:
            superuser.autocommit = True
            pay_before(superuser)
            superuser.execute("vacuum analyze")
        found = _work(here, "app", "pay")
        with here.superuser() as superuser:
            superuser.autocommit = True
            bare = _copied(superuser, found["batch"])
        answered = _work(here, "app", "answer", found["batch"])
    finally:
        here.remove()
    steps = ", ".join(f"{step} {each:.1f}" for step, each in found["steps"].items())
    results = [
        Result(PAYROLL, found["seconds"], f"{found['lines']:,} lines; {steps}"),
        Result(MEMORY, found["peak_mb"], "resident memory of the program at its highest"),
        Result(VERSUS, found["seconds"] / bare, f"the same rows by COPY alone in {bare:.2f} s"),
        Result(
            RETURN,
            answered["seconds"],
            f"{answered['lines']:,} lines in one file, up to the books; one in fifty came back;"
            f" {answered['peak_mb']:.0f} MB",
        ),
    ]
    for each in results:
        console.print(f"payments: {each.target.key} {each.value:.2f} {each.note}")
    return results, []


def _copied(superuser: psycopg.Connection, batch: str) -> float:
    """Seconds that COPY takes for the lines and entries of a batch, into tables without rules."""
    chosen = {
        "payments_instruction": f"batch_id = '{batch}'",
        "payments_entry": f"journal_id = (select journal from payments_batch where id = '{batch}')",
    }
    seconds = 0.0
    for table in TABLES:
        query = f"copy (select * from {table} where {chosen[table]}) to stdout"
        with superuser.cursor() as cursor:
            with cursor.copy(query.encode()) as rows:
                content = b"".join(bytes(each) for each in rows)
            cursor.execute(f"create table bare_{table} (like {table})".encode())
            begun = time.perf_counter()
            with cursor.copy(f"copy bare_{table} from stdin".encode()) as copy:
                copy.write(content)
            seconds += time.perf_counter() - begun
            cursor.execute(f"drop table bare_{table}".encode())
    return seconds


def _work(here: Place, role: str, what: str, *arguments: object) -> dict[str, Any]:
    """Run something with the platform's own code, in a process that belongs to the place."""
    done = subprocess.run(
        [sys.executable, "-m", _WORK, what, *map(str, arguments)],
        env=surroundings(here) | {"MINZHENG_ROLE": role},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))
