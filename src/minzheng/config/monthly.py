"""The work of ``minzheng month``, once Django is ready."""

import time

from minzheng.base.money import format_yuan
from minzheng.base.months import Month
from minzheng.config.commands.screen import console, counting, table
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import runs

PURPOSE = "全量测算"


def run_month(month: Month, area: str, engine: str, master: str) -> None:
    """Order a run, or go on with the one that was interrupted, and say what came of it."""
    began = time.monotonic()
    with working(PURPOSE):
        run = runs.unfinished(month=month, division=area) or runs.order(
            month=month, division=area, engine=engine, master=master
        )
    with counting("读取和测算（人）", None) as advance:
        runs.perform(run, runs.Watching(read=advance, evaluated=advance))
    with working(PURPOSE, area) as system:
        view = runs.run_view(system, run=run)
    rows = [
        (each.kind_title, each.title, each.reason, f"{each.count:,}", format_yuan(each.change_fen))
        for each in view.counts
    ]
    table(("差异", "待遇", "原因", "户或人", "每月（元）"), rows, right=(3, 4))
    persons = sum(each.persons for each in view.parts)
    console.print(f"{month}: {persons:,} 人, 用时 {time.monotonic() - began:.1f} 秒。编号 {run}")
