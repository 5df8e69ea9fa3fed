"""``minzheng template`` and ``minzheng population``: an empty workbook, and a synthetic city."""

from pathlib import Path
from typing import Annotated

import typer

from minzheng.adapters.population import write_population
from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.commands.outputs import checked, writing
from minzheng.config.commands.screen import console, counting
from minzheng.interfaces.calculator.template import write_template
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.facts import Entity


def template(
    out: Annotated[Path, typer.Option("-o", "--out", help="写到这个文件")] = Path("模板.xlsx"),
) -> None:
    """生成录入模板（Excel）, 附填表说明和两户示例。"""
    checked(out, (".xlsx",))
    if out.exists():
        raise InvalidValue(f"{out} 已存在, 没有覆盖; 请用 -o 换一个文件名。")
    with writing(out):
        write_template(out, VOCABULARY)
    console.print(f"模板: {out}")


def population(
    out: Annotated[Path, typer.Option("-o", "--out", help="写到这个文件夹")],
    area: Annotated[str, typer.Option("--area", help="区划代码")] = "320400",
    households: Annotated[int, typer.Option("--households", help="户数", min=1)] = 50_000,
    seed: Annotated[int, typer.Option("--seed", help="随机种子, 相同则结果相同")] = 1,
) -> None:
    """生成一座合成的演示城市（没有真实个人的数据）。"""
    snapshot = make_city(out, area, households, seed)
    persons = snapshot.rows(Entity.PERSON)
    console.print(f"{snapshot.rows(Entity.HOUSEHOLD):,} 户 {persons:,} 人: {out}")


def make_city(folder: Path, area: str, households: int, seed: int) -> Snapshot:
    """Write a synthetic city with a progress bar."""
    with counting("生成演示城市（户）", households) as advance, writing(folder):
        return write_population(
            folder,
            area=normalise(area),
            households=households,
            seed=seed,
            vocabulary=VOCABULARY,
            progress=advance,
        )
