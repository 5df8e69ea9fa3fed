"""Brings a comparison into the form that the report shows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from minzheng.interfaces.calculator.report import (
    BenefitChange,
    ChangeBand,
    Counted,
    CountyChange,
    DistanceBand,
    IncomeBand,
    ParameterChange,
    SimulationReport,
    ThresholdChart,
)
from minzheng.rules.batch.comparison import CHANGE_EDGES, NEARNESS_EDGES, Comparison
from minzheng.rules.batch.distances import Nearness, bands
from minzheng.rules.numbers.definition import Dated
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.text import month_text, stored_text


@dataclass(frozen=True, slots=True)
class Scenario:
    """What was compared, where and when."""

    area: str
    area_name: str
    month: int
    made_on: date
    before: ParameterSet
    after: ParameterSet
    overlay: Mapping[str, Dated]


def simulation_report(
    found: Comparison,
    scenario: Scenario,
    titles: Mapping[str, str],
    county_names: Mapping[str, str],
) -> SimulationReport:
    """The report's figures."""
    totals = found.totals
    year, month = month_text(scenario.month).split("-")
    breaches = scenario.after.breaches(scenario.month, scenario.area)
    return SimulationReport(
        area=scenario.area_name,
        month=f"{year}年{int(month)}月",
        made_on=f"{scenario.made_on.year}年{scenario.made_on.month}月{scenario.made_on.day}日",
        households=totals["households"],
        persons=totals["persons"],
        monthly_before=totals["monthly_before"],
        monthly_after=totals["monthly_after"],
        parameters=tuple(_parameters(scenario)),
        benefits=tuple(_benefits(found, titles)),
        counties=tuple(_counties(found, county_names)),
        winners=_counted(found, "winners"),
        losers=_counted(found, "losers"),
        newly_eligible=_counted(found, "newly"),
        no_longer_eligible=_counted(found, "no_longer"),
        changes=tuple(_changes(found)),
        thresholds=tuple(_thresholds(found, scenario)),
        undecided_before=totals["undecided_before"],
        undecided_after=totals["undecided_after"],
        warnings=tuple(dict.fromkeys(breach.reason for breach in breaches)),
    )


def _parameters(scenario: Scenario) -> Iterator[ParameterChange]:
    for key, dated in scenario.overlay.items():
        definition = scenario.before.definitions[key]
        old = scenario.before.in_force(key, scenario.month, scenario.area)
        yield ParameterChange(
            name=key,
            title=definition.title,
            old=stored_text(old.value, definition) if old else "无",
            new=stored_text(dated.value, definition),
            area=scenario.area_name,
            source=f"{old.source} {old.article}".strip() if old else "",
        )


def _benefits(found: Comparison, titles: Mapping[str, str]) -> Iterator[BenefitChange]:
    for key, title in titles.items():
        counted = found.benefits[key]
        personal = key in found.personal
        yield BenefitChange(
            title=title,
            monthly_before=counted["monthly_before"],
            monthly_after=counted["monthly_after"],
            households_before=counted["households_before"],
            households_after=counted["households_after"],
            persons_before=counted["entitled_before"] if personal else None,
            persons_after=counted["entitled_after"] if personal else None,
        )


def _counties(found: Comparison, names: Mapping[str, str]) -> Iterator[CountyChange]:
    for code, counted in sorted(found.counties.items()):
        yield CountyChange(
            code=code,
            name=names.get(code, code),
            monthly_before=counted["monthly_before"],
            monthly_after=counted["monthly_after"],
            households_before=counted["households_before"],
            households_after=counted["households_after"],
        )


def _counted(found: Comparison, group: str) -> Counted:
    counted = found.groups[group]
    return Counted(counted["households"], counted["persons"], counted["monthly_change"])


def _changes(found: Comparison) -> Iterator[ChangeBand]:
    """Bands that anybody is in; households without a change (-1 to below 1 fen) are no band."""
    edges = (None, *CHANGE_EDGES, None)
    for position, lowest in enumerate(edges[:-1]):
        below = min(CHANGE_EDGES) - 1 if lowest is None else lowest
        highest = edges[position + 1]
        if lowest == -1:
            continue
        if found.changes[below]:
            yield ChangeBand(lowest, highest, found.changes[below])


def _thresholds(found: Comparison, scenario: Scenario) -> Iterator[ThresholdChart]:
    for near in dict.fromkeys(near for near, _ in found.near):
        shares = []
        for position, lowest in enumerate(NEARNESS_EDGES):
            counted = found.near.get((near, lowest))
            if counted is None:
                continue
            last = position == len(NEARNESS_EDGES) - 1
            highest = None if last else NEARNESS_EDGES[position + 1]
            shares.append(IncomeBand(lowest, highest, counted["households"], counted["persons"]))
        old, new = (_first(each, near, scenario) for each in (scenario.before, scenario.after))
        yield ThresholdChart(near.title, old, new, tuple(shares), tuple(_distances(found, near)))


def _distances(found: Comparison, near: Nearness) -> Iterator[DistanceBand]:
    for lowest, highest in bands():
        counted = found.distances.get((near, lowest), Counter())
        yield DistanceBand(
            lowest,
            highest,
            counted["households_before"],
            counted["persons_before"],
            counted["households_after"],
            counted["persons_after"],
        )


def _first(parameters: ParameterSet, near: Nearness, scenario: Scenario) -> int:
    """The number behind a threshold; of a table, its first entry."""
    dated = parameters.in_force(near.number, scenario.month, scenario.area)
    if dated is None:
        return 0
    return dated.value if isinstance(dated.value, int) else next(iter(dated.value.values()))
