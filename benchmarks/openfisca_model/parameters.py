"""The platform's numbers as an OpenFisca parameter tree: values only, no formula comes from us."""

from collections.abc import Mapping
from typing import Any

from openfisca_core.parameters import ParameterNode

Stored = int | Mapping[int, int]
BEGINNING = "2020-01-01"

RENAMED = {"children": "child_welfare"}
"""OpenFisca keeps a node's entries in its attribute ``children``: no group may be called so."""

PRESUPPOSED: Mapping[str, int] = {
    "minimum_living.amount_method": 1,
    "minimum_living.grace_amount": 1,
    "minimum_living.adds_uplifts": False,
    "disability.covers_rigid_families": False,
    "disability.covers_adults_without_income": False,
    "elderly.covers_rigid_families": False,
    "children.severe_rigid_families": False,
}
"""Choices of an area that the model was written for; it refuses to run with others."""


def parameter_tree(numbers: Mapping[str, Stored]) -> ParameterNode:
    """``line.name`` as nested groups; a table is a group of its entries by code or step."""
    different = {key for key, value in PRESUPPOSED.items() if numbers[key] != value}
    if different:
        raise ValueError(f"the model presupposes {PRESUPPOSED}; not so: {sorted(different)}")
    tree: dict[str, Any] = {}
    for key, value in numbers.items():
        line, name = key.split(".")
        tree.setdefault(RENAMED.get(line, line), {})[name] = _written(value)
    return ParameterNode("", data=tree)


def _written(value: Stored) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {str(code): _written(each) for code, each in value.items()}
    return {"values": {BEGINNING: {"value": value}}}
