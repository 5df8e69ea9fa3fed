"""The flow of every item, explored whole: no step skipped, no dead end, all heard and told."""

from dataclasses import replace
from functools import cache

import pytest

from minzheng.catalogue.casework.flow import NotNow, after, beginning, possible
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState
from minzheng.catalogue.casework.refusing import HEARD, outcomes_of
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag, Stage, StepKind
from minzheng.config.platform import platform
from tests.conformance.flows import MANDATORY, Walk, problems, walk

pytestmark = pytest.mark.slow

ITEMS = [version for versions in platform().items.values() for version in versions]
NEWEST = {code: versions[-1] for code, versions in platform().items.items()}


def title(item: ServiceItem) -> str:
    return f"{item.code}@{item.version}"


@cache
def walked(item: ServiceItem) -> Walk:
    return walk(item)


@pytest.mark.parametrize("item", ITEMS, ids=title)
def test_the_law_holds_on_every_path(item: ServiceItem) -> None:
    assert not problems(walked(item), MANDATORY[item.code])


@pytest.mark.parametrize("item", ITEMS, ids=title)
def test_every_outcome_can_come_about(item: ServiceItem) -> None:
    reached = {position.outcome for position in walked(item).positions}
    assert set(outcomes_of(item)) <= reached


@pytest.mark.parametrize("item", ITEMS, ids=title)
def test_every_step_is_reached_and_shown_in_one_stage(item: ServiceItem) -> None:
    opened = {step for position in walked(item).positions for step in position.open}
    assert opened == {step.code for step in item.steps}
    for position in walked(item).positions:
        if position.open:
            assert position.open <= {step.code for step in item.stage(position.stage).steps}


@pytest.mark.parametrize("item", ITEMS, ids=title)
def test_what_is_not_possible_is_refused_in_words(item: ServiceItem) -> None:
    """Every act that can be written down, in every position that can be reached."""
    results = ("", "agree", "change", *HEARD, *outcomes_of(item))
    thinkable = [
        Act(kind, step, result, flags)
        for kind in ActKind
        for step in ("", "nowhere", *(step.code for step in item.steps))
        for result in results
        for flags in (frozenset(), frozenset({Flag.ADVERSE}), frozenset({Flag.OBJECTED}))
    ]
    some = sorted(walked(item).positions, key=repr)[:: max(1, len(walked(item).positions) // 40)]
    for position in some:
        for act in thinkable:
            try:
                after(item, position, act)
            except NotNow as refused:
                assert refused.message.endswith("。"), act


def test_nothing_about_children_is_ever_put_up() -> None:
    confidential = [item for item in ITEMS if item.confidential]
    assert {item.line for item in confidential} == {"children"}
    for item in confidential:
        assert item.publicity is None
        assert not item.has(StepKind.PUBLICITY)
        assert not item.has(StepKind.PUBLISH)


def without(code: str, procedure: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """A procedure that has lost a step."""
    stages = (
        replace(stage, steps=tuple(step for step in stage.steps if step.code != code))
        for stage in procedure
    )
    return tuple(stage for stage in stages if stage.steps)


@pytest.mark.parametrize(
    ("code", "step", "found"),
    [
        ("minimum_living.application", "visit", "decided without visit"),
        ("minimum_living.application", "county_visit", "decided without county_visit"),
        ("minimum_living.application", "publicity", "decided without publicity"),
        ("minimum_living.application", "letter", "refused untold"),
        ("minimum_living.ending", "hearing", "ended unheard"),
        ("minimum_living.review", "hearing", "changed unheard"),
        ("minimum_living.review", "letter", "changed untold"),
        ("extreme_poverty.application", "assessment", "decided without assessment"),
        ("temporary_assistance.advance", "advance", "decided without advance"),
        ("vagrant_assistance.intake", "dna", "decided without dna"),
        ("complaints.report", "letter", "completed untold"),
    ],
)
def test_a_lost_step_is_missed(code: str, step: str, found: str) -> None:
    """The exploration would notice: it is not satisfied by whatever the procedure says."""
    whole = NEWEST[code]
    broken = walk(replace(whole, procedure=without(step, whole.procedure)), whole.flags)
    assert any(each.startswith(found) for each in problems(broken, MANDATORY[code]))


def test_a_late_complaint_opens_the_county_visit_again() -> None:
    item = NEWEST["minimum_living.application"]
    position = beginning(item)
    for kind, step, result in (
        (ActKind.SUBMIT, "", ""),
        (ActKind.ACCEPT, "acceptance", ""),
        (ActKind.FINISH, "check", ""),
        (ActKind.FINISH, "visit", ""),
        (ActKind.FINISH, "opinion", "agree"),
        (ActKind.FINISH, "publicity", ""),
        (ActKind.FINISH, "review", ""),
    ):
        position = after(item, position, Act(kind, step, result))
    assert position.open == {"decision"}
    position = after(item, position, Act(ActKind.FLAG, flags=frozenset({Flag.COMPLAINED})))
    assert position.stage == "review"
    assert position.open == {"county_visit"}
    assert ActKind.DECIDE not in {act.kind for act in possible(item, position)}


def test_a_closed_case_moves_no_more() -> None:
    for item in ITEMS:
        for position in walked(item).positions:
            if position.state is CaseState.CLOSED:
                assert possible(item, position) == ()
