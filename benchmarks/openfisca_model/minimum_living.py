"""The minimum living guarantee: the grant, shares, gradual exit, edge families, single persons."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import NEVER, evaluated, month_of
from benchmarks.openfisca_model.declaring import BENEFITS, Array, ceil_ratio


def rounded(ten_thousandths: Array, numbers: Any) -> Array:
    """At least the minimum payment, brought to the rounding unit in the area's mode."""
    least = np.maximum(ten_thousandths, numbers.minimum_payment * 10_000)
    unit = numbers.rounding_unit * 10_000
    if numbers.rounding_mode == 1:
        return (2 * least + unit) // (2 * unit) * numbers.rounding_unit
    if numbers.rounding_mode == 2:
        return -(-least // unit) * numbers.rounding_unit
    return least // unit * numbers.rounding_unit


@BENEFITS.of_group(int)
def amount(household: Any, period: Any, parameters: Any) -> Array:
    """The gap and the supplements of covered members."""
    together = household("standard_for_all", period)
    gap = np.maximum(together - household("income", period), 0).astype(np.int64)
    members = household.members
    uplifts = household.sum(members("uplift", period) * members("covered_member", period))
    supplements = household("standard", period) * uplifts.astype(np.int64)
    return rounded(gap * 10_000 + supplements, parameters(period).minimum_living)


@BENEFITS.of_group(bool)
def qualifies(household: Any, period: Any) -> Array:
    """Income strictly below the standard, property within limits, something to pay to somebody."""
    below = household("income", period) < household("standard_for_all", period)
    payable = (household("amount", period) > 0) & (household("covered_size", period) > 0)
    return below & household("property_within", period) & payable


@BENEFITS.of_person(bool)
def work_refused(person: Any, period: Any, parameters: Any) -> Array:
    """Refused suitable work several times though able and idle: 57号 Art. 34."""
    times = parameters(period).minimum_living.refusals_before_reduction
    often = person("work_refusals", period) >= times
    return often & person("able_to_work", period) & ~person("employed", period)


@BENEFITS.of_group(int)
def last_covered(household: Any, period: Any) -> Array:
    """The number of the last covered member, who gets the fen that remain."""
    members = household.members
    return household.max(members("member_number", period) * members("covered_member", period))


@BENEFITS.of_person(int)
def equal_share(person: Any, period: Any) -> Array:
    """The household's amount divided equally, before any is withheld."""
    amounts = person.household("amount", period)
    sharing = np.maximum(person.household("covered_size", period), 1)
    each = amounts // sharing
    last = person("member_number", period) >= person.household("last_covered", period)
    share = np.where(last, amounts - each * (sharing - 1), each)
    return share * person("covered_member", period)


@BENEFITS.of_person(int)
def withheld_share(person: Any, period: Any, parameters: Any) -> Array:
    """What refusing work costs."""
    numbers = parameters(period).minimum_living
    share = person("equal_share", period)
    lost = (
        share
        if numbers.stops_share_after_refusals
        else share - share // numbers.reduced_share_divisor
    )
    return lost * person("work_refused", period)


@BENEFITS.of_group(int)
def grant(household: Any, period: Any) -> Array:
    """The guarantee of a household that applies as one."""
    paid = household("amount", period) - household.sum(household.members("withheld_share", period))
    return paid * (household("qualifies", period) & (household("dibao_route", period) == 1))


@BENEFITS.of_person(int)
def own_share(person: Any, period: Any) -> Array:
    """A member's share of the grant."""
    share = person("equal_share", period) - person("withheld_share", period)
    return share * (person.household("grant", period) > 0)


@BENEFITS.of_person(int)
def new_job_income(person: Any, period: Any, parameters: Any) -> Array:
    """Of a job taken while the award runs, after the cost of going to work."""
    share = parameters(period).minimum_living.work_cost_share
    since = month_of(person.household("dibao_since", period))
    taken = month_of(person("employed_since", period))
    in_time = (since <= taken) & (taken <= evaluated(period))
    works = person("employed", period) & person("able_to_work", period)
    base = person("work_cost_base", period)
    return (base - ceil_ratio(base, share)) * (works & in_time)


@BENEFITS.of_group(int)
def grace_grant(household: Any, period: Any, parameters: Any) -> Array:
    """Gradual exit, 57号 Art. 33: the old amount for some months after a job."""
    numbers = parameters(period).minimum_living
    now, since = evaluated(period), household("grace_since", period)
    start = np.where(since == NEVER, now + 1, month_of(since))
    begun = start <= now
    income, line = household("income", period), household("standard_for_all", period)
    members = household.members
    jobs = household.sum(members("new_job_income", period) * members("counted", period))
    above = (income > line) | (begun & (income >= line))
    from_work = (income - jobs < line) | begun
    below_ceiling = income < ceil_ratio(line, numbers.grace_income_ceiling)
    in_time = now < start + numbers.grace_months
    entitled = above & from_work & below_ceiling & in_time & household("running", period)
    entitled = entitled & household("property_within", period)
    return household("dibao_amount", period) * (entitled & (household("dibao_route", period) == 1))


@BENEFITS.of_group(bool)
def granted(household: Any, period: Any) -> Array:
    """On the guarantee, gradual exit included."""
    return (household("grant", period) > 0) | (household("grace_grant", period) > 0)


@BENEFITS.of_group(bool)
def edge_family(household: Any, period: Any, parameters: Any) -> Array:
    """Above the standard but not far: 救助法 Art. 21 (from July 2026)."""
    line = household("standard_for_all", period)
    line = line + ceil_ratio(line, parameters(period).low_income_families.edge_uplift)
    assisted = household("qualifies", period) | (household("grace_grant", period) > 0)
    poor = household("income", period) < line
    return poor & ~assisted & household("property_within_edge", period)


@BENEFITS.of_person(int)
def single_grant(person: Any, period: Any, parameters: Any) -> Array:
    """Single-person guarantee by its three routes: 57号 Art. 8, 救助法 Art. 21, notice 83."""
    numbers = parameters(period).minimum_living
    line = person.household("standard", period)
    severe = person("grade_one_or_two", period) | person("grade_three_of_mind", period)
    ill = severe | person("serious_illness", period)
    edge = ill & person("counted", period) & person.household("edge_family", period)
    by_means = person("clergy_away", period) | person("unemployed_severely_disabled", period)
    own = person("own_income", period)
    owned = person("own_assets", period) <= line * numbers.asset_limit_months
    route = edge | (by_means & (own < line) & owned)
    basic = np.maximum(line - own, 0)
    if numbers.single_amount == 1:
        basic = np.where(edge, line, basic)
    supplement = line * person("uplift", period).astype(np.int64)
    paid = rounded(basic.astype(np.int64) * 10_000 + supplement, numbers)
    gone = person("deceased", period) | person("removed_by_custody", period)
    gone = gone | person("declared_missing", period) | person("extremely_poor", period)
    with_household = person.household("granted", period) & person("counted", period)
    return paid * (route & (basic > 0) & ~gone & person("covered", period) & ~with_household)


@BENEFITS.of_person(bool)
def recipient(person: Any, period: Any, parameters: Any) -> Array:
    """On the guarantee: with a granted household, unless the share was stopped, or alone."""
    stopping = bool(parameters(period).minimum_living.stops_share_after_refusals)
    shares = person("covered_member", period) & ~(stopping & person("work_refused", period))
    alone = person("single_grant", period) > 0
    return (person.household("granted", period) & shares) | alone


@BENEFITS.of_person(bool)
def edge_member(person: Any, period: Any) -> Array:
    """A counted member of an edge family."""
    return person.household("edge_family", period) & person("counted", period)
