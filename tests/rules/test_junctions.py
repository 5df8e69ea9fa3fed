"""Tests joined by ``and`` and ``or`` stay short and mean the same."""

from itertools import product

import pytest

from minzheng.rules.facts import Entity
from minzheng.rules.junctions import both, either, form, implies
from minzheng.rules.reading.algebra import truth
from minzheng.rules.tree import AllOf, AnyOf, Expression, FactRead, Literal, Reach, walk
from minzheng.rules.units import YES_NO

NAMES = "abc"


def fact(name: str) -> Expression:
    return FactRead(YES_NO, 0, 1, Entity.PERSON, name, Reach.OWN)


def holds(test: Expression, facts: dict[str, bool]) -> bool:
    match test:
        case Literal():
            return bool(test.value)
        case FactRead():
            return facts[test.name]
        case AllOf():
            return all(holds(each, facts) for each in test.operands)
        case AnyOf():
            return any(holds(each, facts) for each in test.operands)
    raise TypeError(test)


def equal(one: Expression, other: Expression) -> bool:
    """Whether two tests hold for the same facts."""
    every = [dict(zip(NAMES, held, strict=True)) for held in product((False, True), repeat=3)]
    return all(holds(one, facts) == holds(other, facts) for facts in every)


def nested() -> list[Expression]:
    """Facts, constants, and what can be made of two or three of them."""
    single = [*map(fact, NAMES), truth(True), truth(False)]
    pairs = [make(pair) for make in (both, either) for pair in product(single, single)]
    return single + pairs


def facts_in(test: Expression) -> int:
    return sum(isinstance(each, FactRead) for each in walk(test))


@pytest.mark.parametrize(("make", "junction"), [(both, AllOf), (either, AnyOf)])
def test_a_short_junction_means_the_same(make: type, junction: type[AllOf] | type[AnyOf]) -> None:
    for one, other in product(nested(), nested()):
        assert equal(make((one, other)), junction(YES_NO, 0, 1, (one, other)))


def test_what_asks_for_more_is_left_out() -> None:
    a, b, c = map(fact, NAMES)
    assert facts_in(either((a, both((fact("a"), b))))) == 1
    assert facts_in(either((both((a, b)), c, both((fact("b"), fact("a"), c))))) == 3


def test_the_same_is_said_once() -> None:
    assert facts_in(both((fact("a"), both((fact("b"), fact("a")))))) == 2
    assert form(fact("a")) == form(fact("a")) != form(fact("b"))


def test_nothing_at_all() -> None:
    assert form(both(())) == form(truth(True))
    assert form(either(())) == form(truth(False))


def test_what_is_said_to_imply_does_imply() -> None:
    found = 0
    for one, other in product(nested(), nested()):
        if implies(one, other):
            found += 1
            assert equal(both((one, other)), one)
    assert found


def test_an_and_implies_its_part_and_not_the_other_way_round() -> None:
    a, b, c = map(fact, NAMES)
    assert implies(both((a, b)), either((fact("b"), c)))
    assert not implies(a, both((fact("a"), b)))
    assert implies(truth(False), a)
    assert not implies(truth(True), a)
