"""The published figures that the demo city is calibrated to (`figures.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

CONFIDENCES = ("published", "reported", "memory", "assumed")
"""How sure a figure is, best first; explained at the head of the file."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a number, a list or a mapping of numbers, and where it comes from."""

    value: Any
    source: str
    confidence: str
    note: str


@cache
def figures() -> Mapping[str, Figure]:
    """All figures by name. An unknown source or confidence is a `ValueError`."""
    content = yaml.safe_load(files(__package__).joinpath("figures.yaml").read_text("utf-8"))
    read = {}
    for name, entry in content["figures"].items():
        if entry["confidence"] not in CONFIDENCES or entry["source"] not in content["sources"]:
            raise ValueError(f"figures.yaml: {name}")
        read[name] = Figure(
            entry["value"],
            content["sources"][entry["source"]],
            entry["confidence"],
            entry.get("note", ""),
        )
    return read


def share(name: str) -> float:
    """A figure that is one number."""
    return float(figures()[name].value)


def shares(name: str) -> list[float]:
    """A figure that is a list of numbers."""
    return [float(value) for value in figures()[name].value]


def table(name: str) -> dict[str, float]:
    """A figure that is a mapping to numbers."""
    return {str(key): float(value) for key, value in figures()[name].value.items()}


def fen(name: str) -> int:
    """A figure in yuan, as fen."""
    return round(share(name) * 100)
