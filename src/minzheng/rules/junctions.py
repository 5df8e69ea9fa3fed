"""``and`` and ``or`` of tests, kept short: laid flat, each part once, none that another covers."""

from collections.abc import Iterable, Mapping
from typing import Any

from minzheng.rules.reading.algebra import truth
from minzheng.rules.tree import AllOf, AnyOf, Expression, Literal
from minzheng.rules.units import YES_NO

Form = tuple[Any, ...]
"""What an expression looks like; nodes themselves are compared by identity."""


def both(tests: Iterable[Expression]) -> Expression:
    """All of the tests."""
    return _joined(AllOf, tests, neutral=True)


def either(tests: Iterable[Expression]) -> Expression:
    """Any of the tests; one that asks for all that another asks for, and more, is left out."""
    found = _joined(AnyOf, tests, neutral=False)
    if not isinstance(found, AnyOf):
        return found
    asked = {each: _parts(each) for each in found.operands}
    kept = tuple(each for each in found.operands if not _covered(asked[each], each, asked))
    return kept[0] if len(kept) == 1 else AnyOf(YES_NO, 0, 1, kept)


def implies(test: Expression, other: Expression) -> bool:
    """Whether the form of the tests shows that one holds only where the other does."""
    wider = [_parts(each) for each in _flat(AnyOf, (other,))]
    return all(
        any(parts <= _parts(each) for parts in wider) or _never(each)
        for each in _flat(AnyOf, (test,))
    )


def _joined(
    junction: type[AllOf] | type[AnyOf], tests: Iterable[Expression], *, neutral: bool
) -> Expression:
    found: dict[Form, Expression] = {}
    for each in _flat(junction, tests):
        if not isinstance(each, Literal):
            found.setdefault(form(each), each)
        elif bool(each.value) is not neutral:
            return each
    if not found:
        return truth(neutral)
    kept = tuple(found.values())
    return kept[0] if len(kept) == 1 else junction(YES_NO, 0, 1, kept)


def _flat(junction: type[AllOf] | type[AnyOf], tests: Iterable[Expression]) -> list[Expression]:
    flat: list[Expression] = []
    for each in tests:
        flat += _flat(junction, each.operands) if isinstance(each, junction) else [each]
    return flat


def form(node: Expression) -> Form:
    """The same for expressions that say the same in the same words."""
    held = (getattr(node, name) for name in node.__slots__)
    return (type(node), *(_form(each) for each in held))


def _form(held: object) -> object:
    if isinstance(held, Expression):
        return form(held)
    return tuple(map(_form, held)) if isinstance(held, tuple) else held


def _parts(test: Expression) -> frozenset[Form]:
    """What an ``and`` asks for."""
    return frozenset(form(each) for each in _flat(AllOf, (test,)))


def _covered(
    parts: frozenset[Form], test: Expression, asked: Mapping[Expression, frozenset[Form]]
) -> bool:
    """Whether another of the tests asks for less."""
    return any(other < parts for each, other in asked.items() if each is not test)


def _never(test: Expression) -> bool:
    return isinstance(test, Literal) and not test.value
