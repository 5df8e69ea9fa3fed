"""Kinds of households: who lives together, and how old they are to each other."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from minzheng.adapters.population.streams import Array, happens
from minzheng.catalogue.codes import Sex


class Role(IntEnum):
    """What somebody is in the household, finer than the relation to its head."""

    nobody = 0
    head = 1
    spouse = 2
    child = 3
    parent = 4
    grandparent = 5
    grandchild = 6
    child_in_law = 7
    sibling = 8
    other = 9


_LETTERS = dict(zip("-HSCPAGLBO", Role, strict=True))
"""A is a grandparent (ancestor), L a child in law, B a brother or sister."""

SLOTS = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its members in order, how frequent it is before fitting, and the head's ages."""

    title: str
    members: str
    weight: float
    youngest: int
    oldest: int


KINDS = (
    Kind("单身或独居", "H", 25.0, 18, 94),
    Kind("夫妻", "HS", 22.0, 22, 89),
    Kind("夫妻一孩", "HSC", 19.0, 25, 69),
    Kind("夫妻二孩", "HSCC", 8.0, 27, 54),
    Kind("夫妻三孩", "HSCCC", 0.5, 30, 49),
    Kind("单亲一孩", "HC", 3.0, 24, 69),
    Kind("单亲二孩", "HCC", 0.4, 28, 54),
    Kind("三代，父母双方", "HSCPP", 3.2, 27, 49),
    Kind("三代，父母一方", "HSCP", 2.6, 30, 59),
    Kind("三代，二孩，父母一方", "HSCCP", 1.4, 30, 49),
    Kind("三代，二孩，父母双方", "HSCCPP", 1.6, 30, 44),
    Kind("夫妻与父母一方", "HSP", 1.6, 30, 69),
    Kind("子女与父母一方", "HP", 1.8, 25, 69),
    Kind("子女与父母双方", "HPP", 1.0, 20, 49),
    Kind("老年户主三代", "HSCLG", 1.8, 50, 69),
    Kind("四代", "HSCPA", 0.2, 35, 49),
    Kind("祖父母与孙辈", "HSG", 0.7, 50, 74),
    Kind("祖父或祖母与孙辈", "HG", 0.5, 50, 79),
    Kind("兄弟姐妹", "HB", 0.5, 20, 79),
    Kind("其他合住", "HO", 0.9, 20, 59),
)

ROLES = np.array(
    [[_LETTERS[letter] for letter in kind.members.ljust(SLOTS, "-")] for kind in KINDS], np.int8
)
"""Roles of each kind (rows) in each slot (columns)."""

SIZES = np.count_nonzero(ROLES, axis=1)

SKIPPED_GENERATION = np.array(["G" in kind.members and "C" not in kind.members for kind in KINDS])
"""Grandparents with grandchildren whose parents live elsewhere, or no longer."""


@dataclass(frozen=True, slots=True)
class Members:
    """Roles, sexes and ages by household (rows) and slot (columns)."""

    roles: Array
    sexes: Array
    ages: Array


def draw_members(kind: Array, head_age: Array, rng: np.random.Generator) -> Members:
    """Sexes and ages of everyone, given the kind and the head's age of each household."""
    rows = len(kind)
    roles = ROLES[kind]
    ages = np.zeros((rows, SLOTS), np.int64)
    males = happens(rng, 0.53, rows * SLOTS).reshape(rows, SLOTS)
    ages[:, 0] = head_age
    males[:, 0] = happens(rng, _head_is_male(roles, head_age), rows)
    for slot in range(1, SLOTS):
        _place(slot, roles, ages, males, rng)
    sexes = np.where(males, Sex.male, Sex.female).astype(np.int16)
    return Members(roles, sexes, np.clip(ages, 0, 104))


def _head_is_male(roles: Array, age: Array) -> Array:
    couple = roles[:, 1] == Role.spouse
    single_parent = (roles[:, 1] == Role.child) | (roles[:, 1] == Role.grandchild)
    alone = np.where(age < 45, 0.73, np.where(age < 65, 0.67, 0.40))
    return np.where(couple, 0.80, np.where(single_parent, 0.32, alone))


def _place(slot: int, roles: Array, ages: Array, males: Array, rng: np.random.Generator) -> None:
    rows = len(roles)
    head, before = ages[:, 0], ages[:, slot - 1]
    older = np.where(males[:, 0], -1.8, 1.8)
    spouse = np.clip(head + np.rint(older + 2.4 * rng.standard_normal(rows)), 20, 99)
    gap = 20 + np.rint(17 * (rng.random(rows) + rng.random(rows)) / 2 * 0.95)
    mother = np.where(males[:, 0] & (roles[:, 1] == Role.spouse), ages[:, 1], head)
    follows = roles[:, slot - 1] == roles[:, slot]
    child = np.where(follows, before - 1 - np.rint(6 * rng.random(rows)), mother - gap)
    child = np.clip(child, 0, None)
    parent = np.where(follows, before + np.rint(4 * rng.random(rows) - 1), head + gap)
    # A grandchild lives with its parents (HSCLG) or without them.
    own_parent = np.where(roles[:, slot - 1] == Role.child_in_law, before - gap, head - 24 - gap)
    drawn = {
        Role.spouse: spouse,
        Role.child: child,
        Role.parent: np.clip(parent, None, 101),
        Role.grandparent: np.clip(before + gap - 2, None, 104),
        Role.grandchild: np.clip(own_parent, 0, 24),
        Role.child_in_law: np.clip(before + np.rint(4 * rng.random(rows) - 2), 20, None),
        Role.sibling: np.clip(head + np.rint(10 * rng.random(rows) - 5), 18, None),
        Role.other: np.clip(head + np.rint(12 * rng.random(rows) - 6), 18, None),
    }
    for role, age in drawn.items():
        here = roles[:, slot] == role
        ages[here, slot] = age[here].astype(np.int64)
    males[:, slot] = _sex_beside(slot, roles, males, rng)


def _sex_beside(slot: int, roles: Array, males: Array, rng: np.random.Generator) -> Array:
    """Couples are of two sexes; a parent who is left alone is more often the mother."""
    role = roles[:, slot]
    follows = (roles[:, slot - 1] == role) & (role == Role.parent)
    leads = (role == Role.parent) & (
        roles[:, slot + 1] == Role.parent if slot + 1 < SLOTS else np.zeros(len(role), bool)
    )
    widowed = ((role == Role.parent) | (role == Role.grandparent)) & ~follows & ~leads
    sex = np.where(widowed, happens(rng, 0.30, len(role)), males[:, slot])
    sex = np.where(leads, True, np.where(follows, False, sex))
    sex = np.where(role == Role.spouse, ~males[:, 0], sex)
    return np.where(role == Role.child_in_law, ~males[:, slot - 1], sex)
