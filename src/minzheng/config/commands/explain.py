"""``minzheng explain``: why a household and its members get what they get."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
from minzheng.rules.explanation.overview import Overview
from minzheng.rules.explanation.reasons import Reason
from minzheng.rules.facts import Entity
from minzheng.rules.program import program
from minzheng.rules.rulebook import RuleBook


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
        asking = _Asking.of(installed, read.snapshot, household, asked, benefit)
    told = asking.in_full() if benefit or as_json else asking.overview()
    if as_json:
        trees = [each.as_json() for each in told if isinstance(each, Reason)]
        typer.echo(json.dumps(trees, ensure_ascii=False))
        return
    heading(f"家庭 {household}  {month}")
    refused = []
    for each in told:
        if isinstance(each, Reason):
            show_reason(each)
        else:
            refused.append(each)
    _show_refused(refused)


def show_reason(reason: Reason, deepest: int = 99) -> None:
    """One explanation on the screen, its first line marked."""
    console.print()
    for depth, line in reason.indented(deepest=deepest):
        indented(line, depth, bold=depth == 0)


def _show_refused(lines: list[str]) -> None:
    """What is not given, a line each."""
    if lines:
        console.print()
        heading("不享受的待遇（加 --benefit 说明全部理由）")
    for line in lines:
        indented(line, 1)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A household and what its explanations are made with."""

    home: Subject
    evaluator: Evaluator
    explainer: Explainer
    rulebook: RuleBook

    @classmethod
    def of(
        cls, installed: Platform, snapshot: Snapshot, household_id: str, month: int, benefit: str
    ) -> "_Asking":
        """For one benefit, or for all."""
        asked = program(installed.rulebook, month, [benefit] if benefit else None)
        home = _home(installed, snapshot, household_id, NumbersByArea(installed.parameters, asked))
        evaluator = Evaluator(asked)
        explainer = Explainer(evaluator, installed.rulebook, installed.parameters.definitions)
        return cls(home, evaluator, explainer, installed.rulebook)

    def in_full(self) -> Iterator[Reason]:
        """Every benefit asked for, whatever came of it, for whom it concerns."""
        asked = self.evaluator.program
        for key in asked.outcomes:
            own = asked.steps[key].entity is Entity.HOUSEHOLD
            for subject in [self.home] if own else self.home.members:
                yield self._completed(self.explainer.explain(key, subject), subject)

    def overview(self) -> Iterator[Reason | str]:
        """What is given or undecided in full; of what is refused one line."""
        found = Overview(self.explainer, self.evaluator, self.rulebook)
        for subject, told in found.of(self.home):
            yield self._completed(told, subject) if isinstance(told, Reason) else told

    def _completed(self, reason: Reason, subject: Subject) -> Reason:
        """With the facts that are missing, if any are."""
        missing = missing_facts(self.evaluator, reason.key, subject)
        if missing:
            reason.value = "无法判定"
            vocabulary = self.evaluator.program.vocabulary
            reason.missing = missing_text(missing, vocabulary, namer(self.home))
        return reason


def explained(
    installed: Platform, snapshot: Snapshot, household_id: str, month: int, benefit: str
) -> Iterator[Reason]:
    """The explanation of one benefit, or of every benefit, for whom it concerns."""
    return _Asking.of(installed, snapshot, household_id, month, benefit).in_full()


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
