"""Runs the model on arrays: columns in, amounts in fen out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.openfisca_model import (  # noqa: F401 - importing declares the variables
    children,
    disability,
    elderly,
    extreme_poverty,
    household,
    income,
    minimum_living,
    supporters,
)
from benchmarks.openfisca_model.declaring import BENEFITS, SUPPORT, Array, Model, ceil_ratio
from benchmarks.openfisca_model.inputs import (
    FROM_SUPPORTERS,
    HOUSEHOLD,
    PERSON,
    SUPPORTER,
    SWITCHED,
)
from benchmarks.openfisca_model.parameters import Stored, parameter_tree

VARIABLES: Mapping[str, str] = {
    "minimum_living.own_share": "own_share",
    "minimum_living.single_grant": "single_grant",
    "extreme_poverty.grant": "extreme_poverty_grant",
    "disability.living_subsidy": "living_subsidy",
    "disability.nursing_subsidy": "nursing_subsidy",
    "elderly.old_age_allowance": "old_age_allowance",
    "elderly.hardship_old_age_allowance": "hardship_old_age_allowance",
    "elderly.care_subsidy": "care_subsidy",
    "children.orphan_allowance": "orphan_allowance",
    "children.de_facto_allowance": "de_facto_allowance",
    "children.severe_child_allowance": "severe_child_allowance",
}
"""Our outcomes, one row per person, and the variable that models each."""

Columns = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Tables:
    """Columns of persons, households and supporters, with ``household_no`` and ``person_no``."""

    persons: Columns
    households: Columns
    supporters: Columns


class SharedBenefits:
    """The model with one set of numbers, for one month (``2026-11``)."""

    def __init__(self, numbers: Mapping[str, Stored], month: str) -> None:
        self._month = month
        tree = parameter_tree(numbers)
        self._benefits, self._support = _system(BENEFITS, tree), _system(SUPPORT, tree)
        self._multiple = int(_number(numbers, "minimum_living.support_threshold_multiple"))
        counted = {
            kind: int for kind, key in SWITCHED.items() if _number(numbers, f"minimum_living.{key}")
        }
        self.persons: Sequence[str] = (*PERSON, *counted)
        """The person facts that must be loaded."""
        self.households: Sequence[str] = tuple(HOUSEHOLD)
        self.supporters: Sequence[str] = tuple(SUPPORTER)

    def simulation(self, tables: Tables) -> Simulation:
        """A simulation of persons in households, the supporters' part computed already."""
        found = _simulation(
            self._benefits,
            BENEFITS,
            tables.persons["person_no"],
            tables.households["household_no"],
            tables.persons["household_no"],
        )
        for name in self.persons:
            found.set_input(name, self._month, tables.persons[name])
        for name in self.households:
            found.set_input(name, self._month, tables.households[name])
        for name, values in self._from_supporters(found, tables).items():
            found.set_input(name, self._month, values)
        return found

    def amounts(self, simulation: Simulation, outcomes: Iterable[str] = VARIABLES) -> Columns:
        """The outcomes of every person."""
        return {key: simulation.calculate(VARIABLES[key], self._month) for key in outcomes}

    def _from_supporters(self, simulation: Simulation, tables: Tables) -> Columns:
        """What the supporters' model says of each person; who has none has no able one."""
        persons = tables.persons["person_no"]
        found: dict[str, Array] = {
            name: np.full(len(persons), kind is bool, kind)
            for name, kind in FROM_SUPPORTERS.items()
        }
        who = tables.supporters["person_no"]
        if not len(who):
            return found
        supported = np.unique(who)
        rows = np.searchsorted(persons, supported)
        ids = np.arange(len(who))
        other = _simulation(self._support, SUPPORT, ids, supported, who)
        for name in self.supporters:
            other.set_input(name, self._month, tables.supporters[name])
        exempting = simulation.calculate("unemployed_severely_disabled", self._month)
        standard = simulation.calculate("standard", self._month)
        home = simulation.populations["household"].members_entity_id[rows]
        other.set_input("exempting", self._month, exempting[rows])
        threshold = ceil_ratio(standard[home], self._multiple)
        other.set_input("support_threshold", self._month, threshold)
        for name in found:
            found[name][rows] = other.calculate(name, self._month)
        return found


def _number(numbers: Mapping[str, Stored], key: str) -> int:
    found = numbers[key]
    assert isinstance(found, int)
    return found


def _system(model: Model, tree: ParameterNode) -> TaxBenefitSystem:
    system = model.system()
    system.parameters = tree
    return system


def _simulation(
    system: TaxBenefitSystem, model: Model, members: Array, groups: Array, group_of: Array
) -> Simulation:
    """OpenFisca's own way in for large tables."""
    builder: Any = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity(model.person.key, members)
    group = builder.declare_entity(model.group.key, groups)
    builder.join_with_persons(group, group_of, np.zeros(len(members), np.int64))
    return builder.build(system)
