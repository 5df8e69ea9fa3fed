"""Where OpenFisca's int32 and float32 fail, shown by OpenFisca itself.

``python -m benchmarks.openfisca_model.number_range``
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from openfisca_core.simulations import SimulationBuilder

from benchmarks.openfisca_model.declaring import Array, Model

MONTH = "2026-11"
LIMIT = 1_000_000_00

WRONG = Model("person", "household")
WRONG.inputs({"assets": int, "salary": int, "deposit": float}, {})


@WRONG.of_group(int)
def total_salary(household: Any, period: Any) -> Array:
    """A sum that does not fit although each part does."""
    return household.sum(household.members("salary", period))


@WRONG.of_person(int)
def yearly(person: Any, period: Any) -> Array:
    """A product in the type of the input."""
    return person("salary", period) * np.int32(12)


@WRONG.of_person(bool)
def within_limit(person: Any, period: Any) -> Array:
    """An asset test that a millionaire passes."""
    return person("assets", period) <= LIMIT


def failures() -> Iterator[tuple[str, float, float]]:
    """What was put in or should come out, and what OpenFisca makes of it, without a warning."""
    builder: Any = SimulationBuilder()
    builder.create_entities(WRONG.system())
    builder.declare_person_entity("person", [0, 1])
    household = builder.declare_entity("household", [0])
    builder.join_with_persons(household, [0, 0], [0, 0])
    simulation = builder.build(WRONG.system())
    assets, salary, deposit = 3_000_000_000, 2_000_000_000, 23_456_789.01
    simulation.set_input("assets", MONTH, np.array([assets, assets]))
    simulation.set_input("salary", MONTH, np.array([salary, salary]))
    simulation.set_input("deposit", MONTH, np.array([deposit, 0.0]))
    for what, right, name in (
        ("assets of 30 million yuan, in fen", assets, "assets"),
        ("whether 30 million are within a limit of one million", 0, "within_limit"),
        ("two incomes of 20 million yuan added up", 2 * salary, "total_salary"),
        ("an income of 20 million yuan times 12", 12 * salary, "yearly"),
        ("a float", deposit, "deposit"),
    ):
        yield what, right, float(simulation.calculate(name, MONTH)[0])


if __name__ == "__main__":
    for what, right, found in failures():
        print(f"{what}: {right:,.2f} becomes {found:,.2f}")
