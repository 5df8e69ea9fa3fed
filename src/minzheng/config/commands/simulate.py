"""``minzheng simulate``: what a change of numbers would cost, and whom it would reach."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.clock import SystemClock, today
from minzheng.base.divisions import normalise
from minzheng.base.money import format_yuan
from minzheng.config.commands.evaluate import (
    AreaOption,
    InputOption,
    MonthOption,
    SkipOption,
    titles,
)
from minzheng.config.commands.given import (
    area_name,
    county_names,
    given,
    stored,
)
from minzheng.config.commands.outputs import checked, writing
from minzheng.config.commands.screen import console, counting, table
from minzheng.config.commands.settings import with_settings
from minzheng.config.commands.simulation_report import Scenario, simulation_report
from minzheng.config.platform import Platform, linked, platform
from minzheng.interfaces.calculator.report import SimulationReport, write_simulation_report
from minzheng.rules.batch.comparison import Comparison, compare
from minzheng.rules.batch.distances import Nearness
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.program import program


def simulate(
    source: InputOption,
    area: AreaOption,
    html: Annotated[Path, typer.Option("--html", help="报告写到这个文件")],
    settings: Annotated[
        list[str],
        typer.Option(
            "--set",
            help="新的参数值, 如 minimum_living.standard=1000; 表中一项加 .代码, 如 .urban=1000",
        ),
    ],
    month: MonthOption,
    skip_bad: SkipOption = False,
) -> None:
    """测算调整参数前后的资金、对象变化, 写成一页报告。"""
    checked(html, (".html", ".htm"))
    installed = platform()
    with given(source, area=area, skip_bad=skip_bad) as read:
        report = simulated(installed, read.snapshot, settings, area=area, month=month)
    with writing(html):
        write_simulation_report(html, report)
    show(report)
    console.print(f"报告: {html}")


def simulated(
    installed: Platform, snapshot: Snapshot, settings: Sequence[str], *, area: str, month: str
) -> SimulationReport:
    """The report of what some settings, ``line.name=value``, would change."""
    changed, overlay = with_settings(installed.parameters, settings, area=area, month=month)
    comparison = compared(installed, snapshot, changed, stored(month))
    scenario = Scenario(
        area=normalise(area),
        area_name=area_name(area),
        month=stored(month),
        made_on=today(SystemClock()),
        before=installed.parameters,
        after=changed,
        overlay=overlay,
    )
    return simulation_report(comparison, scenario, titles(installed), county_names(area))


def compared(
    installed: Platform, snapshot: Snapshot, changed: ParameterSet, month: int
) -> Comparison:
    """Evaluate with both sets of numbers and compare."""
    near = [
        Nearness(each.title, each.measure, each.threshold, each.heads, each.number)
        for line in installed.lines
        for each in line.line.near
    ]
    also = [key for each in near for key in each.rules]
    asked = program(linked(installed.lines, changed), month, also=also)
    before = NativeRun(snapshot, asked, installed.parameters)
    after = NativeRun(snapshot, asked, changed)
    with counting("测算前后对比（人）", snapshot.rows(Entity.PERSON)) as advance:
        return compare(before, after, near, progress=advance)


def show(report: SimulationReport) -> None:
    """The headline on the screen."""
    rows = [
        (
            each.title,
            format_yuan(each.monthly_before),
            format_yuan(each.monthly_after),
            format_yuan(each.monthly_after - each.monthly_before),
        )
        for each in report.benefits
        if each.monthly_before or each.monthly_after
    ]
    table(("待遇", "调整前（元/月）", "调整后（元/月）", "增减"), rows, right=(1, 2, 3))
    for warning in report.warnings:
        console.print(f"注意: {warning}")
