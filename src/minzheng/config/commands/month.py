"""``minzheng month``: everybody of a city asked at once, beside what is due."""

from typing import Annotated

import typer

from minzheng.base.divisions import normalise
from minzheng.base.errors import MinzhengError
from minzheng.base.months import Month
from minzheng.config.commands.given import this_month
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

_ENGINES = ("native", "spark")


def month(
    of: Annotated[
        str,
        typer.Option(
            "--month", help="测算月份, 如 2026-11", default_factory=this_month, show_default="本月"
        ),
    ],
    area: Annotated[str, typer.Option("--area", help="区划代码, 如 320400")] = "320400",
    engine: Annotated[str, typer.Option(help="native（本机）或 spark")] = "native",
    master: Annotated[str, typer.Option(help="Spark Connect 地址, sc://主机:端口")] = "",
) -> None:
    """全量测算: 全部在册人员的待遇与现发待遇逐项比较, 产生线索（中断后再次运行会接着做）。"""
    if engine not in _ENGINES:
        raise MinzhengError(f"没有引擎 {engine}; 可用 {'、'.join(_ENGINES)}。")
    run_as(
        DatabaseRole.WORKER,
        "minzheng.config.monthly:run_month",
        month=Month.parse(of),
        area=normalise(area),
        engine=engine,
        master=master,
    )
