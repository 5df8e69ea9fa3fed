"""Support of the extremely poor (特困): 民发〔2021〕43号, 救助法 Art. 16, 17."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import age, birthday_month, evaluated, month_of
from benchmarks.openfisca_model.declaring import BENEFITS, Array, among, ceil_ratio, entry

INDICATORS = ("eats", "dresses", "gets_up", "uses_toilet", "walks_indoors", "washes")


@BENEFITS.of_person(bool)
def no_work_ability(person: Any, period: Any, parameters: Any) -> Array:
    """Old, under age, disabled as Art. 5 lists, or admitted as a minor and still at school."""
    numbers, births = parameters(period).extreme_poverty, person("birth_date", period)
    now, since = evaluated(period), month_of(person("extreme_poverty_since", period))
    old = age(births, period) >= numbers.old_age
    young = now <= birthday_month(births, numbers.minor_age)
    adult = birthday_month(births, numbers.adult_age)
    stays = (now <= adult) | among(person("schooling", period), 2, 3)
    unable = person("disabled_by_law", period) | person("otherwise_unable_to_work", period)
    return old | young | unable | ((since <= adult) & stays)


@BENEFITS.of_person(bool)
def disabled_by_law(person: Any, period: Any) -> Array:
    """Mind: grades 1 to 3; body: 1 and 2; sight: 1; several: by their components."""
    kind, grade = person("disability_kind", period), person("disability_grade", period)
    two, three = among(grade, 1, 2), among(grade, 1, 2, 3)
    mind = person("includes_intellectual_or_mental", period)
    body = person("includes_physical_or_visual", period)
    several = (three & mind) | (two & body)
    single = (among(kind, 5, 6) & three) | ((kind == 4) & two) | ((kind == 1) & (grade == 1))
    return single | ((kind == 7) & several)


@BENEFITS.of_person(int)
def own_means(person: Any, period: Any, parameters: Any) -> Array:
    """The person's own income, Art. 6; the central basic pension never counts."""
    numbers = parameters(period).extreme_poverty
    total = person("wage", period) + np.maximum(person("business", period), 0)
    for kind in ("property_income", "other_income", "support_received", "transfer_other"):
        total = total + person(kind, period)
    if numbers.counts_employee_pension:
        total = total + person("pension_employee", period)
    if numbers.counts_resident_pension:
        total = total + person("pension_resident_other", period)
    paid = person("tax_and_insurance", period) + person("transfer_paid", period)
    return np.maximum(total - paid, 0)


@BENEFITS.of_person(bool)
def destitute(person: Any, period: Any) -> Array:
    """Neither able to work nor with a source of living."""
    without = person("own_means", period) < person.household("standard", period)
    unable = person("no_work_ability", period)
    return unable & without & person("property_within_limits", period)


@BENEFITS.of_person(bool)
def able_to_support(person: Any, period: Any, parameters: Any) -> Array:
    """A member who owes support and can give it: Art. 8."""
    numbers, births = parameters(period).extreme_poverty, person("birth_date", period)
    now, years = evaluated(period), age(births, period)
    present = now > birthday_month(births, numbers.adult_age)
    present = present & (month_of(person("death_date", period)) >= now)
    affordable = parameters(period).low_income_families.disposable_income
    within = person("property_within_limits", period)
    limited = (person("own_means", period).astype(np.int64) * 12 < affordable) & within
    third = (person("disability_grade", period) == 3) & person("of_mind", period)
    disabled = among(person("disability_grade", period), 1, 2) | third
    frail = ((years >= numbers.supporter_aged_age) | disabled) & limited
    on_dibao = person.household("running", period) & (years >= numbers.supporter_elderly_age)
    absent = person("declared_missing", period) | (person("custody", period) == 2)
    unable = person("destitute", period) | on_dibao | frail | (absent & within)
    return present & ~unable


