"""Declarations, one line on each model: how the rows of its table are protected.

    @by_division
    class Person(Placed): ...

A table without a declaration is closed to everybody but its owner.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from django.apps import apps
from django.db import models

from minzheng.kernel.protection.errors import Unclassified
from minzheng.kernel.protection.third_party import THIRD_PARTY, Access

Row = TypeVar("Row", bound=type[models.Model])

WRITE = Access(add=True, change=True, remove=True)
NONE = Access(read=False)


class Kind(Enum):
    """How the rows of a table are protected."""

    BY_DIVISION = "by division and label"
    AUDIT_TRAIL = "written by everybody, read by division and label, by auditors everywhere"
    UNPROTECTED = "open to the application"
    WORKER_ONLY = "open to background work alone"


@dataclass(frozen=True, slots=True)
class Own:
    """Columns by which a resident sees rows: by person, by household, with the row of a table.

    `along` pairs a column with the table whose row it names; whoever sees that one as a resident
    sees this one. `only` are conditions in SQL that hold for all of them.
    """

    persons: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    along: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.persons or self.households or self.along)


NOBODYS = Own()


@dataclass(frozen=True, slots=True)
class Classification:
    """The protection of one table; `reason` is empty where the kind says it all."""

    kind: Kind
    reason: str = ""
    append_only: bool = False
    application: Access = NONE
    worker: Access = NONE
    auditor: bool = False
    own: Own = NOBODYS


_declared: dict[type[models.Model], Classification] = {}


def by_division(model: Row) -> Row:
    """Rows are seen and written within the division range and the labels of the scope."""
    _declare(model, Classification(Kind.BY_DIVISION, application=WRITE, worker=WRITE))
    return model


def append_only(model: Row) -> Row:
    """In addition, and above the other decorator: rows are added and read, never changed."""
    known = _declared.get(model)
    if known is None:
        raise Unclassified(f"{model.__name__}: @append_only stands above the declaration of rows")
    _declared[model] = replace(
        known,
        append_only=True,
        application=_without_change(known.application),
        worker=_without_change(known.worker),
    )
    return model


def seen_by_its_person(*columns: str, only: str = "true") -> Callable[[Row], Row]:
    """In addition: a resident sees the rows that name him in a column; he never writes them.

    Columns are those of the database (`person_id`); `only` is a condition for rows of somebody
    else beneath his name. Read-only, because what residents ask for is entered by commands, at
    the office where the file lies.
    """
    return _also(lambda own: replace(own, persons=own.persons + columns, only=(*own.only, only)))


def seen_by_its_household(column: str) -> Callable[[Row], Row]:
    """In addition: a resident sees the rows that name his household in a column."""
    return _also(lambda own: replace(own, households=(*own.households, column)))


def seen_with(column: str, table: str, only: str = "true") -> Callable[[Row], Row]:
    """In addition: a resident sees the rows that belong to a row of `table` that he sees."""
    return _also(
        lambda own: replace(own, along=(*own.along, (column, table)), only=(*own.only, only))
    )


def unprotected(reason: str) -> Callable[[Row], Row]:
    """Rows hold nothing about persons, or are needed before it is known who asks."""
    return _declaring(Classification(Kind.UNPROTECTED, reason, application=WRITE, worker=WRITE))


def worker_only(reason: str) -> Callable[[Row], Row]:
    """Rows are for background work."""
    return _declaring(Classification(Kind.WORKER_ONLY, reason, application=NONE, worker=WRITE))


def classified_as(classification: Classification) -> Callable[[Row], Row]:
    """For the few tables that the decorators above cannot describe."""
    return _declaring(classification)


def classified() -> Mapping[str, Classification]:
    """Every table with a declaration: models of ours, third-party tables, by table name."""
    ours = {model._meta.db_table: how for model, how in _declared.items()}
    theirs = {
        name: Classification(Kind.UNPROTECTED, table.reason, False, table.application, table.worker)
        for name, table in THIRD_PARTY.items()
    }
    return theirs | ours


def undeclared() -> list[type[models.Model]]:
    """Models whose table has no declaration."""
    known = classified()
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in known
    ]


def _declaring(classification: Classification) -> Callable[[Row], Row]:
    if not classification.reason.strip():
        raise Unclassified("a table that is not protected by division says why")

    def declare(model: Row) -> Row:
        _declare(model, classification)
        return model

    return declare


def _also(added: Callable[[Own], Own]) -> Callable[[Row], Row]:
    def declare(model: Row) -> Row:
        known = _declared.get(model)
        if known is None or known.kind is not Kind.BY_DIVISION:
            raise Unclassified(f"{model.__name__}: own rows are declared above @by_division")
        _declared[model] = replace(known, own=added(known.own))
        return model

    return declare


def _declare(model: type[models.Model], classification: Classification) -> None:
    if model._meta.abstract:
        raise Unclassified(f"{model.__name__} is abstract: declare the models that have tables")
    _declared[model] = classification


def _without_change(access: Access) -> Access:
    return Access(read=access.read, add=access.add)
