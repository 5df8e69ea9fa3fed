"""``minzheng rules …`` and ``minzheng parameters …``: what the platform knows, and how surely."""

from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.divisions import normalise
from minzheng.base.errors import InvalidValue
from minzheng.config.commands.given import stored, this_month
from minzheng.config.commands.outputs import writing
from minzheng.config.commands.screen import console, table
from minzheng.config.platform import platform
from minzheng.config.practice import practice
from minzheng.interfaces.openfisca.parameters import export_parameters
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Dated, NumberDefinition
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.text import month_text, stored_text
from minzheng.rules.rulebook import Rule
from minzheng.rules.tree import NumberRead, RuleRead, walk

_ENTITIES = {Entity.HOUSEHOLD: "家庭", Entity.PERSON: "个人", Entity.SUPPORTER: "义务人"}

rules = typer.Typer(help="规则: 列出、查看", no_args_is_help=True)
parameters = typer.Typer(help="参数: 查看、待确认清单、导出", no_args_is_help=True)


@rules.command("list")
def list_rules() -> None:
    """列出所有待遇和身份认定。"""
    rows = [
        (
            rule.key,
            rule.versions[-1].title,
            _ENTITIES[rule.entity],
            rule.unit.title,
            rule.versions[-1].law,
        )
        for rule in platform().rulebook.outcomes()
    ]
    table(("规则", "名称", "对象", "单位", "依据"), rows)


@rules.command("show")
def show_rule(key: Annotated[str, typer.Argument(help="如 minimum_living.grant")]) -> None:
    """查看一条规则: 各版本的条件、依据、引用的规则和参数。"""
    rule = platform().rulebook.rules.get(key)
    if rule is None:
        raise InvalidValue(f"没有规则 {key}; 用 minzheng rules list 查看。")
    console.print(f"{key}  {rule.versions[-1].title}（{rule.unit.title}）")
    for version in rule.versions:
        since = f"{month_text(version.since)} 起" if version.since else "一直"
        console.print(f"{since}: {version.law}  {Path(version.file).name}:{version.line}")
    for condition in rule.versions[-1].conditions:
        console.print(f"  条件 {platform().rulebook.title(condition.key)}  {condition.key}")
    for label, keys in (("规则", _rules_read(rule)), ("参数", _numbers_read(rule))):
        for read in keys:
            console.print(f"  引用{label} {read}")


def _rules_read(rule: Rule) -> list[str]:
    nodes = walk(rule.versions[-1].value)
    return sorted({node.key for node in nodes if isinstance(node, RuleRead)})


def _numbers_read(rule: Rule) -> list[str]:
    nodes = walk(rule.versions[-1].value)
    return sorted({node.key for node in nodes if isinstance(node, NumberRead)})


@parameters.command("show")
def show_parameters(
    area: Annotated[str, typer.Option("--area", help="区划代码")],
    month: Annotated[
        str,
        typer.Option("--month", help="月份", default_factory=this_month, show_default="本月"),
    ],
) -> None:
    """列出一个地区一个月份有效的所有参数及其依据。"""
    code = normalise(area)
    rows, reasons = [], []
    for known in _known():
        for key, definition in known.definitions.items():
            dated = known.in_force(key, stored(month), code)
            if dated is not None:
                rows.append(_row(definition, dated))
        reasons += [each.reason for each in known.breaches(stored(month), code)]
    table(("参数", "名称", "值", "自", "地区", "依据", "可信程度"), rows)
    for reason in dict.fromkeys(reasons):
        console.print(f"注意: {reason}", markup=False)


@parameters.command("unconfirmed")
def unconfirmed() -> None:
    """列出没有文件依据、需要本地确认的参数。"""
    rows = [_row(*each) for known in _known() for each in known.unconfirmed()]
    table(("参数", "名称", "值", "自", "地区", "依据", "可信程度"), rows)
    console.print(f"共 {len(rows)} 个值待确认。")


@parameters.command("export")
def export(
    out: Annotated[Path, typer.Option("-o", "--out", help="写到这个文件夹")],
    openfisca: Annotated[bool, typer.Option("--openfisca", help="OpenFisca 参数格式")] = False,
    area: Annotated[str, typer.Option("--area", help="以哪个地区的值导出")] = "320400",
) -> None:
    """导出参数, 供政策建模使用。"""
    if not openfisca:
        raise InvalidValue("目前只有一种导出格式, 请加 --openfisca。")
    with writing(out):
        files = export_parameters(platform().parameters, normalise(area), out)
    console.print(f"已导出 {files} 个参数文件到 {out}")


def _known() -> tuple[ParameterSet, ParameterSet]:
    """The numbers of the rules, and those of the kernel's own practice."""
    return platform().parameters, practice()


def _row(definition: NumberDefinition, dated: Dated) -> tuple[str, ...]:
    return (
        definition.key,
        definition.title,
        stored_text(dated.value, definition),
        month_text(dated.since),
        dated.area,
        f"{dated.source} {dated.article}".strip(),
        dated.confidence.title,
    )
