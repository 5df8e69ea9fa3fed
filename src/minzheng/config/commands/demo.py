"""``minzheng demo``: a demo city, evaluated, explained, simulated and put into the platform."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pyarrow.compute as pc
import typer

from minzheng.adapters.population import REFERENCE_MONTH
from minzheng.config.commands.demo_platform import Made, load_platform, serve_platform
from minzheng.config.commands.evaluate import evaluate_into, show_summary, titles
from minzheng.config.commands.explain import explained
from minzheng.config.commands.given import area_name, county_names, month_title, stored
from minzheng.config.commands.making import make_city
from minzheng.config.commands.screen import console
from minzheng.config.commands.serving import Host, Port
from minzheng.config.commands.simulate import show, simulated
from minzheng.config.platform import Platform, platform
from minzheng.interfaces.calculator.report import write_simulation_report
from minzheng.interfaces.calculator.writing.results import write_results as write_output
from minzheng.rules.batch.results import results_of
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity
from minzheng.rules.program import program

_AREA = "320400"
_SEED = 1
_WORKBOOK = "待遇测算.xlsx"
_EXPLANATIONS = "待遇说明.txt"
_REPORT = "标准调整测算.html"


def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="演示文件夹")] = Path("var/demo"),
    households: Annotated[int, typer.Option("--households", help="户数", min=1)] = 50_000,
    setting: Annotated[str, typer.Option("--set", help="要测算的调整")] = (
        "minimum_living.standard=1000"
    ),
    host: Host = "127.0.0.1",
    port: Port = 8000,
    detach: Annotated[bool, typer.Option("--detach", help="在后台运行, 能访问后返回")] = False,
    only: Annotated[bool, typer.Option("--calculate-only", help="只测算, 不启动平台")] = False,
) -> None:
    """演示: 合成城市, 测算、说明、调整标准, 再把这座城市装进平台并启动。"""
    started = time.monotonic()
    made = Made(out, f"{households} {setting}")
    if not made.current():
        _calculated(out, households, setting)
        made.note()
    _told(out)
    if not only:
        load_platform(out / "city", _AREA)
    console.print(f"用时 {time.monotonic() - started:.0f} 秒")
    if not only:
        serve_platform(host, port, detach=detach)


def _calculated(out: Path, households: int, setting: str) -> None:
    installed, month = platform(), str(REFERENCE_MONTH)
    _heading(f"一、合成演示城市: {area_name(_AREA)} {households:,} 户")
    snapshot = make_city(out / "city", _AREA, households, _SEED)
    _heading(f"二、测算 {month} 每户每人的全部待遇")
    _evaluated(installed, snapshot, out, month)
    _heading("三、每项待遇说明一户")
    _explained(installed, snapshot, out, month)
    _heading(f"四、如果 {setting}")
    _simulated(installed, snapshot, out, month, setting)


def _told(out: Path) -> None:
    _heading("测算结果")
    console.print(f"结果工作簿: {(out / _WORKBOOK).resolve()}")
    console.print(f"待遇说明:   {(out / _EXPLANATIONS).resolve()}")
    console.print(f"测算报告:   {(out / _REPORT).resolve()}")
    console.print(f"演示城市:   {(out / 'city').resolve()}")


def _heading(text: str) -> None:
    console.print(f"\n[bold]{text}[/bold]")


def _evaluated(installed: Platform, snapshot: Snapshot, out: Path, month: str) -> None:
    asked = program(installed.rulebook, stored(month))
    evaluate_into(out / "results", snapshot, asked, installed, "native", "")
    workbook = out / _WORKBOOK
    summary = write_output(
        out / "results",
        workbook,
        snapshot=snapshot,
        titles=titles(installed),
        subject=f"{area_name(_AREA)} {month_title(month)}",
        county_names=county_names(_AREA),
    )
    show_summary(summary)


def _explained(installed: Platform, snapshot: Snapshot, out: Path, month: str) -> None:
    """All of them to a file, the first few to the screen as well."""
    with (out / _EXPLANATIONS).open("w", encoding="utf-8") as file:
        for number, (benefit, household) in enumerate(_one_of_each(installed, out / "results")):
            lines = [f"— 家庭 {household}"]
            for reason in explained(installed, snapshot, household, stored(month), benefit):
                if reason.value not in ("否", "0.00元", "0.00元/月"):
                    lines += reason.lines(deepest=_DEEPEST)
            text = "\n".join(lines)
            file.write(f"{text}\n\n")
            if number < _SHOWN:
                console.print(f"\n{text}", markup=False)


_DEEPEST = 2
"""The conditions and their grounds; ``minzheng explain`` shows everything."""

_SHOWN = 2


def _one_of_each(installed: Platform, results: Path) -> Iterator[tuple[str, str]]:
    """For each benefit a household in which somebody gets it."""
    for entity in (Entity.HOUSEHOLD, Entity.PERSON):
        table = results_of(results, entity)
        decided = table.filter(pc.equal(table["decision"], "yes"))
        for rule in installed.rulebook.outcomes():
            found = decided.filter(pc.equal(decided["benefit"], rule.key))
            if rule.entity is entity and found.num_rows:
                yield rule.key, found["household_id"][found.num_rows // 2].as_py()


def _simulated(
    installed: Platform, snapshot: Snapshot, out: Path, month: str, setting: str
) -> None:
    report = simulated(installed, snapshot, [setting], area=_AREA, month=month)
    path = out / _REPORT
    write_simulation_report(path, report)
    show(report)
