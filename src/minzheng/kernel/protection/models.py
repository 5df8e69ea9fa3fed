"""What models of personal rows extend."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import models

from minzheng.kernel.protection import context
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import LABEL_CHOICES, Label

LONGEST_DIVISION = 12
LONGEST_LABEL = 20


Row = TypeVar("Row", bound=models.Model, covariant=True)


class ScopedRows(models.QuerySet[Row]):
    """Rows that are asked for only inside a scope: forgetting it is loud, not empty.

    The database would answer with nothing, which looks like an honest result.
    """

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            context.current()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row]:
        context.current()
        return super().iterator(chunk_size)

    def count(self) -> int:
        context.current()
        return super().count()

    def exists(self) -> bool:
        context.current()
        return super().exists()

    def aggregate(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        context.current()
        return super().aggregate(*arguments, **named)

    def update(self, **values: Any) -> int:
        context.current()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        context.current()
        return super().delete()


class Identified(models.Model):
    """A row with an identifier that nobody can guess."""

    id = models.UUIDField("编号", primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class Placed(Identified):
    """A row about persons: it belongs to a division and carries a label.

    Indexes of large tables begin with the division, and lists are ordered by it first: row security
    is a range on this column, and the planner does not know its bounds.
    """

    division = models.CharField("所属区划", max_length=LONGEST_DIVISION)
    label = models.CharField(
        "敏感标签",
        max_length=LONGEST_LABEL,
        choices=LABEL_CHOICES,
        default=Label.ORDINARY.value,
    )

    objects = ScopedRows.as_manager()

    class Meta:
        abstract = True
