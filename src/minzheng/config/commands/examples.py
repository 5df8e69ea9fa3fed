"""``minzheng examples``: the worked examples of the law, run against the rules and the items."""

from collections.abc import Iterator
from typing import Annotated

import typer

from minzheng.base.calendar import national_calendar
from minzheng.catalogue.casework.examples import read_item_examples
from minzheng.config.commands.screen import console
from minzheng.config.platform import LineFolder, platform
from minzheng.rules.examples import ExampleRun, read_examples


def examples(line: Annotated[str, typer.Option("--line", help="只运行一个业务线")] = "") -> None:
    """运行各业务线的算例, 列出不一致之处。"""
    count, differences = 0, 0
    for each in platform().lines:
        if line and each.line.slug != line:
            continue
        for found in (*_of_rules(each), *_of_items(each)):
            count += 1
            differences += len(found)
            for difference in found:
                console.print(difference, markup=False)
    console.print(f"{count} 个算例, {differences} 处不一致")
    raise typer.Exit(1 if differences else 0)


def _of_rules(found: LineFolder) -> Iterator[list[str]]:
    """What is wrong with each example of a line's rules."""
    run = ExampleRun(platform().rulebook, platform().parameters)
    for path in found.rule_cases:
        for example in read_examples(path, found.line.slug):
            yield [str(difference) for difference in run.differences(example)]


def _of_items(found: LineFolder) -> Iterator[list[str]]:
    """What is wrong with each story and deadline of a line's items."""
    for path in found.item_cases:
        for example in read_item_examples(path, found.line.slug):
            yield list(example.differences(platform().items, national_calendar()))
