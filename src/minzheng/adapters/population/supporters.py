"""The statutory supporters of those in need, and who is supported as extremely poor already."""

import numpy as np

from minzheng.adapters.population.draft import Columns, Draft
from minzheng.adapters.population.economy import ORDINARY, POOR
from minzheng.adapters.population.figures import shares
from minzheng.adapters.population.reference import born, first_of_month_ago, only_if
from minzheng.adapters.population.streams import Mask, between, happens, pick, yuan_around
from minzheng.catalogue.codes import DisabilityKind, Relation


def register_supporters(draft: Draft) -> None:
    """Who outside the household must support the needy who cannot work.

    Rows exist only for those to whom it matters: the old, children without parents at home and
    disabled persons, if they live alone or in hardship. All other lists are complete and empty.
    """
    rng = draft.streams.of("supporters")
    rows = draft.persons
    hardship = draft.hardship[draft.home]
    weak = (draft.age >= 60) | (draft.age < 18) | draft.unfit
    alone = draft.size[draft.home] == 1
    draft.needy = weak & ~draft.dead & ((hardship != ORDINARY) | alone | draft.orphaned)
    old, minor = draft.age >= 60, draft.age < 18
    childless = happens(rng, np.array(shares("without_supporters"))[hardship], rows)
    grown = np.where(childless, 0, 1 + pick(rng, [5.0, 4, 2], rows))
    # The other grandparents of a child without parents; the parents of a disabled adult.
    elders = np.where(happens(rng, 0.5, rows), pick(rng, [2.0, 3, 3], rows), 0)
    young = np.where(draft.orphaned, elders, draft.parents_away)
    number = np.where(old, grown, np.where(minor, young, np.where(alone, elders, 0)))
    number = np.where(draft.needy, number, 0)
    _state_of_list(draft, rng)
    _receiving(draft, draft.needy & (hardship == POOR) & (old | draft.unfit) & (number == 0))
    draft.supported = np.repeat(np.arange(rows), number)
    draft.supporter = Columns(len(draft.supported))
    _describe(draft, rng)
    _disable(draft, rng)


def _state_of_list(draft: Draft, rng: np.random.Generator) -> None:
    rows, person = draft.persons, draft.person
    partly = draft.needy & happens(rng, 0.02, rows)
    person["supporters_complete"] = ~partly
    person.hide("supporters_complete", draft.needy & ~partly & happens(rng, 0.02, rows))
    person["unlisted_supporters_unable"] = happens(rng, 0.5, rows)
    person.hide("unlisted_supporters_unable", ~(partly & happens(rng, 0.7, rows)))


def _receiving(draft: Draft, eligible: Mask) -> None:
    """Most who can be are supported as extremely poor already, and then have nothing else."""
    rng = draft.streams.of("extreme poverty")
    person, household = draft.person, draft.household
    alone = draft.size[draft.home] == 1
    running = eligible & alone & happens(rng, 0.75, draft.persons)
    since = first_of_month_ago(between(rng, 1, 110, draft.persons))
    person["extreme_poverty_since"] = only_if(running, since)
    person["assistance_received"] = np.where(running, 117_000, person["assistance_received"])
    homes = draft.any(running)
    household["dibao_since"] = only_if(~homes, household["dibao_since"])
    household["dibao_amount"] = np.where(homes, 0, household["dibao_amount"])


def _describe(draft: Draft, rng: np.random.Generator) -> None:
    count, supporter, who = draft.supporter.rows, draft.supporter, draft.supported
    old, orphaned = draft.age[who] >= 60, draft.orphaned[who]
    relation = np.where(old, Relation.child, Relation.parent)
    relation = np.where(orphaned, Relation.grandparent, relation)
    gap = between(rng, 22, 34, count)
    ages = np.where(old, draft.age[who] - gap, draft.age[who] + gap + np.where(orphaned, 27, 0))
    ages = np.clip(ages, 18, 98)
    supporter["relation"] = relation.astype(np.int16)
    supporter["birth_date"] = born(ages, between(rng, 0, 363, count))
    well_off = happens(rng, np.where(draft.hardship[draft.home[who]] == POOR, 0.75, 0.93), count)
    median = np.where(ages >= 60, 900, np.where(well_off, 4_600, 1_100))
    supporter["income"] = yuan_around(rng, median, 0.5, count)
    size = 1 + pick(rng, [1.0, 3, 5, 3], count)
    supporter["household_income"] = supporter["income"] * (100 + 45 * (size - 1)) // 100
    supporter["household_size"] = size.astype(np.int32)
    supporter["supported_persons"] = (1 + pick(rng, [4.0, 4, 1, 1], count)).astype(np.int32)
    pays = well_off & happens(rng, 0.5, count)
    supporter["support_paid"] = np.where(pays, between(rng, 10, 60, count) * 1000, 0)
    supporter["property_within_limits"] = ~well_off | happens(rng, 0.3, count)
    supporter["on_minimum_living"] = ~well_off & happens(rng, 0.35, count)
    supporter["on_extreme_poverty"] = (ages >= 60) & ~well_off & happens(rng, 0.06, count)
    supporter["declared_missing"] = ~well_off & happens(rng, 0.03, count)
    supporter["in_prison"] = ~well_off & happens(rng, 0.06, count)
    supporter["otherwise_unable"] = ~well_off & happens(rng, 0.02, count)
    # Their income may be looked up only with their consent (救助法 第41条); some refuse.
    refuses = happens(rng, 0.08, count)
    for name in ("income", "household_income", "household_size"):
        supporter.hide(name, refuses)
    supporter.hide("property_within_limits", refuses | happens(rng, 0.02, count))


def _disable(draft: Draft, rng: np.random.Generator) -> None:
    count, supporter = draft.supporter.rows, draft.supporter
    chance = np.where(supporter["income"] < 150_000, 0.30, 0.02)
    disabled = happens(rng, chance, count)
    kinds = pick(rng, shares("disability_kinds"), count) + DisabilityKind.visual
    grades = pick(rng, [3.0, 3, 2, 2], count) + 1
    supporter["disability_kind"] = np.where(disabled, kinds, 0).astype(np.int16)
    supporter["disability_grade"] = np.where(disabled, grades, 0).astype(np.int16)
    multiple = disabled & (kinds == DisabilityKind.multiple)
    supporter["includes_intellectual_or_mental"] = happens(rng, 0.45, count)
    supporter.hide("includes_intellectual_or_mental", ~multiple)
    supporter["no_civil_capacity"] = disabled & happens(rng, 0.2, count)