def _able(household: Any, period: Any, *relations: int) -> Array:
    """How many members of some relation to the head are able to support."""
    members = household.members
    belongs = among(members("relation", period), *relations)
    return household.sum(members("able_to_support", period) & belongs)


@BENEFITS.of_group(int)
def able_heads(household: Any, period: Any) -> Array:
    """Heads able to support."""
    return _able(household, period, 0)


@BENEFITS.of_group(int)
def able_spouses(household: Any, period: Any) -> Array:
    """Spouses of the head able to support."""
    return _able(household, period, 1)


@BENEFITS.of_group(int)
def able_children(household: Any, period: Any) -> Array:
    """Children of the head able to support."""
    return _able(household, period, 2)


@BENEFITS.of_group(int)
def able_parents(household: Any, period: Any) -> Array:
    """Parents of the head able to support."""
    return _able(household, period, 5)


@BENEFITS.of_group(int)
def able_grandparents(household: Any, period: Any) -> Array:
    """Grandparents of the head able to support."""
    return _able(household, period, 6)


@BENEFITS.of_group(int)
def able_siblings(household: Any, period: Any) -> Array:
    """Brothers and sisters of the head able to support."""
    return _able(household, period, 7)


@BENEFITS.of_group(bool)
def able_by_duty(household: Any, period: Any) -> Array:
    """Others in the household with a duty towards the head, able to support."""
    members = household.members
    bound = members("able_to_support", period) & members("support_duty", period)
    return household.any(bound & among(members("relation", period), 4, 6, 7, 8))


@BENEFITS.of_person(bool)
def able_family_member(person: Any, period: Any) -> Array:
    """Somebody in the household owes this person support and can give it; nobody owes himself."""
    home, relation = person.household, person("relation", period)
    head, spouse = home("able_heads", period) > 0, home("able_spouses", period) > 0
    child, sibling = home("able_children", period) > 0, home("able_siblings", period) > 0
    parents, elders = home("able_parents", period), home("able_grandparents", period)
    own = person("able_to_support", period).astype(np.int32)
    bound = head & person("support_duty", period)
    by_duty = home("able_by_duty", period)
    return np.select(
        [relation == code for code in (0, 1, 2, 4, 7, 5, 6)],
        [
            spouse | child | (parents > 0) | by_duty,
            head | child,
            head | spouse,
            child | bound,
            (parents > 0) | bound,
            head | sibling | (parents > own),
            (parents > 0) | (elders > own) | bound,
        ],
        bound,
    )


@BENEFITS.of_person(bool)
def extremely_poor(person: Any, period: Any) -> Array:
    """Found extremely poor: all conditions of Art. 4, alive, free, not on the children's scheme."""
    now, custody = evaluated(period), person("custody", period)
    running = month_of(person("extreme_poverty_since", period)) <= now
    just_held = running & (month_of(person("custody_since", period)) == now)
    listed = person("supporters_complete", period) | person("unlisted_supporters_unable", period)
    supporters = person("supporters_all_unable", period) & listed
    alone = supporters & ~person("able_family_member", period)
    alive = month_of(person("death_date", period)) >= now
    present = alive & ~person("declared_missing", period) & ((custody != 2) | just_held)
    return person("destitute", period) & alone & present & ~person("on_child_scheme", period)


@BENEFITS.of_person(int)
def extreme_poverty_grant(person: Any, period: Any, parameters: Any) -> Array:
    """Basic living, at least a multiple of the minimum living standard, and care."""
    numbers = parameters(period).extreme_poverty
    least = ceil_ratio(person.household("standard", period), numbers.basic_living_multiple)
    basic = entry(numbers.basic_living_standard, person("support_choice", period))
    failed = person.filled_array(0, dtype=np.int32)
    for indicator in INDICATORS:
        failed = failed + ~person(indicator, period)
    grade = np.where(failed == 0, 0, np.where(failed <= numbers.most_failed_for_partial, 1, 2))
    care = entry(numbers.care_standard, grade)
    return (np.maximum(basic, least) + care) * person("extremely_poor", period)
