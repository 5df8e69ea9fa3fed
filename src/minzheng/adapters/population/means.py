"""Property and spending of households, emergencies, applications and running awards."""

import numpy as np

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.economy import ORDINARY, POOR, STRAINED, income
from minzheng.adapters.population.figures import fen, share, shares
from minzheng.adapters.population.reference import days_ago, first_of_month_ago, only_if
from minzheng.adapters.population.streams import Mask, between, happens, pick, yuan_around
from minzheng.catalogue.codes import DibaoRoute, Emergency, Schooling


def own(draft: Draft) -> None:
    """Savings, vehicles, houses and businesses of a household; savings of each person."""
    rng = draft.streams.of("property")
    rows, household = draft.households, draft.household
    hardship = draft.hardship
    median = np.array(shares("assets_median"))[hardship] * np.sqrt(draft.size)
    assets = yuan_around(rng, median, 1.0, rows)
    # Some of the poor have savings over any limit: compensation for land, a sold house.
    hidden = (hardship != ORDINARY) & happens(rng, 0.05, rows)
    household["assets"] = np.where(hidden, yuan_around(rng, 160_000, 0.4, rows), assets)
    has = happens(rng, np.array(shares("vehicles"))[hardship], rows)
    household["vehicles"] = (has + (has & happens(rng, 0.12, rows))).astype(np.int32)
    houseless = happens(rng, np.where(draft.local_home, 0.04, 0.55), rows)
    second = happens(rng, np.array(shares("second_house"))[hardship], rows)
    household["houses"] = np.where(houseless, 0, 1 + second).astype(np.int32)
    trading = draft.any(draft.trading)
    household["active_business"] = trading & happens(rng, 0.35, rows) & (hardship == ORDINARY)
    grown = (draft.age >= 18) & ~draft.dead
    adults = np.maximum(draft.total(grown), 1)
    part = household["assets"] // adults // 100 * 100
    draft.person["own_assets"] = np.where(grown, part[draft.home], 0)
    # What a person who lives in an ordinary household owns is over the limit of the extremely poor.
    draft.person["property_within_limits"] = ((hardship != ORDINARY) & ~hidden)[draft.home]


def spend(draft: Draft) -> None:
    """Rigid spending of the last twelve months, where officers ask for it."""
    rng = draft.streams.of("spending")
    rows, household, person = draft.households, draft.household, draft.person
    ill = draft.any(person["serious_illness"])
    asked = (draft.hardship != ORDINARY) | ill
    living = draft.size * 12 * between(rng, 60, 130, rows) * 1000
    household["spent_living"] = np.where(asked, living, 0)
    medical = np.where(ill, yuan_around(rng, 42_000, 0.8, rows), yuan_around(rng, 1_500, 0.8, rows))
    household["spent_medical"] = np.where(asked, medical, 0)
    fees = np.array([0, 6_000, 800, 3_500, 9_000, 10_000]) * 100
    paid = draft.total(fees[person["schooling"]])
    household["spent_education"] = np.where(asked, paid, 0)
    rehabilitation = draft.total(draft.severe) * between(rng, 0, 90, rows) * 10_000
    household["spent_rehabilitation"] = np.where(asked, rehabilitation, 0)
    other = asked & happens(rng, 0.04, rows)
    household["spent_other"] = np.where(other, between(rng, 5, 60, rows) * 10_000, 0)
    deducted = asked & (ill | draft.any(draft.severe)) & happens(rng, 0.2, rows)
    household["rigid_deduction"] = np.where(deducted, between(rng, 5, 60, rows) * 1000, 0)


def strike(draft: Draft) -> None:
    """Emergencies, bills beyond means, and workers from elsewhere long without income."""
    rng = draft.streams.of("emergencies")
    rows, household = draft.households, draft.household
    rate = share("emergencies") * np.array([0.7, 4.0, 7.0])[draft.hardship]
    struck = happens(rng, rate, rows)
    kinds = pick(rng, [1.0, 3, 4, 2], rows) + Emergency.fire
    household["emergency"] = np.where(struck, kinds, Emergency.none).astype(np.int16)
    jobless = ~draft.local_home & (draft.head_age < 58)
    jobless &= happens(rng, share("jobless_migrants"), rows)
    burdened = (household["spent_medical"] > 3_000_000) & draft.local_home
    burdened &= happens(rng, share("burdened_asking"), rows)
    needy = (struck & happens(rng, 0.65, rows)) | (jobless & happens(rng, 0.7, rows))
    household["in_serious_difficulty"] = needy | burdened
    small = happens(rng, 0.4, rows) & ~burdened
    wanted = np.where(small, between(rng, 3, 9, rows), between(rng, 6, 120, rows)) * 10_000
    asks = struck | jobless | burdened
    household["aid_requested"] = np.where(asks, wanted, 0)
    household["decided_individually"] = struck & happens(rng, 0.02, rows)
    again = struck & happens(rng, 0.15, rows)
    household["aid_times"] = np.where(again, between(rng, 1, 3, rows), 0).astype(np.int32)
    household["aid_received"] = np.where(again, between(rng, 3, 40, rows) * 20_000, 0)
    months = np.where(jobless, between(rng, 1, 8, rows), 0)
    household["months_without_income"] = months.astype(np.int32)
    household["uninsured_unemployed"] = jobless & happens(rng, 0.9, rows)
    _without_income(draft, jobless & (months >= 3))
    household["applied"] = only_if(asks, days_ago(between(rng, 1, 60, rows)))


