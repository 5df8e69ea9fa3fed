"""Self-care and the ability of the old: one latent ability behind all items of a person."""

import numpy as np

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.economy import ORDINARY
from minzheng.adapters.population.figures import shares
from minzheng.adapters.population.streams import Array, between, happens
from minzheng.catalogue.codes import AbilityLevel, Support
from minzheng.catalogue.facts.ability import ABILITY_ITEMS

_SELF_CARE = {
    "washes": 0.62,
    "walks_indoors": 0.55,
    "uses_toilet": 0.50,
    "gets_up": 0.45,
    "dresses": 0.40,
    "eats": 0.28,
}
"""The ability at which each is lost: washing goes first, eating last."""

_FIRST_LOST = ("stairs", "bathing", "transport", "daily_affairs", "vision", "hearing", "memory")


def weaken(draft: Draft) -> None:
    """Six indicators for the needy, 26 scores for a share of the old, the form of support."""
    rng = draft.streams.of("frailty")
    rows, person = draft.persons, draft.person
    spare = rng.random(rows)
    decline = np.clip((draft.age - 62) / 60, 0, 0.6) + 0.35 * draft.severe
    decline = decline + 0.15 * person["serious_illness"]
    ability = np.clip(1.12 - 1.5 * decline * spare - 0.1 * spare, 0.0, 1.0)
    asked = draft.needy & (draft.hardship[draft.home] != ORDINARY)
    for name, threshold in _SELF_CARE.items():
        person[name] = ability + 0.05 * rng.standard_normal(rows) >= threshold
        person.hide(name, ~asked | happens(rng, 0.01, rows))
    institution = asked & happens(rng, np.where(ability < 0.45, 0.6, 0.15), rows)
    person["support_choice"] = np.where(institution, Support.institution, Support.scattered).astype(
        np.int16
    )
    _assess(draft, ability)


def _assess(draft: Draft, ability: Array) -> None:
    rng = draft.streams.of("assessment")
    rows, person = draft.persons, draft.person
    rates = np.array(shares("assessed"))
    rate = np.where(draft.age >= 80, rates[1], np.where(draft.age >= 60, rates[0], 0.0))
    poor = (draft.hardship[draft.home] != ORDINARY) & (draft.age >= 60)
    assessed = happens(rng, np.where(poor, rates[2], rate), rows) & ~draft.dead
    scored = np.flatnonzero(assessed & happens(rng, 0.93, rows))
    ill_of_mind = assessed & happens(rng, 0.35 * np.clip(0.8 - ability, 0, 1), rows)
    person["mental_diagnosis"] = ill_of_mind
    events = np.where(assessed & happens(rng, 0.10, rows), between(rng, 1, 3, rows), 0)
    person["risk_events"] = events.astype(np.int32)
    gaps = between(rng, 0, len(ABILITY_ITEMS) * 150, len(scored))
    for index, (name, (_, top)) in enumerate(ABILITY_ITEMS.items()):
        steady = ability[scored] + (-0.12 if name in _FIRST_LOST else 0.06)
        level = np.clip(steady + 0.08 * rng.standard_normal(len(scored)), 0, 1)
        score = np.zeros(rows, np.int32)
        # The healthy keep every point: no noise at the top of the scale.
        score[scored] = np.where(ability[scored] >= 0.985, top, np.rint(level * top))
        if name == "consciousness":
            score[scored] = np.where(
                (score[scored] == 0) & (ability[scored] > 0.12), 1, score[scored]
            )
        known = np.zeros(rows, bool)
        known[scored[gaps != index]] = True
        person[name] = score
        person.hide(name, ~known)
    reported = assessed.copy()
    reported[scored] = False
    levels = np.searchsorted((0.15, 0.35, 0.55, 0.97), ability, side="right")
    person["reported_ability"] = (AbilityLevel.total - levels).astype(np.int16)
    person.hide("reported_ability", ~reported)


def hide_unknowns(draft: Draft) -> None:
    """Holes where officers really lack answers: savings, casual pay, what a person can still do."""
    rng = draft.streams.of("holes")
    household, person = draft.household, draft.person
    asked = household["applied"] < 9999_12_31
    for name, rate in (("assets", 0.035), ("vehicles", 0.015), ("houses", 0.01)):
        often = np.where(asked, rate, rate / 12)
        household.hide(name, happens(rng, often, draft.households))
    asked_of = asked[draft.home]
    irregular = np.where(asked_of, 1.0, 0.12)
    for name, here, rate in (
        ("wage", person["employed"], 0.03),
        ("business", person["business"] != 0, 0.06),
        ("property_income", person["property_income"] > 0, 0.03),
        ("property_income", draft.age >= 25, 0.01),
        ("able_to_work", person["disability_grade"] >= 3, 0.06),
        ("able_to_work", person["serious_illness"], 0.04),
        ("support_duty", draft.role >= 7, 0.05),
        ("own_assets", draft.age >= 18, 0.02),
        ("property_within_limits", draft.needy, 0.04),
    ):
        person.hide(name, here & happens(rng, rate * irregular, draft.persons))
