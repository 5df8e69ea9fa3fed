"""Hardship, work and incomes: which households are poor, and what everyone lives on."""

import numpy as np

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.figures import fen, share, shares, table
from minzheng.adapters.population.kinds import SKIPPED_GENERATION
from minzheng.adapters.population.reference import days_ago, only_if
from minzheng.adapters.population.streams import Array, Mask, between, happens, yuan_around
from minzheng.catalogue.codes import Settlement, Sex

ORDINARY, STRAINED, POOR = 0, 1, 2
"""Hardship of a household: above the edge line, between it and the standard, below the standard."""


def impoverish(draft: Draft) -> None:
    """Draw the hardship of each household: likelier with disability, illness and nobody at work."""
    rng = draft.streams.of("hardship")
    able = draft.person["able_to_work"] & ~draft.studying & ~draft.absent
    odds = np.ones(draft.households)
    odds *= np.where(draft.any(draft.severe), 7.0, 1.0)
    odds *= np.where(draft.any(draft.person["serious_illness"]), 4.0, 1.0)
    odds *= np.where(draft.any(able), 1.0, 3.0)
    odds *= np.where(SKIPPED_GENERATION[draft.kind], 5.0, 1.0)
    odds *= np.where(draft.any(draft.age < 18) & (draft.total(able) == 1), 2.5, 1.0)
    odds *= np.where(draft.any(draft.absent & ~draft.person["conscript"]), 3.0, 1.0)
    odds *= np.where(draft.household["settlement"] == Settlement.rural, 1.5, 1.0)
    odds *= np.where(draft.local_home, 1.0, 0.25)
    draw = rng.random(draft.households)
    poor = _scaled(odds, share("poor_households"))
    strained = _scaled(odds, share("strained_households"))
    draft.hardship = np.where(draw < poor, POOR, np.where(draw < poor + strained, STRAINED, 0))


def _scaled(odds: Array, target: float) -> Array:
    """Probabilities in proportion to the odds, at most 0.45, whose mean is the target."""
    factor = target / odds.mean()
    for _ in range(6):
        factor *= target / np.minimum(odds * factor, 0.45).mean()
    return np.asarray(np.minimum(odds * factor, 0.45))


