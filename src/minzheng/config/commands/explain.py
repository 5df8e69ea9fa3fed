"""``minzheng explain``: why a household and its members get what they get."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from minzheng.base.errors import InvalidValue
from minzheng.config.commands.evaluate import AreaOption, InputOption, MonthOption
from minzheng.config.commands.given import given, stored
from minzheng.config.commands.screen import console, heading, indented
from minzheng.config.platform import Platform, platform
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.batch.results import missing_text, namer
from minzheng.rules.batch.rows import find_household, households_of
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import missing_facts
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.explanation.reasons import Reason, Verdict
from minzheng.rules.facts import Entity
from minzheng.rules.program import program

_NIL = ("否", "0.00元", "0.00元/月")


def explain(
    source: InputOption,
    area: AreaOption,
    household: Annotated[str, typer.Option("--household", help="家庭编号")],
    month: MonthOption,
    benefit: Annotated[
        str, typer.Option("--benefit", help="只说明一项, 不享受的也说明全部理由")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出JSON")] = False,
) -> None:
    """说明一户的每项待遇: 条件、数字、条文, 以及缺什么。"""
    installed = platform()
    if benefit and benefit not in installed.rulebook.rules:
        raise InvalidValue(f"没有待遇 {benefit}; 用 minzheng rules list 查看。")
    asked = stored(month)
    with given(source, area=area, skip_bad=True) as read:
        explanations = list(explained(installed, read.snapshot, household, asked, benefit))
    if as_json:
        typer.echo(json.dumps([each.as_json() for each in explanations], ensure_ascii=False))
        return
    heading(f"家庭 {household}  {month}")
    told = [each for each in explanations if benefit or each.missing or each.value not in _NIL]
    for reason in told:
        show_reason(reason)
    _show_refused(each for each in explanations if each not in told)


def show_reason(reason: Reason, deepest: int = 99) -> None:
    """One explanation on the screen, its first line marked."""
    console.print()
    for depth, line in reason.indented(deepest=deepest):
        indented(line, depth, bold=depth == 0)


def _show_refused(reasons: Iterable[Reason]) -> None:
    """What is not given, each with the conditions that are not met."""
    found = list(reasons)
    if not found:
        return
    console.print()
    heading("不享受的待遇（加 --benefit 说明全部理由）")
    for reason in found:
        unmet = [each.title for each in reason.reasons if each.verdict is Verdict.UNMET]
        who = f"{reason.who}: " if reason.who else ""
        why = "不符合“" + "”“".join(unmet) + "”" if unmet else "金额为零"
        indented(f"✗ {who}{reason.title}（{reason.key}）: {why}", 1)


def explained(
    installed: Platform, snapshot: Snapshot, household_id: str, month: int, benefit: str
) -> Iterator[Reason]:
    """The explanation of one benefit, or of every benefit, for whom it concerns."""
    wanted = [benefit] if benefit else None
    asked = program(installed.rulebook, month, wanted)
    evaluator = Evaluator(asked)
    explainer = Explainer(evaluator, installed.rulebook, installed.parameters.definitions)
    home = _home(installed, snapshot, household_id, NumbersByArea(installed.parameters, asked))
    for key in asked.outcomes:
        subjects = [home] if asked.steps[key].entity is Entity.HOUSEHOLD else home.members
        for subject in subjects:
            reason = explainer.explain(key, subject)
            missing = missing_facts(evaluator, key, subject)
            if missing:
                reason.value = "无法判定"
                reason.missing = missing_text(missing, asked.vocabulary, namer(home))
            yield reason


def _home(
    installed: Platform, snapshot: Snapshot, household_id: str, areas: NumbersByArea
) -> Subject:
    found = find_household(snapshot, household_id)
    if found is None:
        raise InvalidValue(f"没有家庭 {household_id}, 请核对家庭编号; 因有错误而跳过的见问题清单。")
    numbers = areas.of(found.division)
    home = households_of(snapshot, (found.part,), numbers, [found.household_no])[found.household_no]
    for member in home.members:
        number = member.facts["member_number"]
        named = member.facts["name"] or member.facts["person_id"] or f"第{number or '?'}名成员"
        member.name = str(named)
        _name_supporters(installed, member)
    return home


def _name_supporters(installed: Platform, member: Subject) -> None:
    """孙长根.子女1, 孙长根.子女2: whose supporter, and which."""
    relation = installed.rulebook.vocabulary.of(Entity.SUPPORTER)["relation"].unit.code
    count: Counter[str] = Counter()
    for supporter in member.supporters:
        stored_code = supporter.facts["relation"]
        if relation is None or stored_code is None:
            title = "义务人"
        else:
            title = relation.numbered(stored_code).title
        count[title] += 1
        supporter.name = f"{member.name}.{title}{count[title]}"
