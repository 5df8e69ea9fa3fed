"""Aggregates as loops: what they make of those who are in, out, or not known to be either."""

from collections.abc import Callable

from minzheng.rules.native.expressions import ExpressionWriter
from minzheng.rules.native.instructions import Body, Meeting
from minzheng.rules.native.layout import UNKNOWN, UNSET
from minzheng.rules.tree import Aggregate, Gathering

SeenFrom = Callable[[str], ExpressionWriter]
"""Writes what is said of one who is gathered, by the row."""

_DECISIVE = {Gathering.ANY: 1, Gathering.ALL: 0}


def gathered(node: Aggregate, body: Body, rows: tuple[str, str], seen_from: SeenFrom) -> str:
    """The value over the rows from the first to before the second."""
    if node.gathering in _DECISIVE:
        return _truth(node, body, rows, seen_from)
    return _amount(node, body, rows, seen_from)


def _amount(node: Aggregate, body: Body, rows: tuple[str, str], seen_from: SeenFrom) -> str:
    """A sum, a count, the least or the greatest; unknown if anybody's value or being in is."""
    adding = node.gathering in (Gathering.SUM, Gathering.COUNT)
    total, meeting = body.variable("0" if adding else str(UNSET)), Meeting(body)
    with body.repeated(*rows) as (row, following):
        writer = seen_from(row)
        if node.test is not None:
            test = writer.write(node.test)
            if writer.may_be_unknown(node.test):
                meeting.come_if(writer.unknown(test), str(UNKNOWN))
            body.go_if(body.compared("eq", test, "0"), following)
        value = writer.write(node.element)
        if writer.may_be_unknown(node.element):
            meeting.come_if(writer.unknown(value), str(UNKNOWN))
        so_far = body.held(total)
        if adding:
            body.put(body.value(f"add i64 {so_far}, {value}"), total)
        else:
            best = writer.extreme(so_far, value, greatest=node.gathering is Gathering.MAX)
            body.put(body.chosen(body.compared("eq", so_far, str(UNSET)), value, best), total)
    found = body.held(total)
    meeting.come(body.chosen(body.compared("eq", found, str(UNSET)), "0", found))
    return meeting.value()


def _truth(node: Aggregate, body: Body, rows: tuple[str, str], seen_from: SeenFrom) -> str:
    """Kleene: whether any or all; decided by one who is surely in."""
    decisive = _DECISIVE[node.gathering]
    undecided, meeting = body.variable(str(1 - decisive)), Meeting(body)
    with body.repeated(*rows) as (row, following):
        writer, surely = seen_from(row), "true"
        if node.test is not None:
            test = writer.write(node.test)
            body.go_if(body.compared("eq", test, "0"), following)
            surely = body.compared("eq", test, "1")
        value = writer.write(node.element)
        body.go_if(body.compared("eq", value, str(1 - decisive)), following)
        decides = body.compared("eq", value, str(decisive))
        meeting.come_if(body.value(f"and i1 {decides}, {surely}"), str(decisive))
        body.put(str(UNKNOWN), undecided)
    meeting.come(body.held(undecided))
    return meeting.value()
