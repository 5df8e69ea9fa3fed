"""``minzheng evaluate``: a city's households in, every benefit of everybody out."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from minzheng.base.errors import MinzhengError
from minzheng.base.money import format_yuan
from minzheng.config.commands.given import (
    area_name,
    county_names,
    given,
    month_title,
    stored,
    this_month,
)
from minzheng.config.commands.outputs import checked, writing
from minzheng.config.commands.screen import console, counting, table
from minzheng.config.commands.spark import spark_run
from minzheng.config.platform import Platform, platform
from minzheng.interfaces.calculator.writing.results import write_results as write_output
from minzheng.interfaces.calculator.writing.summary import Summary
from minzheng.rules.batch.duckdb_engine import DuckDbRun
from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program, program

_LOCAL = {"native": NativeRun, "duckdb": DuckDbRun}
ENGINES = (*_LOCAL, "spark")
_FORMS = (".xlsx", "", ".csv", ".parquet")

InputOption = Annotated[
    Path, typer.Argument(help="Excel工作簿、CSV或Parquet文件夹、快照", show_default=False)
]
AreaOption = Annotated[str, typer.Option("--area", help="区划代码, 如 320400")]
MonthOption = Annotated[
    str,
    typer.Option(
        "--month", help="测算月份, 如 2026-11", default_factory=this_month, show_default="本月"
    ),
]
SkipOption = Annotated[bool, typer.Option("--skip-bad", help="跳过有错误的家庭, 列出跳过了谁")]


def evaluate(
    source: InputOption,
    area: AreaOption,
    out: Annotated[Path, typer.Option("-o", "--out", help="结果: .xlsx, 或CSV、.parquet文件夹")],
    month: MonthOption,
    engine: Annotated[
        str, typer.Option(help="native（本机代码，最快）、duckdb 或 spark")
    ] = "native",
    master: Annotated[str, typer.Option(help="Spark Connect 地址, sc://主机:端口")] = "",
    skip_bad: SkipOption = False,
) -> None:
    """测算每户每人可享受的待遇: 金额、起始月份; 不能判定的, 缺什么。"""
    if engine not in ENGINES:
        raise MinzhengError(f"没有引擎 {engine}; 可用 {'、'.join(ENGINES)}。")
    checked(out, _FORMS, source=source)
    installed = platform()
    asked = program(installed.rulebook, stored(month))
    with (
        given(source, area=area, skip_bad=skip_bad) as read,
        TemporaryDirectory(prefix="minzheng-") as scratch,
    ):
        started = time.monotonic()
        evaluate_into(Path(scratch), read.snapshot, asked, installed, engine, master)
        seconds = time.monotonic() - started
        with writing(out):
            summary = write_output(
                Path(scratch),
                out,
                snapshot=read.snapshot,
                titles=titles(installed),
                subject=f"{area_name(area)} {month_title(month)}",
                county_names=county_names(area),
                remarks=read.remarks,
            )
        show_summary(summary)
        persons = read.snapshot.rows(Entity.PERSON)
        households = read.snapshot.rows(Entity.HOUSEHOLD)
        console.print(f"{households:,} 户 {persons:,} 人, 测算 {seconds:.1f} 秒。结果: {out}")


def titles(installed: Platform) -> dict[str, str]:
    """Outcome -> title."""
    return {rule.key: rule.versions[-1].title for rule in installed.rulebook.outcomes()}


def evaluate_into(
    folder: Path,
    snapshot: Snapshot,
    asked: Program,
    installed: Platform,
    engine: str,
    master: str,
) -> None:
    """Write the result files with the engine asked for."""
    if engine == "spark":
        run = spark_run(snapshot, asked, installed.parameters, master)
    else:
        run = _LOCAL[engine](snapshot, asked, installed.parameters)
    with counting("测算（人）", snapshot.rows(Entity.PERSON)) as advance:
        run.write_results(folder, advance)


def show_summary(summary: Summary) -> None:
    """Benefits with persons, households and money a month, and all of them together."""
    rows = [
        (
            total.title,
            "" if total.persons is None else f"{total.persons:,}",
            f"{total.households:,}",
            "" if total.monthly is None else format_yuan(total.monthly),
            "" if not total.once else format_yuan(total.once),
            f"{total.undecided:,}" if total.undecided else "",
        )
        for total in (*summary.benefits, summary.total)
    ]
    headings = ("待遇", "人", "户", "每月（元）", "一次性（元）", "无法判定")
    table(headings, rows, right=(1, 2, 3, 4, 5))
