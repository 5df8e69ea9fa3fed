"""Aggregates as SQL that keeps unknown apart from none: SQL's own aggregates skip NULL."""

from collections.abc import Mapping

from minzheng.rules.sql.expressions import SqlWriter
from minzheng.rules.sql.nullability import Nullability
from minzheng.rules.sql.text import all_of, any_of, as_int64, case, negated
from minzheng.rules.tree import Aggregate, Gathering, Literal

EMPTY: Mapping[Gathering, str] = {
    Gathering.SUM: "0",
    Gathering.COUNT: "0",
    Gathering.MAX: "0",
    Gathering.MIN: "0",
    Gathering.ANY: "FALSE",
    Gathering.ALL: "TRUE",
}
"""What an aggregate over nobody is."""


class AggregateWriter:
    """Writes the aggregates over one entity's rows."""

    def __init__(self, writer: SqlWriter, nullability: Nullability) -> None:
        self._writer = writer
        self._nullability = nullability

    def write(self, node: Aggregate) -> str:
        """The aggregate, for a query grouped by those whose members are gathered."""
        if node.gathering in (Gathering.ANY, Gathering.ALL):
            return self._truth(node)
        if node.gathering in (Gathering.SUM, Gathering.COUNT):
            return self._sum(node)
        return self._extreme(node)

    def _test(self, node: Aggregate) -> str | None:
        return None if node.test is None else self._writer.write(node.test)

    def _sum(self, node: Aggregate) -> str:
        counted = isinstance(node.element, Literal) and node.gathering is Gathering.COUNT
        element = "1" if counted else self._writer.write(node.element)
        test = self._test(node)
        if test is not None and not self._known(node, tests_only=True):
            element = case([(test, element), (negated(test), "0")])
        elif test is not None:
            element = case([(test, element)], "0")
        total = as_int64(f"SUM({element})")
        return total if self._known(node) else case([(_all_known(element), total)])

    def _truth(self, node: Aggregate) -> str:
        element, test = self._writer.write(node.element), self._test(node)
        if node.gathering is Gathering.ANY:
            row = element if test is None else all_of((test, element))
            found = f"BOOL_OR({row})"
            if self._known(node):
                return found
            return case([(found, "TRUE"), (_all_known(row), "FALSE")])
        row = element if test is None else any_of((negated(test), element))
        held = f"BOOL_AND({row})"
        if self._known(node):
            return held
        return case([(negated(held), "FALSE"), (_all_known(row), "TRUE")])

    def _extreme(self, node: Aggregate) -> str:
        element, test = self._writer.write(node.element), self._test(node)
        row = element if test is None else case([(test, element)])
        name = "MAX" if node.gathering is Gathering.MAX else "MIN"
        best = f"COALESCE({name}({row}), 0)"
        if self._known(node):
            return best
        unknown = f"({element} IS NULL)"
        if test is not None:
            unknown = any_of((f"({test} IS NULL)", all_of((test, unknown))))
        return case([(negated(f"BOOL_OR({unknown})"), best)])

    def _known(self, node: Aggregate, *, tests_only: bool = False) -> bool:
        parts = [node.test] if tests_only else [node.element, node.test]
        return not any(part is not None and self._nullability.of(part) for part in parts)


def _all_known(row: str) -> str:
    """No row is NULL."""
    return f"COUNT({row}) = COUNT(*)"
