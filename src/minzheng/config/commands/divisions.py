"""``minzheng divisions``: the table of divisions."""

from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.errors import InvalidValue
from minzheng.config.commands.screen import console
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

divisions = typer.Typer(cls=ChineseGroup, help="行政区划", no_args_is_help=True)


@divisions.callback()
def _divisions() -> None:
    """行政区划。"""


@divisions.command()
def load(
    source: Annotated[Path, typer.Argument(help="CSV文件, 有 code、name 两列", show_default=False)],
) -> None:
    """导入行政区划代码和名称（已有的更新名称; 变更请在系统中办理）。"""
    if not source.is_file():
        raise InvalidValue(f"找不到 {source}, 请核对文件名和所在文件夹。")
    count = run_as(
        DatabaseRole.WORKER, "minzheng.config.division_file:load_division_file", source=source
    )
    console.print(f"已导入 {count:,} 个区划")
