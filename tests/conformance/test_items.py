"""Everything that an item names exists, everything it needs is asked, and its examples come out."""

from collections import Counter

import pytest

from minzheng.base.calendar import national_calendar
from minzheng.base.divisions import Level
from minzheng.catalogue.casework import questions
from minzheng.catalogue.casework.clocks import Start
from minzheng.catalogue.casework.examples import Deadline, Story
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.publicity import PublicField
from minzheng.catalogue.casework.recording import Recorded
from minzheng.catalogue.casework.refusing import ACT_OF_STEP, outcomes_of
from minzheng.catalogue.casework.service_item import ApplicantUnit, ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.platform import platform
from minzheng.kernel.access.permissions import PERMISSIONS
from minzheng.kernel.access.roles import ROLES
from minzheng.kernel.casework.letters.templates import own_slugs
from minzheng.kernel.documents.kinds import EVIDENCE_KINDS
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind
from tests.conformance.items import all_versions, facts_needed, item_examples, newest, title

FEWEST_DEADLINES = 150
FEWEST_STORIES = 50

EVERY = pytest.mark.parametrize("item", all_versions(), ids=title)
NEWEST = pytest.mark.parametrize("item", newest(), ids=title)

LEVELS = {
    Office.VILLAGE: {Level.VILLAGE},
    Office.TOWN: {Level.TOWNSHIP},
    Office.COUNTY: {Level.COUNTY},
    Office.CITY: {Level.PREFECTURE},
    Office.WINDOW: {Level.TOWNSHIP},
    Office.DECIDING: {Level.TOWNSHIP, Level.COUNTY},
}
FETCHED = {"identity", "household_register", "property", "disability_certificate"}
"""Kinds of evidence that departments hold: 社会救助法第六十二条 forbids to ask for them."""


def name(example: Story | Deadline) -> str:
    return f"{example.item}: {example.name}"


@pytest.mark.parametrize("example", item_examples(), ids=name)
def test_an_example_comes_out(example: Story | Deadline) -> None:
    assert list(example.differences(platform().items, national_calendar())) == []


def test_there_are_enough_deadlines() -> None:
    deadlines = [each for each in item_examples() if isinstance(each, Deadline)]
    assert len(deadlines) >= FEWEST_DEADLINES
    assert sum(bool(each.suspended) for each in deadlines) >= 10
    assert sum(each.extended for each in deadlines) >= 8
    assert sum(each.last is None for each in deadlines) >= 10


def test_there_are_enough_stories() -> None:
    assert sum(isinstance(each, Story) for each in item_examples()) >= FEWEST_STORIES


def test_sentences_are_not_repeated() -> None:
    assert [each for each, times in Counter(map(name, item_examples())).items() if times > 1] == []


@NEWEST
def test_an_item_has_a_story_that_ends_and_a_deadline_for_every_limit(item: ServiceItem) -> None:
    own = [each for each in item_examples() if each.item == item.code]
    assert any(isinstance(each, Story) and each.ends.startswith("closed") for each in own)
    timed = {each.limit for each in own if isinstance(each, Deadline)}
    shared = {"visit_start", "check_start", "publicity", "county", "letter", "total"}
    assert {limit.code for limit in item.clocks} - shared - {"total_delegated"} <= timed


def test_every_limit_has_a_deadline_somewhere() -> None:
    timed = {each.limit for each in item_examples() if isinstance(each, Deadline)}
    assert {limit.code for item in newest() for limit in item.clocks} == timed


@EVERY
def test_the_rules_exist_and_are_outcomes(item: ServiceItem) -> None:
    outcomes = {rule.key: rule for rule in platform().rulebook.outcomes()}
    assert set(item.decides) <= set(outcomes)
    if item.unit is ApplicantUnit.PERSON:
        assert {outcomes[key].entity for key in item.decides} == {Entity.PERSON}
    if item.unit is ApplicantUnit.EVENT:
        assert not item.decides


@EVERY
def test_the_facts_exist(item: ServiceItem) -> None:
    for ask in item.asks:
        assert set(ask.facts) <= set(VOCABULARY.of(ask.entity)), ask.code
    for implied in item.implies:
        fact = VOCABULARY.of(implied.entity)[implied.fact]
        if implied.value is None:
            assert fact.unit.kind is Kind.DATE
        else:
            assert fact.unit.kind is Kind.CODE
    for record in item.records:
        kind = VOCABULARY.of(record.entity)[record.fact].unit.kind
        assert kind is (Kind.DATE if record.what is Recorded.START else Kind.MONEY)