def _without_income(draft: Draft, homes: Mask) -> None:
    lost = homes[draft.home]
    for name in ("wage", "business", "tax_and_insurance"):
        draft.person[name] = np.where(lost, 0, draft.person[name])
    draft.person["employed"] &= ~lost


def apply(draft: Draft) -> None:
    """Who applies for the minimum living guarantee, alone or as a household, and who has it."""
    rng = draft.streams.of("applications")
    rows, household = draft.households, draft.household
    chance = np.array(shares("applying"))[draft.hardship]
    ill = draft.any(draft.person["serious_illness"])
    # Medical bills bring families above the edge line to the window too.
    chance = np.where((draft.hardship == ORDINARY) & ill, 0.08, chance)
    applies = happens(rng, chance, rows)
    running = (draft.hardship == POOR) & draft.local_home & happens(rng, share("receiving"), rows)
    # A job lifted some above the standard: they are on their way out.
    leaving = (draft.hardship == STRAINED) & draft.local_home & draft.any(draft.person["employed"])
    leaving &= happens(rng, 0.10, rows)
    months = between(rng, 1, 80, rows)
    since = first_of_month_ago(np.where(leaving, months + 6, months))
    household["dibao_since"] = only_if(running | leaving, since)
    gap = fen("dibao_standard") * draft.size - draft.total(income(draft))
    before = np.maximum(gap, 5_000) * between(rng, 80, 105, rows) // 100 // 100 * 100
    before = np.where(leaving, between(rng, 10, 120, rows) * 1000, before)
    household["dibao_amount"] = np.where(running | leaving, before, 0)
    in_grace = leaving & happens(rng, 0.8, rows)
    household["grace_since"] = only_if(in_grace, first_of_month_ago(between(rng, 0, 6, rows)))
    _new_job(draft, leaving)
    fresh = days_ago(between(rng, 1, 75, rows))
    old = days_ago((between(rng, 1, 2, rows) + np.where(leaving, months + 6, months)) * 30)
    dates = np.where(applies & ~running & ~leaving, fresh, household["applied"])
    household["applied"] = np.where(running | leaving, old, dates).astype(np.int32)
    alone = draft.any((draft.severe | draft.person["serious_illness"]) & (draft.age >= 16))
    single = (draft.hardship == STRAINED) & applies & ~leaving & alone & (draft.size > 1)
    single &= happens(rng, 0.75, rows)
    route = np.where(single, DibaoRoute.single, DibaoRoute.household)
    household["dibao_route"] = route.astype(np.int16)
    _refuse_work(draft, running)


def _new_job(draft: Draft, leaving: Mask) -> None:
    rng = draft.streams.of("new jobs")
    worker = draft.first_of(draft.person["employed"])
    new = draft.mark(np.where(leaving, worker, -1))
    dates = days_ago(between(rng, 20, 200, draft.persons))
    draft.person["employed_since"] = np.where(new, dates, draft.person["employed_since"]).astype(
        np.int32
    )


def _refuse_work(draft: Draft, running: Mask) -> None:
    rng = draft.streams.of("refusals")
    idle = running[draft.home] & draft.person["able_to_work"] & ~draft.person["employed"]
    idle &= draft.person["schooling"] == Schooling.none
    counts = np.where(happens(rng, 0.06, draft.persons), between(rng, 1, 4, draft.persons), 0)
    draft.person["work_refusals"] = np.where(idle, counts, 0).astype(np.int32)


def keep_books(draft: Draft) -> None:
    """What recipients already get and must not be counted as income."""
    rng = draft.streams.of("books")
    rows, person = draft.persons, draft.person
    running = (draft.household["dibao_amount"] > 0)[draft.home]
    per_head = (draft.household["dibao_amount"] // draft.size)[draft.home]
    person["assistance_received"] = np.where(running, per_head, 0)
    nursed = draft.severe & (person["nursing_subsidy_applied"] < 9999_12_31)
    person["disability_subsidy"] = np.where(nursed, 12_000, 0)
    aged = (draft.age >= 80) & person["locally_registered"] & happens(rng, 0.9, rows)
    band = np.array([5_000, 10_000, 30_000])[np.searchsorted((90, 100), draft.age, side="right")]
    person["old_age_allowance_received"] = np.where(aged, band, 0)
    holder = person["disability_grade"] > 0
    applied = holder & running & happens(rng, 0.8, rows)
    person["living_subsidy_applied"] = only_if(applied, days_ago(between(rng, 3, 2000, rows)))
    old = (draft.age >= 60) & (draft.hardship[draft.home] != ORDINARY)
    person["in_care_programme"] = old & happens(rng, 0.02, rows)
    person["child_with_hiv"] = (draft.age < 18) & happens(rng, 4e-5, rows)
