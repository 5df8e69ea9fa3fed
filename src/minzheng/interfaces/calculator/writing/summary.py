"""How many persons and households get what, and what it costs: in all and by county."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from minzheng.interfaces.calculator.writing.result_tables import ResultTables


@dataclass(frozen=True, slots=True)
class Total:
    """One benefit, in all (``county`` is "") or in one county.

    ``persons`` is ``None`` for what a household gets as a whole.  Amounts are fen, ``None`` for a
    status that pays nothing; ``undecided`` counts persons or households, as the benefit does.
    """

    county: str
    county_name: str
    benefit: str
    title: str
    persons: int | None
    households: int
    monthly: int | None
    once: int | None
    undecided: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The totals of an evaluation: by benefit, by county and benefit, and of everything.

    In ``total`` nobody is counted twice, except in ``undecided``, which adds up the benefits.
    """

    benefits: tuple[Total, ...]
    counties: tuple[Total, ...]
    total: Total


_TOTALS = """
SELECT coalesce(county, ''), coalesce(benefit, ''), coalesce(title, '合计'), entity,
       count(DISTINCT person_no) FILTER (WHERE decision = 'yes'),
       count(DISTINCT household_no) FILTER (WHERE decision = 'yes'),
       (sum(amount) FILTER (WHERE decision = 'yes' AND period = 'month'))::BIGINT,
       (sum(amount) FILTER (WHERE decision = 'yes' AND period = 'once'))::BIGINT,
       count(*) FILTER (WHERE decision = 'undecided')
FROM results
GROUP BY GROUPING SETS ((), (benefit, title, entity, place),
                        (county, benefit, title, entity, place))
ORDER BY county NULLS FIRST, place, benefit, entity
"""


def summarise(
    results: Path, *, titles: Mapping[str, str], county_names: Mapping[str, str] | None = None
) -> Summary:
    """The totals of the results under ``results``; ``titles`` are benefit -> Chinese title."""
    with ResultTables(results, titles) as tables:
        return totals_of(tables, county_names or {})


def totals_of(tables: ResultTables, county_names: Mapping[str, str]) -> Summary:
    """The totals of results that are already open."""
    totals = [_total(row, county_names) for row in tables.rows(_TOTALS)]
    return Summary(
        benefits=tuple(total for total in totals if total.benefit and not total.county),
        counties=tuple(total for total in totals if total.county),
        total=next(total for total in totals if not total.benefit),
    )


def _total(row: Iterable[object], county_names: Mapping[str, str]) -> Total:
    county, benefit, title, entity, persons, households, monthly, once, undecided = row
    code = str(county)
    return Total(
        county=code,
        county_name=county_names.get(code, code),
        benefit=str(benefit),
        title=str(title),
        persons=None if entity == "household" else _number(persons),
        households=_number(households) or 0,
        monthly=_number(monthly),
        once=_number(once),
        undecided=_number(undecided) or 0,
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
