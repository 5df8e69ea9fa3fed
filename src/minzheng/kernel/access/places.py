"""Rows of open tables, narrowed to the actor's division: what row security does for the others."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.protection.context import scope_of

Row = TypeVar("Row", bound=Model)


def within(rows: QuerySet[Row], actor: Actor, column: str = "division") -> QuerySet[Row]:
    """The rows whose division lies in the actor's."""
    low, high = scope_of(actor.division)
    return rows.filter(**{f"{column}__gte": low, f"{column}__lt": high})


def covers(actor: Actor, division: str) -> bool:
    """Whether a division lies in the actor's."""
    low, high = scope_of(actor.division)
    return low <= division < high
