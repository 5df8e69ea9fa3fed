"""Aggregates as SQL that keeps unknown apart from none: SQL's own aggregates skip NULL."""

from sqlglot import exp

from minzheng.rules.sql.expressions import SqlWriter, as_int64, case, integer, paren
from minzheng.rules.sql.nullability import Nullability
from minzheng.rules.tree import Aggregate, Gathering, Literal

EMPTY = {
    Gathering.SUM: exp.Literal.number(0),
    Gathering.COUNT: exp.Literal.number(0),
    Gathering.MAX: exp.Literal.number(0),
    Gathering.MIN: exp.Literal.number(0),
    Gathering.ANY: exp.false(),
    Gathering.ALL: exp.true(),
}
"""What an aggregate over nobody is."""


class AggregateWriter:
    """Writes the aggregates over one entity's rows."""

    def __init__(self, writer: SqlWriter, nullability: Nullability) -> None:
        self._writer = writer
        self._nullability = nullability

    def write(self, node: Aggregate) -> exp.Expr:
        """The aggregate, for a query grouped by those whose members are gathered."""
        if node.gathering in (Gathering.ANY, Gathering.ALL):
            return self._truth(node)
        if node.gathering in (Gathering.SUM, Gathering.COUNT):
            return self._sum(node)
        return self._extreme(node)

    def _test(self, node: Aggregate) -> exp.Expr | None:
        return None if node.test is None else self._writer.write(node.test)

    def _sum(self, node: Aggregate) -> exp.Expr:
        element: exp.Expr = (
            integer(1)
            if isinstance(node.element, Literal) and node.gathering is Gathering.COUNT
            else self._writer.write(node.element)
        )
        test = self._test(node)
        zero = integer(0)
        if test is not None and not self._known(node, tests_only=True):
            element = case([(test, element), (exp.Not(this=paren(test.copy())), zero)])
        elif test is not None:
            element = case([(test, element)], zero)
        total = as_int64(exp.Sum(this=element))
        if self._known(node):
            return total
        return case([(_all_known(element), total)])

    def _truth(self, node: Aggregate) -> exp.Expr:
        element, test = self._writer.write(node.element), self._test(node)
        if node.gathering is Gathering.ANY:
            row = element if test is None else paren(exp.and_(test, element, copy=False))
            found: exp.Expr = exp.LogicalOr(this=row)
            if self._known(node):
                return found
            return case([(found, exp.true()), (_all_known(row), exp.false())])
        row = (
            element
            if test is None
            else paren(exp.or_(exp.Not(this=paren(test)), element, copy=False))
        )
        held: exp.Expr = exp.LogicalAnd(this=row)
        if self._known(node):
            return held
        return case([(exp.Not(this=held), exp.false()), (_all_known(row), exp.true())])

    def _extreme(self, node: Aggregate) -> exp.Expr:
        element, test = self._writer.write(node.element), self._test(node)
        row = element if test is None else case([(test, element)])
        make = exp.Max if node.gathering is Gathering.MAX else exp.Min
        best = exp.Coalesce(this=make(this=row), expressions=[integer(0)])
        if self._known(node):
            return best
        unknown: exp.Expr = exp.Is(this=paren(element.copy()), expression=exp.null())
        if test is not None:
            no_answer = exp.Is(this=paren(test.copy()), expression=exp.null())
            unknown = exp.or_(no_answer, exp.and_(test.copy(), unknown))
        none_unknown = exp.Not(this=exp.LogicalOr(this=paren(unknown)))
        return case([(none_unknown, best)])

    def _known(self, node: Aggregate, *, tests_only: bool = False) -> bool:
        parts = [node.test] if tests_only else [node.element, node.test]
        return not any(part is not None and self._nullability.of(part) for part in parts)


def _all_known(row: exp.Expr) -> exp.Expr:
    """No row is NULL."""
    return exp.EQ(this=exp.Count(this=row.copy()), expression=exp.Count(this=exp.Star()))