def employ(draft: Draft) -> None:
    """Who works, since when, and for what wage or from what business."""
    rng = draft.streams.of("work")
    rows, person = draft.persons, draft.person
    hardship = draft.hardship[draft.home]
    rates = table("employed")
    man = draft.sex == Sex.male
    chance = np.where(man, rates["male"], rates["female"])
    chance = np.where(draft.age >= 60, rates["older"], chance)
    chance = np.where(person["able_to_work"] | (draft.age >= 60), chance, 0.04)
    too_young_or_old = (draft.age < 18) | (draft.age >= 70)
    chance = np.where(too_young_or_old | draft.studying | draft.unfit | draft.absent, 0.0, chance)
    employed = happens(rng, chance, rows) & (hardship == ORDINARY)
    person["employed"] = employed
    recent = happens(rng, 0.06, rows)
    days = np.where(recent, between(rng, 5, 200, rows), between(rng, 200, 7000, rows))
    youth = np.maximum(draft.age - 16, 1) * 365
    person["employed_since"] = only_if(
        employed & happens(rng, 0.7, rows), days_ago(np.minimum(days, youth))
    )
    median = table("wage_median")
    rural = draft.household["settlement"][draft.home] == Settlement.rural
    typical = np.where(man, median["male"], median["female"])
    typical = typical * np.where(rural, share("rural_wage"), 1.0)
    typical = typical * np.where(draft.age >= 60, 0.45, 1.0)
    amount = yuan_around(rng, typical, share("wage_spread"), rows)
    trading = employed & happens(rng, share("in_business"), rows)
    person["wage"] = np.where(employed & ~trading, amount, 0)
    profit = amount * 14 // 10
    lost = happens(rng, 0.04, rows)
    person["business"] = np.where(trading, np.where(lost, -(amount // 3), profit), 0)
    insured = (person["wage"] > 0) & happens(rng, 0.8, rows)
    person["tax_and_insurance"] = np.where(insured, person["wage"] * 12 // 100, 0)
    draft.trading = trading


def retire(draft: Draft) -> None:
    """Pensions of employees and of residents, and what else the old and others receive."""
    rng = draft.streams.of("pensions")
    rows, person = draft.persons, draft.person
    hardship = draft.hardship[draft.home]
    rates = table("employee_pension")
    rural = draft.household["settlement"][draft.home] == Settlement.rural
    chance = np.where(rural, rates["rural"], rates["urban"])
    chance = np.where(hardship == ORDINARY, chance, np.where(hardship == STRAINED, 0.18, 0.03))
    woman = draft.sex == Sex.female
    retired = (draft.age >= 60) | (woman & (draft.age >= 53))
    by_employer = retired & happens(rng, chance, rows) & ~draft.dead
    pension = yuan_around(rng, share("employee_pension_mean") * 1.6, 0.42, rows)
    poorer = np.where(hardship == ORDINARY, pension, pension * 4 // 10)
    person["pension_employee"] = np.where(by_employer, poorer, 0)
    resident = (draft.age >= 60) & ~by_employer & ~draft.dead
    person["pension_basic_central"] = np.where(resident, fen("basic_pension_central"), 0)
    low, high = (int(bound) for bound in shares("resident_pension_other"))
    other = between(rng, low // 5, high // 5, rows) * 500
    person["pension_resident_other"] = np.where(resident, other, 0)
    veteran = (draft.age >= 55) & happens(rng, 0.012, rows)
    person["preferential_pension"] = np.where(veteran, between(rng, 70, 160, rows) * 1000, 0)
    person["on_preferential_treatment"] = veteran
    parents_of_one = (draft.age >= 60) & happens(rng, 0.12, rows)
    person["family_planning_award"] = np.where(parents_of_one, 10_000, 0)


def receive(draft: Draft) -> None:
    """Property income, support between relatives, and small sources."""
    rng = draft.streams.of("other income")
    rows, person = draft.persons, draft.person
    ordinary = draft.hardship[draft.home] == ORDINARY
    grown = (draft.age >= 25) & ~draft.absent
    rents = grown & ordinary & happens(rng, 0.42, rows)
    person["property_income"] = np.where(rents, yuan_around(rng, 850, 0.9, rows), 0)
    old_alone = (draft.age >= 65) & (draft.size[draft.home] <= 2) & ordinary
    helped = old_alone & happens(rng, 0.25, rows)
    person["support_received"] = np.where(helped, between(rng, 20, 120, rows) * 1000, 0)
    pays = (person["wage"] > 600_000) & happens(rng, 0.03, rows)
    person["transfer_paid"] = np.where(pays, between(rng, 30, 150, rows) * 1000, 0)
    some = grown & ordinary & happens(rng, 0.28, rows)
    person["transfer_other"] = np.where(some, between(rng, 10, 150, rows) * 1000, 0)
    some = grown & happens(rng, 0.01, rows) & ordinary
    person["other_income"] = np.where(some, between(rng, 5, 60, rows) * 1000, 0)
    studying = draft.studying & happens(rng, 0.06, rows)
    person["scholarship"] = np.where(studying, between(rng, 10, 60, rows) * 1000, 0)
    person["commendation"] = np.where(grown & happens(rng, 1e-4, rows), 50_000, 0)
    jobless = person["able_to_work"] & ~person["employed"] & ~draft.studying & (draft.age >= 22)
    insured = jobless & happens(rng, 0.05, rows)
    person["on_unemployment_benefit"] = insured
    person["on_unemployment_subsidy"] = jobless & ~insured & happens(rng, 0.01, rows)
    person["transfer_other"] = np.where(insured, 190_000, person["transfer_other"])
    person["imputed_wage"] = np.zeros(rows, np.int64)
    infant = (draft.age < 3) & person["locally_registered"]
    person["childcare_subsidy"] = np.where(infant, fen("childcare_subsidy"), 0)


def balance(draft: Draft) -> None:
    """Bring each household's income to its hardship, through one earner or one supported member."""
    rng = draft.streams.of("balance")
    rows, person = draft.households, draft.person
    standard = fen("dibao_standard")
    draw = rng.random(rows)
    floor = standard * share("edge_ratio") * (1.15 + 0.5 * draw)
    edge = standard * (1.0 + (share("edge_ratio") - 1.0) * draw)
    below = standard * (0.04 + 0.94 * draw)
    level = np.choose(draft.hardship, [floor, edge, below])
    wanted = (level * draft.size).astype(np.int64) // 100 * 100
    short = np.maximum(wanted - draft.total(income(draft)), 0)
    able = person["able_to_work"] & ~draft.studying & ~draft.absent & (draft.age >= 18)
    earner = draft.first_of(able)
    works = (earner >= 0) & (short > 0)
    trades = works & happens(rng, 0.18, rows)
    _give(draft, "wage", earner, works & ~trades, short)
    _give(draft, "business", earner, trades, short)
    person["employed"] |= draft.mark(np.where(works, earner, -1))
    imputed = (draft.hardship == POOR) & works & happens(rng, 0.06, rows)
    _give(draft, "imputed_wage", earner, imputed, short // 4)
    helped = (earner < 0) & (short > 0)
    receiver = draft.first_of(~draft.dead)
    pays_rent = helped & happens(rng, 0.3, rows)
    _give(draft, "support_received", receiver, helped & ~pays_rent, short)
    _give(draft, "transfer_other", receiver, pays_rent, short)


def income(draft: Draft) -> Array:
    """Each person's monthly income in fen, before exclusions and deductions; losses count as 0."""
    person = draft.person
    names = (
        "wage", "property_income", "pension_employee", "pension_basic_central",
        "pension_resident_other", "support_received", "transfer_other", "other_income",
    )  # fmt: skip
    total = np.maximum(person["business"], 0)
    for name in names:
        total = total + person[name]
    return np.asarray(np.maximum(total - person["tax_and_insurance"] - person["transfer_paid"], 0))


def _give(draft: Draft, name: str, receiver: Array, where: Mask, amount: Array) -> None:
    draft.person[name][receiver[where]] += amount[where]
