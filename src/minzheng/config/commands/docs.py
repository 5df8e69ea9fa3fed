"""``minzheng docs``: the reference, generated from what is declared."""

from pathlib import Path
from typing import Annotated, Any

import typer

from minzheng.catalogue.codes import CODES
from minzheng.config.commands.given import this_month
from minzheng.config.commands.screen import console
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole
from minzheng.config.platform import assemble, discover_lines
from minzheng.config.practice import declared_practice
from minzheng.interfaces.reference.pages import reference, write_pages


def docs(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", help="写到这个文件夹")] = Path(
        "docs/reference"
    ),
) -> None:
    """由声明生成参考手册: 规则、衔接、参数、数据列、规则语言、命令。"""
    pages = reference_pages(context.find_root().command)
    write_pages(out, pages)
    console.print(f"参考手册 {len(pages)} 页: {out}")


def reference_pages(program: Any) -> dict[str, str]:
    """The pages for the lines as they are, without a bureau's own values."""
    installed = assemble(discover_lines())
    lines = [each.line for each in installed.lines]
    changing = {this_month(): "the current month"}
    interface = run_as(DatabaseRole.APP, "minzheng.interfaces.api.application:description")
    return reference(
        installed.rulebook,
        installed.parameters,
        lines,
        CODES,
        program,
        changing,
        interface,
        installed.items,
        declared_practice(),
    )
