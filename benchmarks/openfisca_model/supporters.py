"""Supporters outside the household: a model of its own, as they are neither persons nor groups.

Who is unable to support: 43号 Art. 8.  What support counts as income: 57号 Art. 13, notice 83.
"""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import age, birthday_month, evaluated
from benchmarks.openfisca_model.declaring import SUPPORT, Array, among, floor_ratio


@SUPPORT.of_person(bool)
def unable(supporter: Any, period: Any, parameters: Any) -> Array:
    """Not able to support, for any reason that Art. 8 lists, or not yet of age."""
    numbers, births = parameters(period).extreme_poverty, supporter("birth_date", period)
    years, within = age(births, period), supporter("property_within_limits", period)
    grade, kind = supporter("disability_grade", period), supporter("disability_kind", period)
    several = (kind == 7) & supporter("includes_intellectual_or_mental", period)
    third = (grade == 3) & (among(kind, 5, 6) | several)
    disabled = among(grade, 1, 2) | third
    affordable = parameters(period).low_income_families.disposable_income
    limited = (supporter("income", period).astype(np.int64) * 12 < affordable) & within
    elderly = supporter("on_minimum_living", period) & (years >= numbers.supporter_elderly_age)
    aged = (years >= numbers.supporter_aged_age) & limited
    absent = supporter("no_civil_capacity", period) | supporter("declared_missing", period)
    absent = (absent | supporter("in_prison", period)) & within
    young = evaluated(period) <= birthday_month(births, numbers.adult_age)
    poor = supporter("on_extreme_poverty", period) | elderly | aged | (disabled & limited)
    return poor | absent | supporter("otherwise_unable", period) | young


@SUPPORT.of_person(bool)
def exempt(supporter: Any, period: Any, parameters: Any) -> Array:
    """Brothers, sisters and the old need not be counted for a severely disabled adult."""
    numbers = parameters(period).minimum_living
    sibling = (supporter("relation", period) == 7) & bool(numbers.exempts_siblings)
    old = age(supporter("birth_date", period), period) >= numbers.old_supporter_age
    old = old & bool(numbers.exempts_old_supporters)
    return supporter.supported("exempting", period) & (sibling | old)


@SUPPORT.of_person(int)
def assessed(supporter: Any, period: Any, parameters: Any) -> Array:
    """A share of what the supporter's household has per head above the threshold."""
    numbers = parameters(period).minimum_living
    poor = supporter("on_minimum_living", period) | supporter("on_extreme_poverty", period)
    per_head = supporter("household_income", period) // supporter("household_size", period)
    surplus = np.maximum(per_head - supporter.supported("support_threshold", period), 0)
    share = floor_ratio(surplus, numbers.support_share)
    return share // supporter("supported_persons", period) * (~poor & bool(numbers.imputes_support))


@SUPPORT.of_group(bool)
def supporters_all_unable(supported: Any, period: Any) -> Array:
    """Not one supporter is able."""
    return ~supported.any(~supported.members("unable", period))


@SUPPORT.of_group(int)
def support_exempted(supported: Any, period: Any) -> Array:
    """What exempt supporters pay."""
    paid = supported.members("support_paid", period)
    return supported.sum(paid * supported.members("exempt", period))


@SUPPORT.of_group(int)
def support_due(supported: Any, period: Any) -> Array:
    """What counts of the others: the higher of what is paid and what is assessed."""
    paid = supported.members("support_paid", period)
    counts = np.maximum(paid, supported.members("assessed", period))
    return supported.sum(counts * ~supported.members("exempt", period))
