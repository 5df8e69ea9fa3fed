"""The examples show every rule and number at work; a line is never named here.

What fails here is a missing example, in the line whose rule or number is named.
"""

import re

import pytest

from minzheng.config.platform import LineFolder, platform
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.reading.declarations import Role
from minzheng.rules.rulebook import Rule, Version
from minzheng.rules.tree import RuleRead, walk
from tests.conformance import gaps
from tests.conformance.seen import seen

pytestmark = pytest.mark.slow

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z-]+")
CITATION = re.compile(r"号|《|第.+条|GB/T|规定|规划|办法|标准|规范|指引")
SOURCE = re.compile(rf"{CHINESE.pattern}|GB/T \d+")
ABBREVIATIONS = {"GB", "CPI"}
SENTENCES = (Role.CONDITION, Role.UNLESS, Role.STARTS)
PUBLISHED_FOR_ALL = (Role.BENEFIT, Role.STATUS)

RULES = platform().rulebook.rules
PARAMETERS = platform().parameters
NUMBERS = PARAMETERS.definitions


def rule_id(rule: Rule | Version) -> str:
    """A rule by its key; of a version, its month."""
    return rule.key if isinstance(rule, Rule) else str(rule.since)


@pytest.mark.parametrize("key", RULES)
def test_a_rule_is_computed_in_an_example(key: str) -> None:
    assert seen().values.get(key)


@pytest.mark.parametrize("key", gaps.conditions())
def test_a_condition_is_seen_met_unmet_and_unknown(key: str) -> None:
    assert list(gaps.unseen_states(key)) == []


@pytest.mark.parametrize("key", gaps.exceptions())
def test_an_exception_is_seen_deciding(key: str) -> None:
    assert key in seen().deciding


@pytest.mark.parametrize("rule", gaps.dated_rules(), ids=rule_id)
def test_a_date_of_effect_is_crossed(rule: Rule) -> None:
    assert list(gaps.uncrossed_versions(rule)) == []


@pytest.mark.parametrize("definition", NUMBERS.values(), ids=list(NUMBERS))
def test_a_number_is_read_in_each_of_its_values(definition: NumberDefinition) -> None:
    assert list(gaps.unread_values(definition)) == []


@pytest.mark.parametrize("definition", NUMBERS.values(), ids=list(NUMBERS))
def test_a_change_of_a_number_is_crossed(definition: NumberDefinition) -> None:
    assert list(gaps.uncrossed_values(definition)) == []


@pytest.mark.parametrize("area", gaps.areas())
def test_no_value_oversteps_what_is_allowed(area: str) -> None:
    """From the first month of each value on."""
    months = {dated.since for each in NUMBERS.values() for dated in each.values}
    found = {str(each) for month in months for each in PARAMETERS.breaches(month, area)}
    assert found == set()


@pytest.mark.parametrize(("rule", "version"), gaps.versions(), ids=rule_id)
def test_a_rule_has_a_chinese_title_and_a_citation(rule: Rule, version: Version) -> None:
    assert CHINESE.search(version.title)
    assert CITATION.search(version.law)


@pytest.mark.parametrize(("rule", "version"), gaps.versions(), ids=rule_id)
def test_a_title_or_sentence_is_readable(rule: Rule, version: Version) -> None:
    assert not set(ENGLISH.findall(version.title)) - ABBREVIATIONS
    assert len(version.title) <= 60
    assert len(version.title) >= (4 if rule.role in SENTENCES else 2)


@pytest.mark.parametrize("definition", NUMBERS.values(), ids=list(NUMBERS))
def test_a_number_has_a_chinese_title_and_each_value_a_source(definition: NumberDefinition) -> None:
    assert CHINESE.search(definition.title)
    assert [each.source for each in definition.values if not SOURCE.search(each.source)] == []


@pytest.mark.parametrize("rule", platform().rulebook.outcomes(), ids=rule_id)
def test_what_is_paid_monthly_has_a_first_month(rule: Rule) -> None:
    monthly = rule.role is Role.BENEFIT and rule.unit.per == "month"
    assert rule.starts is not None or not monthly


@pytest.mark.parametrize("found", platform().lines, ids=lambda found: found.line.slug)
def test_what_a_line_publishes_is_used(found: LineFolder) -> None:
    """A benefit or status is a result; any other rule is published for another line."""
    relied_on = {key for each in platform().lines for key in each.line.relies_on}
    assert not [
        key
        for key in found.line.publishes
        if key not in relied_on and RULES[key].role not in PUBLISHED_FOR_ALL
    ]


@pytest.mark.parametrize("found", platform().lines, ids=lambda found: found.line.slug)
def test_what_a_line_relies_on_is_published_and_read(found: LineFolder) -> None:
    published = {key for each in platform().lines for key in each.line.publishes}
    read = {
        node.key
        for rule, version in gaps.versions()
        if rule.key.startswith(f"{found.line.slug}.")
        for node in walk(version.value)
        if isinstance(node, RuleRead)
    }
    assert not set(found.line.relies_on) - published
    assert not set(found.line.relies_on) - read
