"""Children whose parents cannot care for them."""

import numpy as np

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.figures import share
from minzheng.adapters.population.kinds import SKIPPED_GENERATION, Role
from minzheng.adapters.population.reference import days_ago, only_if
from minzheng.adapters.population.streams import Array, Mask, between, happens, pick
from minzheng.catalogue.codes import (
    ChildScheme,
    Custody,
    DisabilityKind,
    ParentState,
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
    draft.parents_away = np.where(left & ~alone, 2, np.where(single & ~half, 1, 0))
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
    multiple = person[f"{name}_disability_kind"] == DisabilityKind.multiple
    person[f"{name}_includes_intellectual_or_mental"] = happens(rng, 0.4, rows)
    person.hide(f"{name}_includes_intellectual_or_mental", ~multiple)


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
        state[person["serious_illness"][parent]] = ParentState.severely_ill
        state[draft.severe[parent]] = ParentState.severely_disabled
        state[person["custody"][parent] == Custody.prison] = ParentState.prison
        state[person["custody"][parent] == Custody.compulsory_detox] = ParentState.compulsory_detox
        state[person["declared_missing"][parent]] = ParentState.declared_missing
        state[draft.dead[parent]] = ParentState.dead
        person[f"{name}_state"] = np.where(at_home, state, person[f"{name}_state"])
        for fact in ("disability_kind", "disability_grade"):
            own = person[f"{name}_{fact}"]
            person[f"{name}_{fact}"] = np.where(at_home, person[fact][parent], own)
