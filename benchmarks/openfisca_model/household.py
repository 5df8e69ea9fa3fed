"""Who counts in the household, and what it may own: 57号 Art. 7, 14."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import age, birthday_month, evaluated, month_of
from benchmarks.openfisca_model.declaring import BENEFITS, Array, among, entry

MIND = (5, 6)
"""Disabilities of intellect and mind; 7 is several at once."""


@BENEFITS.of_group(bool)
def running(household: Any, period: Any) -> Array:
    """The household is on the guarantee already."""
    return month_of(household("dibao_since", period)) <= evaluated(period)


@BENEFITS.of_person(bool)
def minor(person: Any, period: Any, parameters: Any) -> Array:
    """Up to and with the month of the eighteenth birthday."""
    of_age = parameters(period).minimum_living.adult_age
    return evaluated(period) <= birthday_month(person("birth_date", period), of_age)


@BENEFITS.of_person(bool)
def deceased(person: Any, period: Any) -> Array:
    """Died in an earlier month."""
    return month_of(person("death_date", period)) < evaluated(period)


@BENEFITS.of_person(bool)
def certificate_valid(person: Any, period: Any) -> Array:
    """The disability certificate has not run out before this month."""
    return month_of(person("disability_expires", period)) >= evaluated(period)


@BENEFITS.of_person(bool)
def of_mind(person: Any, period: Any) -> Array:
    """An intellectual or mental disability, alone or among several."""
    kind = person("disability_kind", period)
    several = (kind == 7) & person("includes_intellectual_or_mental", period)
    return among(kind, *MIND) | several


@BENEFITS.of_person(bool)
def grade_one_or_two(person: Any, period: Any) -> Array:
    """A valid certificate of grade 1 or 2."""
    heavy = among(person("disability_grade", period), 1, 2)
    return heavy & person("certificate_valid", period)


@BENEFITS.of_person(bool)
def grade_three_of_mind(person: Any, period: Any) -> Array:
    """A valid certificate of grade 3 for intellect or mind."""
    third = person("disability_grade", period) == 3
    return third & person("certificate_valid", period) & person("of_mind", period)


@BENEFITS.of_person(bool)
def severely_disabled(person: Any, period: Any, parameters: Any) -> Array:
    """Grades 1 and 2, and grade 3 of mind where the area says so."""
    more = bool(parameters(period).minimum_living.severe_includes_grade_three)
    return person("grade_one_or_two", period) | (more & person("grade_three_of_mind", period))


@BENEFITS.of_person(bool)
def unemployed_severely_disabled(person: Any, period: Any) -> Array:
    """Adult, severely disabled, without work: notice 83."""
    idle = ~person("minor", period) & ~person("employed", period)
    return person("severely_disabled", period) & idle


@BENEFITS.of_person(bool)
def removed_by_custody(person: Any, period: Any) -> Array:
    """In prison or detoxification; a running award changes the month after that began."""
    held = among(person("custody", period), 2, 3)
    began = month_of(person("custody_since", period)) < evaluated(period)
    undated = person("custody_since", period) == 9999_12_31
    return held & (began | undated | ~person.household("running", period))


@BENEFITS.of_person(bool)
def clergy_away(person: Any, period: Any, parameters: Any) -> Array:
    """Clergy who left the family some years ago."""
    years = parameters(period).minimum_living.clergy_years_away
    return person("clergy_years", period) >= years


@BENEFITS.of_person(bool)
def counted(person: Any, period: Any, parameters: Any) -> Array:
    """Belongs to the family and is neither excluded, dead nor extremely poor."""
    relation = person("relation", period)
    student = among(person("schooling", period), 2, 3, 4)
    dependent = person("minor", period) | ~person("independent", period) | student
    lives_along = person("support_duty", period) & person("co_resident", period)
    family = among(relation, 0, 1) | ((relation == 2) & dependent) | lives_along
    away = person("clergy_away", period) | person("removed_by_custody", period)
    away = away | person("declared_missing", period) | person("deceased", period)
    if parameters(period).minimum_living.excludes_conscripts:
        away = away | person("conscript", period)
    return family & ~away & ~person("extremely_poor", period)


@BENEFITS.of_person(bool)
def covered_member(person: Any, period: Any) -> Array:
    """Counted and may be paid."""
    return person("counted", period) & person("covered", period)


@BENEFITS.of_group(int)
def size(household: Any, period: Any) -> Array:
    """How many count."""
    return household.sum(household.members("counted", period))


@BENEFITS.of_group(int)
def covered_size(household: Any, period: Any) -> Array:
    """How many may be paid."""
    return household.sum(household.members("covered_member", period))


@BENEFITS.of_group(int)
def standard(household: Any, period: Any, parameters: Any) -> Array:
    """The minimum living standard, urban or rural."""
    return entry(parameters(period).minimum_living.standard, household("settlement", period))


@BENEFITS.of_group(int)
def standard_for_all(household: Any, period: Any) -> Array:
    """The standard times the members."""
    return household("standard", period) * household("size", period)


@BENEFITS.of_group(bool)
def property_within(household: Any, period: Any, parameters: Any) -> Array:
    """Assets, vehicles, houses and companies within the limits of the guarantee."""
    return _within(household, period, parameters(period).minimum_living)


@BENEFITS.of_group(bool)
def property_within_edge(household: Any, period: Any, parameters: Any) -> Array:
    """The same within the wider limits of the low-income families."""
    return _within(household, period, parameters(period).low_income_families)


def _within(household: Any, period: Any, limits: Any) -> Array:
    total = household("standard_for_all", period).astype(np.int64)
    owned = household("assets", period) <= total * limits.asset_limit_months
    cars = household("vehicles", period) <= limits.vehicle_limit
    houses = household("houses", period) <= limits.house_limit
    return owned & cars & houses & ~household("active_business", period)


@BENEFITS.of_person(int)
def uplift(person: Any, period: Any, parameters: Any) -> Array:
    """The highest of the classified supplements, in ten-thousandths of the standard."""
    numbers = parameters(period).minimum_living
    old = age(person("birth_date", period), period) >= numbers.elderly_age
    classes = (
        (old, numbers.uplift_elderly),
        (person("minor", period), numbers.uplift_minor),
        (person("severely_disabled", period), numbers.uplift_severely_disabled),
        (person("serious_illness", period), numbers.uplift_seriously_ill),
    )
    highest = person.filled_array(0, dtype=np.int32)
    for belongs, share in classes:
        highest = np.maximum(highest, belongs * np.int32(share))
    return highest
