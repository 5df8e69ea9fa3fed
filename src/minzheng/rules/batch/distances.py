"""How far households are from a line of the law, in yuan per head and month, before and after.

Counted in the query, by bands; a household's own row leaves no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from minzheng.rules.sql.demand import rule_column

DISTANCE_EDGES = (-50_000, -20_000, -10_000, -5_000, 0, 5_000, 10_000, 20_000, 50_000)
"""Edges of the bands, in fen per head and month above the line, below it with a minus sign.

A band holds its lower edge and not its upper one: who is exactly on the line is not below it.
"""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Which two household rules are compared to say how near a threshold a household is.

    ``heads`` is the household rule that says how many persons share both; ``number`` is the number
    of the law behind the threshold.
    """

    title: str
    measure: str
    threshold: str
    heads: str
    number: str

    @property
    def rules(self) -> tuple[str, str, str]:
        """The keys of the household rules."""
        return self.measure, self.threshold, self.heads


def bands(edges: Sequence[int] = DISTANCE_EDGES) -> tuple[tuple[int, int], ...]:
    """Lower and upper edge of each band, from far below the line to far above it."""
    return tuple(pairwise(edges))


def distances(near: Nearness) -> str:
    """``edge``, and the households and persons of that band before and after.

    Whose income or line is not known is in no band, nor is a household of which nobody counts.
    """
    parts = [
        f"SELECT {_edge(near)} AS edge, size, {was} AS was FROM {name}_household "
        "JOIN (SELECT household_no, count(*) AS size FROM persons GROUP BY household_no) "
        "USING (household_no)"
        for name, was in (("before", "TRUE"), ("after", "FALSE"))
    ]
    return (
        "SELECT edge, count(*) FILTER (WHERE was) AS households_before, "
        "coalesce(sum(size) FILTER (WHERE was), 0) AS persons_before, "
        "count(*) FILTER (WHERE NOT was) AS households_after, "
        "coalesce(sum(size) FILTER (WHERE NOT was), 0) AS persons_after "
        f"FROM ({' UNION ALL '.join(parts)}) WHERE edge IS NOT NULL GROUP BY edge"
    )


def _edge(near: Nearness) -> str:
    measure, threshold, heads = map(rule_column, near.rules)
    away = f"({measure} - {threshold})"
    # Not divided: a household of three is fifty yuan a head away at exactly a hundred and fifty.
    cases = " ".join(
        f"WHEN {away} >= {low} * {heads} AND {away} < {high} * {heads} THEN {low}"
        for low, high in bands()
    )
    return f"CASE {cases} END"
