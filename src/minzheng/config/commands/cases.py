"""``minzheng cases``: what is done to many cases at once, and the cases of a demonstration."""

import sys
from typing import Annotated

import typer

from minzheng.config.commands.screen import console, notes
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

cases = typer.Typer(cls=ChineseGroup, help="办件: 重新验算决定, 演示办件", no_args_is_help=True)


@cases.callback()
def _cases() -> None:
    """办件。"""


@cases.command()
def replay(
    division: Annotated[str, typer.Argument(help="区划代码, 不给时为全部")] = "",
) -> None:
    """用当时的事实、规则和标准重新验算每一份决定, 逐分比较。"""
    found = run_as(
        DatabaseRole.WORKER, "minzheng.kernel.casework.api.replays:replay_all", division=division
    )
    equal = 0
    different = 0
    for each in found:
        if each is None:
            equal += 1
            continue
        different += 1
        console.print(f"{each.case}: {'; '.join(each.differences)}", markup=False)
    console.print(f"已验算 {equal + different:,} 份决定, 一致 {equal:,}, 不一致 {different:,}")
    if different:
        sys.exit(1)


@cases.command()
def demo(
    county: Annotated[str, typer.Option("--county", help="县（区）")] = "320402",
    town: Annotated[str, typer.Option("--town", help="镇（街道）")] = "320402001",
    village: Annotated[str, typer.Option("--village", help="村（社区）")] = "320402001204",
    neighbour: Annotated[str, typer.Option("--neighbour", help="邻镇")] = "320402004",
) -> None:
    """演示安装: 以演示账号的名义办理三十余件虚构的办件, 中断的接着办, 办完不再办; 正式安装拒绝。"""
    places = {"county": county, "town": town, "village": village, "neighbour": neighbour}
    told = run_as(DatabaseRole.APP, "minzheng.config.demonstration.telling:tell_in", places=places)
    for sentence in told.stuck:
        notes.print(f"没有办到预定的一步: {sentence}", markup=False)
    for line in told.lines:
        console.print(line, markup=False)
