"""Where people live and are registered, what they are to the head, and what they study."""

import numpy as np

from minzheng.adapters.population.draft import Draft
from minzheng.adapters.population.figures import share, table
from minzheng.adapters.population.kinds import Role
from minzheng.adapters.population.reference import born, days_ago, only_if
from minzheng.adapters.population.streams import between, happens, pick
from minzheng.catalogue.codes import Custody, Relation, Schooling, Sex

_RELATIONS = {
    Role.head: Relation.head,
    Role.spouse: Relation.spouse,
    Role.child: Relation.child,
    Role.parent: Relation.parent,
    Role.grandparent: Relation.grandparent,
    Role.grandchild: Relation.grandchild,
    Role.child_in_law: Relation.child,  # GB/T 4761 has children in law among the children
    Role.sibling: Relation.sibling,
    Role.other: Relation.other,
}

_LOCAL_BY_AGE = ((18, 0.48), (35, 0.70), (50, 0.90), (65, 0.98))
"""From this age of the head: share of households registered here, before scaling."""


def settle(draft: Draft) -> None:
    """Villages of the households; whether they are registered in the city."""
    rng = draft.streams.of("settlement")
    county = draft.block.county
    draft.village = pick(rng, county.weights, draft.households)
    draft.household["settlement"] = county.settlements[draft.village]
    rng = draft.streams.of("registration")
    ages = [age for age, _ in _LOCAL_BY_AGE]
    shares = np.array([part for _, part in _LOCAL_BY_AGE])
    chance = shares[np.searchsorted(ages, draft.head_age, side="right") - 1]
    draft.local_home = happens(rng, chance, draft.households)
    # Couples meet across borders: a spouse may have kept the registration of the birthplace.
    odd = happens(rng, 0.035, draft.persons) & (draft.role == Role.spouse)
    local = draft.local_home[draft.home] ^ odd
    foreign = odd & happens(rng, 0.006, draft.persons) & draft.local_home[draft.home]
    draft.person["locally_registered"] = local
    draft.person["covered"] = ~foreign
    draft.from_hong_kong = foreign


def introduce(draft: Draft) -> None:
    """Sex, birth, relation, duty of support and residence of every person."""
    rng = draft.streams.of("relations")
    person = draft.person
    codes = np.zeros(len(Role), np.int16)
    for role, relation in _RELATIONS.items():
        codes[role] = relation
    person["member_number"] = (draft.seat + 1).astype(np.int32)
    person["relation"] = codes[draft.role]
    person["sex"] = draft.sex
    _twins(draft)
    person["birth_date"] = born(draft.age, draft.days)
    no_duty = (draft.role == Role.other) | (draft.role == Role.sibling)
    person["support_duty"] = ~no_duty
    grown_child = (draft.role == Role.child) & (draft.age >= 18)
    person["co_resident"] = ~(grown_child & happens(rng, 0.04, draft.persons))
    dead = happens(rng, _mortality(draft), draft.persons) & (draft.size[draft.home] > 1)
    dead &= draft.role != Role.head
    alone = (draft.size[draft.home] == 1) & happens(rng, _mortality(draft) / 4, draft.persons)
    person["death_date"] = only_if(dead | alone, days_ago(between(rng, 0, 170, draft.persons)))
    draft.dead = dead | alone


def _twins(draft: Draft) -> None:
    """One birth in eighty is of twins: the second child is born on the day of the first."""
    rng = draft.streams.of("twins")
    second = np.zeros(draft.persons, bool)
    second[1:] = (draft.role[1:] == Role.child) & (draft.role[:-1] == Role.child)
    rows = np.flatnonzero(second & happens(rng, 1 / 40, draft.persons))
    draft.age[rows] = draft.age[rows - 1]
    draft.days[rows] = draft.days[rows - 1]


def _mortality(draft: Draft) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    rate = share("deaths_half_year") * np.exp((draft.age - 68.0) / 10)
    return np.asarray(np.minimum(rate, 0.05))


def school(draft: Draft) -> None:
    """The stage of full-time study, by age; the older ones study from their parents' home."""
    rng = draft.streams.of("schooling")
    rates = table("schooling")
    draw = rng.random(draft.persons)
    at_home = (draft.role == Role.child) | (draft.role == Role.grandchild)
    age = draft.age
    stage = np.zeros(draft.persons, np.int16)
    for code, low, high in (
        (Schooling.kindergarten, 3, 5),
        (Schooling.compulsory, 6, 14),
        (Schooling.senior_secondary, 15, 17),
        (Schooling.undergraduate, 18, 21),
        (Schooling.postgraduate, 22, 25),
    ):
        here = (age >= low) & (age <= high) & (draw < rates[code.name])
        stage[here & (at_home | (age < 18))] = code
    late = (age == 22) & at_home & (stage == Schooling.none) & (draw < 0.35)
    stage[late] = Schooling.undergraduate
    draft.person["schooling"] = stage
    draft.studying = stage >= Schooling.senior_secondary


def set_apart(draft: Draft) -> None:
    """Conscripts, prisoners, clergy, the missing: few, and decisive for who belongs."""
    rng = draft.streams.of("set apart")
    rows, age, person = draft.persons, draft.age, draft.person
    man = draft.sex == Sex.male
    fit = man & (age >= 18) & (age <= 22) & ~draft.studying & (draft.role == Role.child)
    person["conscript"] = fit & happens(rng, share("conscripts") * 6, rows)
    grown = man & (age >= 20) & (age < 60)
    custody = np.zeros(rows, np.int16)
    custody[grown & happens(rng, share("prison"), rows)] = Custody.prison
    other = grown & happens(rng, share("other_custody"), rows) & (custody == Custody.none)
    kinds = np.array(
        [
            Custody.detained,
            Custody.compulsory_detox,
            Custody.community_correction,
            Custody.community_detox,
        ]
    )
    custody[other] = kinds[pick(rng, [3.0, 2, 4, 1], rows)][other]
    person["custody"] = custody
    held = custody != Custody.none
    person["custody_since"] = only_if(held, days_ago(between(rng, 10, 1400, rows)))
    rare = (age >= 30) & (draft.size[draft.home] > 1) & ~held & ~draft.dead
    clergy = rare & happens(rng, share("clergy") * 2, rows)
    person["clergy_years"] = np.where(clergy, between(rng, 1, 15, rows), 0).astype(np.int32)
    person["declared_missing"] = (
        rare & ~clergy & (draft.role != Role.head) & happens(rng, share("missing") * 3, rows)
    )
    draft.absent = (
        draft.dead
        | clergy
        | person["declared_missing"]
        | (custody == Custody.prison)
        | (custody == Custody.compulsory_detox)
        | person["conscript"]
    )
