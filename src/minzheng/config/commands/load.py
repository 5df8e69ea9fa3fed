"""``minzheng load``: a whole city, or one workbook, into the registry."""

from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidValue
from minzheng.config.commands.days import day
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole


def load(
    source: Annotated[
        Path, typer.Argument(help="Excel工作簿、CSV或Parquet文件夹、快照", show_default=False)
    ],
    area: Annotated[str, typer.Option("--area", help="区划代码, 如 320400")] = "320400",
    on: Annotated[
        str, typer.Option("--on", help="数据截至哪一天, 如 2026-01-01, 不给时为今天")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对, 不导入")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="跳过有错误的家庭, 列出跳过了谁")
    ] = False,
) -> None:
    """导入家庭和人员（中断后再次运行会接着导入; 已在册的不会重复）。"""
    if not source.exists():
        raise InvalidValue(f"找不到 {source}, 请核对文件名和所在文件夹。")
    run_as(
        DatabaseRole.WORKER,
        "minzheng.config.loading:load_into_registry",
        source=source,
        area=normalise(area),
        on=day(on),
        dry_run=dry_run,
        skip_bad=skip_bad,
    )
