"""Rows that follow a person or a household: where the file goes, they go.

A row carries the division and the label of whom it is about, so that one rule of the database
decides who sees it. Hence re-homing must move them all, in whatever app they stand: a model says so
once, by one of the decorators here, and the functions that move files read this list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Follower:
    """A model, and its column that says whom a row follows."""

    model: type[models.Model]
    column: str

    @property
    def table(self) -> str:
        """The table's name."""
        return self.model._meta.db_table


_OF_PERSONS: dict[str, Follower] = {}
_OF_HOUSEHOLDS: dict[str, Follower] = {}
_PLACED: dict[str, type[models.Model]] = {}


def follows_person(column: str = "person_id") -> Callable[[M], M]:
    """Rows go with the person named in a column; on a merge that column is rewritten too."""

    def declare(model: M) -> M:
        _OF_PERSONS[model._meta.db_table] = Follower(model, column)
        return placed(model)

    return declare


def follows_household(column: str = "household_id") -> Callable[[M], M]:
    """Rows go with the household named in a column, where it is not empty."""

    def declare(model: M) -> M:
        _OF_HOUSEHOLDS[model._meta.db_table] = Follower(model, column)
        return placed(model)

    return declare


def placed(model: M) -> M:
    """Rows lie in a division and get its new code when it changes, whomever they follow."""
    _PLACED[model._meta.db_table] = model
    return model


def followers_of_persons() -> tuple[Follower, ...]:
    """Every model whose rows follow a person."""
    return tuple(_OF_PERSONS.values())


def followers_of_households() -> tuple[Follower, ...]:
    """Every model whose rows follow a household."""
    return tuple(_OF_HOUSEHOLDS.values())


def placed_models() -> tuple[type[models.Model], ...]:
    """Every model whose rows lie in a division that may change."""
    return tuple(_PLACED.values())
