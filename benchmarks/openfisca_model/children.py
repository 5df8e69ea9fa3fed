"""Children without parental care: 国办发〔2010〕54号, 民发〔2019〕62号, 民发〔2020〕125号."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import birthday_month, evaluated, month_of
from benchmarks.openfisca_model.declaring import BENEFITS, Array, among, entry


@BENEFITS.of_person(bool)
def child(person: Any, period: Any, parameters: Any) -> Array:
    """Under eighteen, or recognised in time and at a school that the area goes on paying for."""
    numbers = parameters(period).child_welfare
    of_age = birthday_month(person("birth_date", period), numbers.adult_age)
    goes_on = entry(numbers.continues_in_school, person("schooling", period)).astype(bool)
    in_time = month_of(person("child_recognised", period)) <= of_age
    return (evaluated(period) <= of_age) | (goes_on & in_time)


def _lost(person: Any, period: Any, parent: str) -> Array:
    """Dead or not to be found."""
    return among(person(f"{parent}_state", period), 1, 3)


def _cannot_raise(person: Any, period: Any, parameters: Any, parent: str) -> Array:
    """Lost, missing, severely disabled or ill, held, out of contact, deprived of or sent away."""
    numbers = parameters(period).child_welfare
    state, months = person(f"{parent}_state", period), person(f"{parent}_state_months", period)
    kind, grade = (person(f"{parent}_disability_{each}", period) for each in ("kind", "grade"))
    several = (kind == 7) & person(f"{parent}_includes_intellectual_or_mental", period)
    disabled = among(grade, 1, 2) | (among(grade, 3, 4) & (among(kind, 5, 6) | several))
    held = among(state, 6, 7, 8) & (months >= numbers.restriction_months)
    silent = (state == 9) & (months >= numbers.lost_contact_months)
    silent = silent & ~person(f"{parent}_supports", period)
    return among(state, 1, 2, 3, 5, 10, 11) | disabled | held | silent


@BENEFITS.of_person(bool)
def orphan(person: Any, period: Any) -> Array:
    """Both parents lost."""
    lost = _lost(person, period, "father") & _lost(person, period, "mother")
    return person("child", period) & lost


@BENEFITS.of_person(bool)
def de_facto_unattended(person: Any, period: Any, parameters: Any) -> Array:
    """Neither parent can raise the child, and it is no orphan."""
    father = _cannot_raise(person, period, parameters, "father")
    mother = _cannot_raise(person, period, parameters, "mother")
    return person("child", period) & father & mother & ~person("orphan", period)


@BENEFITS.of_person(bool)
def on_child_scheme(person: Any, period: Any) -> Array:
    """Either kind, having chosen the children's scheme."""
    either = person("orphan", period) | person("de_facto_unattended", period)
    return either & (person("child_scheme", period) == 1)


@BENEFITS.of_person(bool)
def payable_here(person: Any, period: Any) -> Array:
    """Registered here and alive, the month of death included."""
    alive = month_of(person("death_date", period)) >= evaluated(period)
    return alive & person("locally_registered", period)


@BENEFITS.of_person(int)
def own_dibao(person: Any, period: Any) -> Array:
    """What the guarantee pays for the person."""
    return person("own_share", period) + person("single_grant", period)


@BENEFITS.of_person(int)
def orphan_allowance(person: Any, period: Any, parameters: Any) -> Array:
    """The standard of the placement, less what the guarantee pays outside institutions."""
    numbers, inside = parameters(period).child_welfare, person("in_child_institution", period)
    standard = np.where(inside, numbers.institution_standard, numbers.scattered_standard)
    paid = person("own_dibao", period) * (~inside & bool(numbers.tops_up_orphans))
    entitled = person("orphan", period) & (person("child_scheme", period) == 1)
    return np.maximum(standard - paid, 0) * (entitled & person("payable_here", period))


@BENEFITS.of_person(int)
def de_facto_allowance(person: Any, period: Any, parameters: Any) -> Array:
    """The scattered orphans' standard, less basic assistance already received."""
    numbers = parameters(period).child_welfare
    tops_up = person("extremely_poor", period) & bool(numbers.tops_up_extremely_poor)
    received = person("own_dibao", period) + person("extreme_poverty_grant", period)
    received = received + person("living_subsidy", period)
    chosen = (person("child_scheme", period) == 1) | tops_up
    entitled = person("de_facto_unattended", period) & chosen & person("payable_here", period)
    return np.maximum(numbers.scattered_standard - received, 0) * entitled


@BENEFITS.of_person(int)
def severe_child_allowance(person: Any, period: Any, parameters: Any) -> Array:
    """Half the scattered orphans' standard for severely ill or disabled children of the poor."""
    numbers = parameters(period).child_welfare
    amount = (2 * numbers.scattered_standard * numbers.severe_child_share + 10_000) // 20_000
    grade = person("disability_grade", period)
    lighter = among(grade, 3, 4) & person("of_mind", period)
    severe = among(grade, 1, 2) | lighter | person("serious_illness", period)
    edge = person("edge_member", period) & bool(numbers.severe_edge_families)
    poor = person("recipient", period) | edge
    other = person("on_child_scheme", period) | person("extremely_poor", period)
    entitled = person("child", period) & severe & poor & ~other & person("payable_here", period)
    return amount * (entitled & bool(numbers.pays_severe_children))
