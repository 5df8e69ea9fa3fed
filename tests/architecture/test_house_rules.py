"""House rules: each catches its bad lines, spares its good ones, and finds nothing in our code."""

import pytest

from tests.architecture.house_rules import HOUSE_RULES, HouseRule
from tests.architecture.sources import kept, text_of

each_rule = pytest.mark.parametrize("rule", HOUSE_RULES, ids=lambda rule: rule.name)


@each_rule
def test_a_rule_catches_each_of_its_bad_lines(rule: HouseRule) -> None:
    assert rule.bad, "a rule needs a bad line"
    missed = [line for line in rule.bad if not list(rule.finds(line))]
    assert not missed


@each_rule
def test_a_rule_spares_each_of_its_good_lines(rule: HouseRule) -> None:
    assert rule.good, "a rule needs a good line"
    caught = [line for line in rule.good if list(rule.finds(line))]
    assert not caught


@each_rule
def test_our_code_keeps_the_rule(rule: HouseRule) -> None:
    spared = set(kept(*rule.but_not))
    broken = [
        f"{path}:{line}"
        for path in kept(*rule.where)
        if path not in spared
        for line in sorted(set(rule.finds(text_of(path))))
    ]
    assert not broken, f"{rule.name}. {rule.reason}\n" + "\n".join(broken)