@EVERY
def test_nothing_that_the_rules_need_stays_unasked(item: ServiceItem) -> None:
    if not item.asks:
        return
    asked = {(ask.entity, fact) for ask in item.asks for fact in ask.facts}
    unasked = {
        (entity, fact)
        for entity, fact in facts_needed(item)
        if (entity, fact) not in asked and fact not in questions.FOUND_BY_THE_OFFICE
    }
    assert not unasked


@EVERY
def test_nothing_is_asked_twice_or_told_by_the_choice_of_the_item(item: ServiceItem) -> None:
    asked = [(ask.entity, fact) for ask in item.asks for fact in ask.facts]
    assert len(asked) == len(set(asked))
    assert not {(each.entity, each.fact) for each in item.implies} & set(asked)
    assert len({ask.code for ask in item.asks}) == len(item.asks)


@EVERY
def test_the_papers_are_of_known_kinds_and_nobody_else_has_them(item: ServiceItem) -> None:
    assert {proof.kind for proof in item.proofs} <= set(EVIDENCE_KINDS) - FETCHED
    facts = {fact for entity in Entity for fact in VOCABULARY.of(entity)}
    assert {proof.if_fact for proof in item.proofs if proof.if_fact} <= facts
    assert len({proof.code for proof in item.proofs}) == len(item.proofs)


@EVERY
def test_somebody_holds_the_permission_of_every_step(item: ServiceItem) -> None:
    for step in item.steps:
        assert step.permission in PERMISSIONS
        for level in LEVELS[step.office]:
            able = [
                code
                for code, role in ROLES.items()
                if step.permission in role.permissions and level in role.levels
            ]
            assert able, f"{step.code}: nobody at {level} has {step.permission}"


@EVERY
def test_the_steps_name_each_other_and_their_limits(item: ServiceItem) -> None:
    codes = [step.code for step in item.steps]
    assert len(codes) == len(set(codes))
    limits = {limit.code: limit for limit in item.clocks}
    named = {step.limit for step in item.steps if step.limit}
    assert named <= set(limits)
    for step in item.steps:
        earlier = set(codes[: codes.index(step.code)])
        assert set(step.not_by) <= earlier | {"visit", "review"}
        assert step.kind in ACT_OF_STEP
    for limit in item.clocks:
        assert limit.whole or limit.code in named or limit.ends in codes, limit.code
        assert limit.start is not Start.STEP or limit.code in named


@EVERY
def test_one_step_decides_and_another_office_or_person_proposes(item: ServiceItem) -> None:
    (deciding,) = [step for step in item.steps if step.kind is StepKind.DECIDE]
    assert deciding.permission == "case.decide"
    opinions = {step.code for step in item.steps if step.kind is StepKind.OPINION}
    assert opinions <= set(deciding.not_by)


@EVERY
def test_a_letter_stands_for_every_outcome(item: ServiceItem) -> None:
    of_lines = {
        f"{found.line.slug}.{path.stem}"
        for found in platform().lines
        for path in (found.folder / "letters").glob("*.yaml")
    }
    known = {*own_slugs(), *of_lines}
    for outcome in (*outcomes_of(item), Outcome.DECLINED, Outcome.DISCONTINUED):
        assert item.letters.of(outcome) in known


@EVERY
def test_what_is_put_up_is_on_the_list(item: ServiceItem) -> None:
    shown = item.publicity
    put_up, made_known = item.has(StepKind.PUBLICITY), item.has(StepKind.PUBLISH)
    assert bool(shown and shown.fields) == put_up
    assert bool(shown and shown.after) == made_known
    if shown is not None:
        assert {*shown.fields, *shown.after} <= set(PublicField)
        if put_up:
            assert item.limit("publicity").amount == shown.days
    assert not (item.confidential and shown)


@EVERY
def test_an_item_says_its_law(item: ServiceItem) -> None:
    assert item.basis
    assert item.mark
    assert item.national.served == "1"
    assert not item.national.charged
    assert item.national.basic_code is None, "codes are given out, not invented"


def test_the_line_of_an_item_names_it_first() -> None:
    slugs = {found.line.slug for found in platform().lines}
    assert {item.line for item in newest()} <= slugs
