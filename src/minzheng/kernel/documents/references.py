"""Which columns name files of the store: what none of them names is swept away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of digests."""

    model: type[models.Model]
    column: str


_REFERENCES: list[Reference] = []


def refers_to_files(*columns: str) -> Callable[[M], M]:
    """Declare the columns of a model that hold digests of the store, "" for none."""

    def declare(model: M) -> M:
        _REFERENCES.extend(Reference(model, column) for column in columns)
        return model

    return declare


def digests_in_use() -> frozenset[str]:
    """Every digest that a row names, inside a scope that sees all rows."""
    return frozenset(
        digest
        for each in _REFERENCES
        for digest in each.model._default_manager.exclude(**{each.column: ""})
        .values_list(each.column, flat=True)
        .distinct()
    )
