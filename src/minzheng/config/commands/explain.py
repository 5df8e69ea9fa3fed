"""``minzheng explain``: why a household and its members get what they get."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from minzheng.base.errors import InvalidValue
from minzheng.config.commands.evaluate import AreaOption, InputOption, MonthOption
from minzheng.config.commands.given import snapshot_of, stored
from minzheng.config.commands.screen import console
from minzheng.config.platform import Platform, platform
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.batch.results import missing_text, namer
from minzheng.rules.batch.rows import find_household, households_of
from minzheng.rules.batch.snapshot import Snapshot
from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.evaluation.missing import missing_facts
from minzheng.rules.evaluation.people import Subject
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.explanation.reasons import Reason
from minzheng.rules.facts import Entity
from minzheng.rules.program import program


def explain(
    source: InputOption,
    area: AreaOption,
    household: Annotated[str, typer.Option("--household", help="家庭编号")],
    month: MonthOption,
    benefit: Annotated[
        str, typer.Option("--benefit", help="只说明一项, 如 minimum_living.grant")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出JSON")] = False,
) -> None:
    """说明一户的每项待遇: 条件、数字、条文, 以及缺什么。"""
    installed = platform()
    if benefit and benefit not in installed.rulebook.rules:
        known = "、".join(rule.key for rule in installed.rulebook.outcomes())
        raise InvalidValue(f"没有待遇 {benefit}; 可选 {known}。")
    with snapshot_of(source, area=area, skip_bad=True) as snapshot:
        explanations = list(explained(installed, snapshot, household, stored(month), benefit))
    if as_json:
        console.print_json(json.dumps([each.as_json() for each in explanations]))
        return
    for reason in explanations:
        for line in reason.lines():
            console.print(line, markup=False)
        console.print()


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
                reason.value = (
                    f"无法判定, 缺 {missing_text(missing, asked.vocabulary, namer(home))}"
                )
            yield reason


def _home(
    installed: Platform, snapshot: Snapshot, household_id: str, areas: NumbersByArea
) -> Subject:
    found = find_household(snapshot, household_id)
    if found is None:
        raise InvalidValue(f"没有家庭 {household_id}, 请核对家庭编号。")
    numbers = areas.of(found.division)
    home = households_of(snapshot, (found.part,), numbers, [found.household_no])[found.household_no]
    for member in home.members:
        member.name = str(member.facts["name"] or member.facts["person_id"])
    return home
