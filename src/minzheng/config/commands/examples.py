"""``minzheng examples``: the worked examples of the law, run against the rules."""

from typing import Annotated

import typer

from minzheng.config.commands.screen import console
from minzheng.config.platform import platform
from minzheng.rules.examples import ExampleRun, read_examples


def examples(line: Annotated[str, typer.Option("--line", help="只运行一个业务线")] = "") -> None:
    """运行各业务线的算例, 列出不一致之处。"""
    installed = platform()
    run = ExampleRun(installed.rulebook, installed.parameters)
    count, differences = 0, 0
    for each in installed.lines:
        if line and each.line.slug != line:
            continue
        for path in sorted((each.folder / "cases").glob("*.yaml")):
            for example in read_examples(path, each.line.slug):
                count += 1
                for difference in run.differences(example):
                    differences += 1
                    console.print(str(difference), markup=False)
    console.print(f"{count} 个算例, {differences} 处不一致")
    raise typer.Exit(1 if differences else 0)
