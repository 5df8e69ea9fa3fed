"""Countable income: 民发〔2021〕57号 Art. 13."""

from typing import Any

import numpy as np

from benchmarks.openfisca_model.dates import evaluated
from benchmarks.openfisca_model.declaring import BENEFITS, Array, ceil_ratio
from benchmarks.openfisca_model.inputs import SWITCHED


@BENEFITS.of_person(int)
def net_wage(person: Any, period: Any, parameters: Any) -> Array:
    """The wage, or the higher imputed one of who can work, less the fixed cost of going to work."""
    numbers = parameters(period).minimum_living
    wage, imputed = person("wage", period), person("imputed_wage", period)
    applies = (imputed > 0) & person("able_to_work", period) & bool(numbers.imputes_wages)
    found = np.where(applies, np.maximum(wage, imputed), wage)
    return np.maximum(found - numbers.work_cost_fixed, 0)


@BENEFITS.of_person(int)
def resident_pension(person: Any, period: Any, parameters: Any) -> Array:
    """Since 2026 the central part counts, but not yet for running awards (domain rules B13)."""
    numbers = parameters(period).minimum_living
    exempt = evaluated(period) <= numbers.central_pension_exempt_until
    exempt = exempt or numbers.central_pension_exemption_renewed
    kept = person.household("running", period) & bool(numbers.central_pension_kept_for_running)
    central = np.where(exempt | kept, 0, person("pension_basic_central", period))
    return person("pension_resident_other", period) + central


@BENEFITS.of_person(int)
def kinds_counted(person: Any, period: Any, parameters: Any) -> Array:
    """Honours and welfare benefits, as far as the area counts them at all."""
    numbers = parameters(period).minimum_living
    total = person.filled_array(0, dtype=np.int32)
    for kind, switch in SWITCHED.items():
        if numbers[switch]:
            total = total + person(kind, period)
    return total


@BENEFITS.of_person(int)
def support_income(person: Any, period: Any) -> Array:
    """What was received, without exempt payments, or what counts by supporter, if that is more."""
    received = person("support_received", period) - person("support_exempted", period)
    return np.maximum(np.maximum(received, 0), person("support_due", period))


@BENEFITS.of_person(int)
def member_income(person: Any, period: Any, parameters: Any) -> Array:
    """All counted kinds less taxes, contributions and support paid; never below nothing."""
    earnings = person("net_wage", period) + np.maximum(person("business", period), 0)
    earnings = earnings + person("property_income", period) + person("other_income", period)
    received = person("pension_employee", period) + person("resident_pension", period)
    received = received + person("support_income", period) + person("transfer_other", period)
    received = received + person("kinds_counted", period)
    paid = person("tax_and_insurance", period) + person("transfer_paid", period)
    if parameters(period).minimum_living.transfers_paid_lower_earnings:
        return np.maximum(earnings + received - paid, 0)
    return earnings + np.maximum(received - paid, 0)


@BENEFITS.of_person(int)
def work_cost_base(person: Any, period: Any) -> Array:
    """The wage, as far as the member has that much income."""
    return np.minimum(person("net_wage", period), person("member_income", period))


@BENEFITS.of_person(int)
def own_income(person: Any, period: Any, parameters: Any) -> Array:
    """A single person's income after the cost of going to work."""
    share = parameters(period).minimum_living.work_cost_share
    return person("member_income", period) - ceil_ratio(person("work_cost_base", period), share)


@BENEFITS.of_group(int)
def income(household: Any, period: Any, parameters: Any) -> Array:
    """Of the counted members, less work cost (rounded up once) and the rigid deduction."""
    share = parameters(period).minimum_living.work_cost_share
    counted = household.members("counted", period)
    together = household.sum(household.members("member_income", period) * counted)
    base = household.sum(household.members("work_cost_base", period) * counted)
    before = together.astype(np.int64) - ceil_ratio(base, share)
    return np.maximum(before - household("rigid_deduction", period), 0)
