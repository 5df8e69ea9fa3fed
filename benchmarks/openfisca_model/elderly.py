"""Older persons: ability by GB/T 42195-2022, old-age, hardship and care allowances."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import age, evaluated, month_of
from benchmarks.openfisca_model.declaring import BENEFITS, Array, entry
from benchmarks.openfisca_model.inputs import ABILITY


@BENEFITS.of_person(int)
def ability_level(person: Any, period: Any, parameters: Any) -> Array:
    """0 intact to 4 totally dependent; a diagnosis or repeated accidents raise it by one."""
    numbers = parameters(period).elderly
    points = person.filled_array(0, dtype=np.int32)
    for item in ABILITY:
        points = points + person(item, period)
    level = np.where(points >= numbers.severe_from, 3, 4)
    level = np.where(points >= numbers.moderate_from, 2, level)
    level = np.where(points >= numbers.mild_from, 1, level)
    level = np.where(points >= numbers.intact_from, 0, level)
    repeated = person("risk_events", period) >= numbers.raising_risk_events
    raised = person("mental_diagnosis", period) | repeated
    level = np.minimum(level + raised, 4)
    return np.where(person("consciousness", period) == 0, 4, level)


@BENEFITS.of_person(bool)
def old_here(person: Any, period: Any, parameters: Any) -> Array:
    """Registered here, where the area asks for it, and alive."""
    here = person("locally_registered", period)
    here = here | (not parameters(period).elderly.asks_registration)
    return here & (month_of(person("death_date", period)) >= evaluated(period))


@BENEFITS.of_person(bool)
def poor_not_provided(person: Any, period: Any, parameters: Any) -> Array:
    """Of a poor family, and not provided for as extremely poor."""
    wider = bool(parameters(period).elderly.covers_edge_families)
    poor = person("recipient", period) | (person("edge_member", period) & wider)
    return poor & ~person("extremely_poor", period)


@BENEFITS.of_person(int)
def old_age_allowance(person: Any, period: Any, parameters: Any) -> Array:
    """By age band, whatever the income."""
    numbers = parameters(period).elderly
    now = period if numbers.paid_from_birth_month else period.last_month
    years = age(person("birth_date", period), now)
    bands = sorted((int(name), numbers.old_age_bands[name]) for name in numbers.old_age_bands)
    amount = person.filled_array(0, dtype=np.int32)
    for start, value in bands:
        amount = np.where(years >= start, value, amount)
    entitled = person("old_here", period)
    if not numbers.paid_to_extremely_poor:
        entitled = entitled & ~person("extremely_poor", period)
    return amount * entitled


@BENEFITS.of_person(int)
def hardship_old_age_allowance(person: Any, period: Any, parameters: Any) -> Array:
    """For the poor and very old."""
    numbers = parameters(period).elderly
    old = age(person("birth_date", period), period) >= numbers.very_old_age
    entitled = old & person("old_here", period) & person("poor_not_provided", period)
    return numbers.hardship_standard * entitled


@BENEFITS.of_person(int)
def care_due(person: Any, period: Any, parameters: Any) -> Array:
    """For poor old persons who depend on others, before the choice with the nursing subsidy."""
    numbers, level = parameters(period).elderly, person("ability_level", period)
    standard = entry(numbers.care_standard, level)
    old = age(person("birth_date", period), period) >= numbers.old_from
    injured = person("injury_care_allowance", period) & (not numbers.pays_beside_injury_care)
    other = person("same_kind_care", period)
    first = (other == 0) | (standard > other)
    dependent = (level >= numbers.care_from_level) & first & ~injured
    here = person("old_here", period) & person("poor_not_provided", period)
    return standard * (old & dependent & here)


@BENEFITS.of_person(int)
def care_subsidy(person: Any, period: Any) -> Array:
    """Paid where it is higher than the nursing subsidy due."""
    due = person("care_due", period)
    nursing = person("nursing_due", period)
    return due * ((nursing == 0) | (due > nursing))
