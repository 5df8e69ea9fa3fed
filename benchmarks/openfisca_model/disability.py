"""The two disability subsidies: 国发〔2015〕52号, 民发〔2021〕70号."""

from typing import Any

from benchmarks.openfisca_model.dates import evaluated, month_of
from benchmarks.openfisca_model.declaring import BENEFITS, Array, among, entry


@BENEFITS.of_person(bool)
def certified(person: Any, period: Any, parameters: Any) -> Array:
    """What both subsidies ask: certificate, registration, alive, free, no fuller provision."""
    numbers, now = parameters(period).disability, evaluated(period)
    held = (person("disability_grade", period) != 0) & person("certificate_valid", period)
    free = (person("custody", period) != 2) | (month_of(person("custody_since", period)) == now)
    free = free | (not numbers.stops_in_prison)
    fuller = person("extremely_poor", period) | person("injury_care_allowance", period)
    return held & free & ~fuller & person("payable_here", period)


@BENEFITS.of_person(int)
def living_subsidy(person: Any, period: Any, parameters: Any) -> Array:
    """For the disabled of poor families."""
    numbers = parameters(period).disability
    standard = entry(numbers.living_standard, person("disability_grade", period))
    recipient = person("recipient", period)
    poor = recipient | (person("edge_member", period) & bool(numbers.covers_edge_families))
    scheme = person("on_child_scheme", period)
    orphan = scheme & person("orphan", period)
    unattended = scheme & person("de_facto_unattended", period) & ~recipient
    other = person("same_kind_living", period)
    first = (other == 0) | (standard > other)
    return standard * (person("certified", period) & poor & ~orphan & ~unattended & first)


@BENEFITS.of_person(int)
def nursing_due(person: Any, period: Any, parameters: Any) -> Array:
    """For the severely disabled who need care, before the choice between it and elderly care."""
    numbers, grade = parameters(period).disability, person("disability_grade", period)
    standard = entry(numbers.nursing_standard, grade)
    extended = entry(numbers.extends_nursing_to, grade).astype(bool) & person("of_mind", period)
    in_need = (among(grade, 1, 2) | extended) & person("needs_long_term_care", period)
    other = person("same_kind_care", period)
    first = (other == 0) | (standard > other)
    return standard * (person("certified", period) & in_need & first)


@BENEFITS.of_person(int)
def nursing_subsidy(person: Any, period: Any) -> Array:
    """Paid where elderly care is not higher."""
    due = person("nursing_due", period)
    return due * (due >= person("care_due", period))
