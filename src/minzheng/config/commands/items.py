"""``minzheng items …``: the service items, how they go, and what of them waits for confirmation."""

from collections.abc import Iterator
from typing import Annotated

import typer

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.casework.clocks import Limit
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Step
from minzheng.config.commands.screen import console, table
from minzheng.config.platform import platform

items = typer.Typer(help="事项: 列出、查看、待确认清单", no_args_is_help=True)


@items.command("list")
def list_items() -> None:
    """列出所有事项。"""
    rows = [
        (code, versions[-1].title, str(versions[-1].version), "; ".join(versions[-1].basis))
        for code, versions in platform().items.items()
    ]
    table(("事项", "名称", "自", "依据"), rows)


@items.command("show")
def show_item(code: Annotated[str, typer.Argument(help="如 minimum_living.application")]) -> None:
    """查看一个事项: 每一步由谁办理, 在什么情况下办理, 期限多长。"""
    versions = platform().items.get(code)
    if versions is None:
        raise InvalidValue(f"没有事项 {code}; 用 minzheng items list 查看。")
    item = versions[-1]
    console.print(f"{code}  {item.title}（{item.version} 起）")
    table(("阶段", "步骤", "名称", "办理机关", "条件"), _steps(item))
    if item.clocks:
        table(("期限", "名称", "时长", "延长至", "依据", "可信程度"), map(_limit, item.clocks))
    for doubt in item.doubts:
        console.print(f"待确认: {doubt}", markup=False)


@items.command("unconfirmed")
def unconfirmed() -> None:
    """列出没有文件依据、需要本地确认的期限和做法。"""
    rows = [
        (versions[-1].code, limit.title, _length(limit), limit.source, limit.confidence.title)
        for versions in platform().items.values()
        for limit in versions[-1].clocks
        if not limit.confidence.confirmed
    ]
    table(("事项", "期限", "时长", "依据", "可信程度"), rows)
    doubts = [
        f"{versions[-1].code}: {doubt}"
        for versions in platform().items.values()
        for doubt in versions[-1].doubts
    ]
    for doubt in doubts:
        console.print(doubt, markup=False)
    console.print(f"共 {len(rows)} 个期限、{len(doubts)} 处做法待确认。")


def _steps(item: ServiceItem) -> Iterator[tuple[str, ...]]:
    for stage in item.procedure:
        for step in stage.steps:
            yield stage.title, step.code, step.title, step.office.title, _condition(step)


def _condition(step: Step) -> str:
    wanted = "、".join(flag.title for flag in step.only_if)
    spared = "、".join(flag.title for flag in step.unless)
    return "; ".join(filter(None, (wanted, f"除{spared}外" if spared else "")))


def _limit(limit: Limit) -> tuple[str, ...]:
    longer = f"{limit.extend_to}{limit.unit.title}" if limit.extend_to else ""
    title = limit.confidence.title
    return limit.code, limit.title, _length(limit), longer, limit.source, title


def _length(limit: Limit) -> str:
    promised = f"（承诺{limit.promised}）" if limit.promised else ""
    return f"{limit.amount}{limit.unit.title}{promised}"
