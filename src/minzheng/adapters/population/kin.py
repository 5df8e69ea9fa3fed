"""Children whose parents cannot care for them, and the statutory supporters of those in need."""

import numpy as np

from minzheng.adapters.population.draft import Columns, Draft
from minzheng.adapters.population.economy import ORDINARY, POOR
from minzheng.adapters.population.figures import share, shares
from minzheng.adapters.population.kinds import SKIPPED_GENERATION, Role
from minzheng.adapters.population.reference import born, days_ago, only_if
from minzheng.adapters.population.streams import Array, Mask, between, happens, pick, yuan_around
from minzheng.catalogue.codes import (
    ChildScheme,
    Custody,
    DisabilityKind,
    ParentState,
    Relation,
    Sex,
)

_STATES = (
    (ParentState.dead, 30),
    (ParentState.declared_missing, 2),
    (ParentState.cannot_be_found, 3),
    (ParentState.severely_disabled, 16),
    (ParentState.severely_ill, 8),
    (ParentState.prison, 14),
    (ParentState.compulsory_detox, 5),
    (ParentState.otherwise_restricted, 1),
    (ParentState.lost_contact, 19),
    (ParentState.guardianship_revoked, 1),
    (ParentState.deported, 1),
)
_MONTHS = (
    ParentState.prison,
    ParentState.compulsory_detox,
    ParentState.otherwise_restricted,
    ParentState.lost_contact,
)


def orphan(draft: Draft) -> None:
    """The states of both parents of every child; nearly all are able."""
    rng = draft.streams.of("parents")
    rows, person = draft.persons, draft.person
    minor = draft.age < 18
    left = minor & (draft.role == Role.grandchild) & SKIPPED_GENERATION[draft.kind][draft.home]
    alone = left & happens(rng, share("without_parents"), rows)
    single = minor & (draft.role == Role.child) & (_second_role(draft) == Role.child)
    half = single & happens(rng, share("other_parent_lost"), rows)
    father_at_home = draft.sex[draft.first[draft.home]] == Sex.male
    for name, missing in (
        ("father", alone | half & ~father_at_home),
        ("mother", alone | half & father_at_home),
    ):
        _lose(draft, name, missing)
    _present_parents(draft, minor & (draft.role == Role.child))
    draft.orphaned = alone
    known = alone & happens(rng, 0.7, rows)
    person["child_recognised"] = only_if(known, days_ago(between(rng, 20, 2400, rows)))
    person["in_child_institution"] = alone & happens(rng, 0.05, rows)
    other = alone & happens(rng, 0.10, rows)
    person["child_scheme"] = np.where(
        other, ChildScheme.extreme_poverty, ChildScheme.children
    ).astype(np.int16)
    person["child_allowance"] = np.where(known & ~other, 194_500, 0)


def _second_role(draft: Draft) -> Array:
    """The role of the second member, as seen by each person of the household."""
    second = np.minimum(draft.first + 1, draft.persons - 1)
    roles = np.where(draft.size > 1, draft.role[second], Role.nobody)
    return np.asarray(roles[draft.home])


def _lose(draft: Draft, name: str, missing: Mask) -> None:
    rng = draft.streams.of(name)
    rows, person = draft.persons, draft.person
    codes = np.array([code for code, _ in _STATES])
    drawn = codes[pick(rng, [float(weight) for _, weight in _STATES], rows)]
    state = np.where(missing, drawn, ParentState.able).astype(np.int16)
    person[f"{name}_state"] = state
    timed = np.isin(state, _MONTHS)
    person[f"{name}_state_months"] = between(rng, 2, 48, rows).astype(np.int32)
    person.hide(f"{name}_state_months", ~timed | happens(rng, 0.04, rows))
    lost = state == ParentState.lost_contact
    person[f"{name}_supports"] = happens(rng, 0.2, rows)
    person.hide(f"{name}_supports", ~lost | happens(rng, 0.06, rows))
    disabled = state == ParentState.severely_disabled
    kinds = pick(rng, [1.0, 1, 0.2, 4, 3, 4, 1], rows) + DisabilityKind.visual
    person[f"{name}_disability_kind"] = np.where(disabled, kinds, 0).astype(np.int16)
    grades = pick(rng, [3.0, 4, 2, 0.5], rows) + 1
    person[f"{name}_disability_grade"] = np.where(disabled, grades, 0).astype(np.int16)


