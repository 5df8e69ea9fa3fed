"""Disability certificates, serious illness and frailty: consistent with age and with each other."""

import numpy as np

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.figures import share, shares
from minzheng.adapters.population.reference import days_ago, only_if
from minzheng.adapters.population.streams import Array, between, happens, pick
from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind

_BY_AGE = (
    (0.5, 0.9, 3.0, 1.1, 3.6, 0.4, 1.3),  # under 15: mostly born with it
    (0.5, 0.6, 2.0, 1.1, 1.8, 2.2, 0.7),
    (1.3, 1.4, 0.6, 1.0, 0.3, 0.5, 1.2),  # 60 and over: eyes and ears
)
"""How much likelier each kind is in each age group; scaled so that the survey's kinds come out."""

_BANDS = (15, 60)


def disable(draft: Draft) -> None:
    """Who holds a disability certificate, of which kind and grade."""
    rng = draft.streams.of("disability")
    rows, person = draft.persons, draft.person
    band = np.searchsorted(_BANDS, draft.age, side="right")
    under, old = share("age_0_14"), share("age_60_up")
    parts = np.array([under, 1 - under - old, old])
    rate = share("certificate_holders") * np.array(shares("disability_ages")) / parts
    holder = happens(rng, rate[band] * np.where(draft.local_home, 1.07, 0.55)[draft.home], rows)
    kinds = np.zeros(rows, np.int16)
    for index, weights in enumerate(_kinds_by_age()):
        here = band == index
        kinds[here] = pick(rng, weights, int(here.sum())) + DisabilityKind.visual
    grades = pick(rng, shares("disability_grades"), rows) + DisabilityGrade.one
    person["disability_kind"] = np.where(holder, kinds, DisabilityKind.none).astype(np.int16)
    person["disability_grade"] = np.where(holder, grades, DisabilityGrade.none).astype(np.int16)
    expiring = holder & happens(rng, 0.18, rows)
    person["disability_expires"] = only_if(expiring, days_ago(between(rng, -2900, 150, rows)))
    multiple = holder & (kinds == DisabilityKind.multiple)
    person["includes_intellectual_or_mental"] = happens(rng, 0.45, rows)
    person.hide("includes_intellectual_or_mental", ~multiple | happens(rng, 0.10, rows))
    person["includes_physical_or_visual"] = happens(rng, 0.35, rows)
    person.hide("includes_physical_or_visual", ~multiple | happens(rng, 0.10, rows))
    _consequences(draft, holder)


def _kinds_by_age() -> Array:
    """Rows: age groups. Columns: kinds, so that their sum over the groups is the survey's."""
    ages = np.array(shares("disability_ages"))
    weights = np.array(_BY_AGE)
    wanted = np.array(shares("disability_kinds"))
    for _ in range(40):
        weights = weights * (wanted / (ages[:, None] * weights).sum(axis=0))
        weights = weights / weights.sum(axis=1)[:, None]
    return weights


def _consequences(draft: Draft, holder: Array) -> None:
    rng = draft.streams.of("disability consequences")
    rows, person = draft.persons, draft.person
    grade, kind = person["disability_grade"], person["disability_kind"]
    of_mind = (kind == DisabilityKind.intellectual) | (kind == DisabilityKind.mental)
    draft.severe = holder & ((grade <= DisabilityGrade.two) | of_mind & (grade == 3))
    # No ability to work: 民发〔2021〕43号 第5条.
    draft.unfit = holder & (
        (grade <= DisabilityGrade.two) & (kind == DisabilityKind.physical)
        | (grade == DisabilityGrade.one) & (kind == DisabilityKind.visual)
        | of_mind & (grade <= DisabilityGrade.three)
    )
    nursed = draft.severe | of_mind & holder
    person["needs_long_term_care"] = ~(nursed & happens(rng, 0.12, rows))
    grown = draft.age >= 18
    person["independent"] = ~(draft.severe & grown & happens(rng, 0.75, rows))
    applied = nursed & happens(rng, 0.82, rows)
    person["nursing_subsidy_applied"] = only_if(applied, days_ago(between(rng, 3, 2500, rows)))
    injured = holder & grown & (kind == DisabilityKind.physical) & happens(rng, 0.02, rows)
    person["injury_care_allowance"] = injured
    other = nursed & happens(rng, 0.03, rows)
    person["same_kind_care"] = np.where(other, between(rng, 6, 30, rows) * 1000, 0)
    other = holder & happens(rng, 0.01, rows)
    person["same_kind_living"] = np.where(other, between(rng, 5, 25, rows) * 1000, 0)
    ill = np.array(shares("serious_illness"))[np.searchsorted((40, 60), draft.age, side="right")]
    person["serious_illness"] = happens(rng, ill, rows)
    able = (draft.age >= 16) & (draft.age < 60) & ~draft.unfit
    able &= ~(person["serious_illness"] & happens(rng, 0.6, rows))
    person["able_to_work"] = able
    person["otherwise_unable_to_work"] = draft.severe & ~draft.unfit & happens(rng, 0.02, rows)
