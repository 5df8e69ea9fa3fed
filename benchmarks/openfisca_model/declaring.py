"""Entities, and a short form of OpenFisca's variable classes: one documented function each.

Amounts are integer fen, which OpenFisca stores as int32: at most 21,474,836.47 yuan.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.periods import MONTH
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Array = npt.NDArray[Any]
Formula = Callable[..., Array]
ROLES: Any = [{"key": "member", "plural": "members", "label": "Member"}]


class Model:
    """A person entity, a group entity and the variables declared on them."""

    def __init__(self, person: str, group: str) -> None:
        self.person: Any = Entity(person, f"{person}s", person, "")
        self.group: Any = GroupEntity(group, f"{group}s", group, "", roles=ROLES)
        self._declared: list[type[Variable]] = []

    def of_person(self, kind: type) -> Callable[[Formula], Formula]:
        """Declare a variable of each person; the function is its formula."""
        return self._declare(self.person, kind)

    def of_group(self, kind: type) -> Callable[[Formula], Formula]:
        """Declare a variable of each group; the function is its formula."""
        return self._declare(self.group, kind)

    def inputs(self, persons: Mapping[str, type], groups: Mapping[str, type]) -> None:
        """Declare what is not computed."""
        for entity, kinds in ((self.person, persons), (self.group, groups)):
            for name, kind in kinds.items():
                self._add(entity, kind, name, {"label": name})

    def system(self) -> TaxBenefitSystem:
        """A tax-benefit system with these variables, and no parameters yet."""
        system = TaxBenefitSystem([self.person, self.group])
        for each in self._declared:
            system.add_variable(each)
        return system

    def _declare(self, entity: Any, kind: type) -> Callable[[Formula], Formula]:
        def declare(formula: Formula) -> Formula:
            written = {"label": formula.__doc__, "formula": formula}
            self._add(entity, kind, formula.__name__, written)
            return formula

        return declare

    def _add(self, entity: Any, kind: type, name: str, written: dict[str, Any]) -> None:
        fixed = {"value_type": kind, "entity": entity, "definition_period": MONTH}
        self._declared.append(type(name, (Variable,), {**fixed, **written}))


BENEFITS = Model("person", "household")
"""Persons in their households."""

SUPPORT = Model("supporter", "supported")
"""Supporters outside the household, grouped by whom they are to support."""


def among(codes: Array, *wanted: int) -> Array:
    """Whether each code is one of some; faster than numpy.isin for so few."""
    found = codes == wanted[0]
    for each in wanted[1:]:
        found = found | (codes == each)
    return found


def entry(table: Any, codes: Array) -> Array:
    """The entry of a parameter table for each code."""
    values = {int(name): table[name] for name in table}
    stored = np.zeros(max(values) + 1, np.int64)
    for code, value in values.items():
        stored[code] = value
    return stored[codes]


def floor_ratio(amount: Array, ratio: int) -> Array:
    """Amount times a ratio in ten-thousandths, rounded down to the fen; the product needs int64."""
    return amount.astype(np.int64) * ratio // 10_000


def ceil_ratio(amount: Array, ratio: int) -> Array:
    """The same rounded up."""
    return -(amount.astype(np.int64) * -ratio // 10_000)