def _present_parents(draft: Draft, child: Mask) -> None:
    """A parent in the household who is disabled, held or dead has that state for the child too."""
    person = draft.person
    head = draft.first[draft.home]
    with_spouse = _second_role(draft) == Role.spouse
    spouse = np.where(with_spouse, np.minimum(head + 1, draft.persons - 1), head)
    head_is_father = draft.sex[head] == Sex.male
    for name, parent, here in (
        ("father", np.where(head_is_father, head, spouse), head_is_father | with_spouse),
        ("mother", np.where(head_is_father, spouse, head), ~head_is_father | with_spouse),
    ):
        at_home = child & here
        state = np.zeros(draft.persons, np.int16)
        state[draft.severe[parent]] = ParentState.severely_disabled
        state[person["custody"][parent] == Custody.prison] = ParentState.prison
        state[person["custody"][parent] == Custody.compulsory_detox] = ParentState.compulsory_detox
        state[person["declared_missing"][parent]] = ParentState.declared_missing
        state[draft.dead[parent]] = ParentState.dead
        person[f"{name}_state"] = np.where(at_home, state, person[f"{name}_state"])
        for fact in ("disability_kind", "disability_grade"):
            own = person[f"{name}_{fact}"]
            person[f"{name}_{fact}"] = np.where(at_home, person[fact][parent], own)


def register_supporters(draft: Draft) -> None:
    """Who must support the needy who cannot work: children, parents or grandparents.

    Rows exist only for those to whom it matters; of everybody else the list is complete and empty.
    """
    rng = draft.streams.of("supporters")
    rows, person = draft.persons, draft.person
    hardship = draft.hardship[draft.home]
    weak = (draft.age >= 60) | (draft.age < 18) | draft.unfit
    alone = draft.size[draft.home] == 1
    needy = weak & ~draft.dead & ((hardship != ORDINARY) | alone | draft.orphaned)
    old = draft.age >= 60
    childless = np.array(shares("without_supporters"))[hardship] * np.where(alone, 1.0, 0.25)
    number = np.where(old, 1 + pick(rng, [5.0, 4, 2], rows), 2)
    number = np.where(happens(rng, childless, rows) & (old | (draft.age >= 18)), 0, number)
    number = np.where(needy, number, 0)
    draft.needy = needy
    person["supporters_complete"] = np.ones(rows, bool)
    person.hide("supporters_complete", needy & happens(rng, 0.03, rows))
    draft.supported = np.repeat(np.arange(rows), number)
    draft.supporter = Columns(len(draft.supported))
    _describe(draft, rng)


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
    disabled = ~well_off & happens(rng, 0.30, count)
    kinds = pick(rng, shares("disability_kinds"), count) + DisabilityKind.visual
    grades = pick(rng, [3.0, 3, 2, 2], count) + 1
    supporter["disability_kind"] = np.where(disabled, kinds, 0).astype(np.int16)
    supporter["disability_grade"] = np.where(disabled, grades, 0).astype(np.int16)
    supporter["no_civil_capacity"] = disabled & happens(rng, 0.2, count)
    supporter["declared_missing"] = ~well_off & happens(rng, 0.03, count)
    supporter["in_prison"] = ~well_off & happens(rng, 0.06, count)
    supporter["otherwise_unable"] = ~well_off & happens(rng, 0.02, count)
    # Their income may be looked up only with their consent (救助法 第41条); some refuse.
    refuses = happens(rng, 0.08, count)
    for name in ("income", "household_income", "household_size"):
        supporter.hide(name, refuses)
    supporter.hide("property_within_limits", refuses | happens(rng, 0.02, count))
