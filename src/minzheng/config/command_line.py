"""``minzheng``: the commands."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.errors import MinzhengError
from minzheng.config.commands import catalogue
from minzheng.config.commands.audit import audit
from minzheng.config.commands.cases import cases
from minzheng.config.commands.demo import demo
from minzheng.config.commands.divisions import divisions
from minzheng.config.commands.docs import docs
from minzheng.config.commands.evaluate import evaluate
from minzheng.config.commands.examples import examples
from minzheng.config.commands.explain import explain
from minzheng.config.commands.items import items
from minzheng.config.commands.keeping import backup, check, database, keys, restore
from minzheng.config.commands.load import load
from minzheng.config.commands.making import population, template
from minzheng.config.commands.month import month
from minzheng.config.commands.rotation import reencrypt, rotate
from minzheng.config.commands.screen import notes
from minzheng.config.commands.serving import migrate, serve, stop, worker
from minzheng.config.commands.simulate import simulate
from minzheng.config.commands.staff import staff
from minzheng.config.commands.tokens import token
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.practice import LOCAL_PARAMETERS

PLATFORM = "平台"

app = typer.Typer(
    cls=ChineseGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (evaluate, explain, simulate, template, population, examples, demo, docs):
    app.command()(command)
for of_platform in (serve, stop, worker, migrate, load, month, check, backup, restore):
    app.command(rich_help_panel=PLATFORM)(of_platform)
app.add_typer(audit, name="audit", rich_help_panel=PLATFORM)
for of_keys in (rotate, reencrypt):
    keys.command()(of_keys)
app.add_typer(keys, name="keys", rich_help_panel=PLATFORM)
app.add_typer(database, name="database", rich_help_panel=PLATFORM)
app.add_typer(staff, name="staff", rich_help_panel=PLATFORM)
app.add_typer(token, name="token", rich_help_panel=PLATFORM)
app.add_typer(divisions, name="divisions", rich_help_panel=PLATFORM)
app.add_typer(cases, name="cases", rich_help_panel=PLATFORM)
app.add_typer(catalogue.rules, name="rules")
app.add_typer(catalogue.parameters, name="parameters")
app.add_typer(items, name="items")


@app.callback()
def minzheng(
    local: Annotated[
        Path | None,
        typer.Option("--parameters", help=f"本地参数文件夹（或环境变量 {LOCAL_PARAMETERS}）"),
    ] = None,
) -> None:
    """民政待遇测算: 谁可享受什么, 自何时起, 为什么, 调整标准会怎样。"""
    if local is not None:
        os.environ[LOCAL_PARAMETERS] = str(local)


def main() -> None:
    """Run a command; what a user can mend is told in one sentence, without a traceback."""
    try:
        app()
    except MinzhengError as error:
        notes.print(error.message, markup=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
