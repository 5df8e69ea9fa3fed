"""What every row about an award has in common: it lies where the award lies.

The foreign key is on (award, division, label) with ON UPDATE CASCADE, as that of the rows about a
case: a file that moves takes its awards along, with everything about them. Months are stored as
their first day.
"""

from typing import Any

from django.db import models

from minzheng.kernel.protection.fields import BlindIndexField
from minzheng.kernel.protection.models import Placed

RULE_LENGTH = 100
CODE_LENGTH = 60
NAME_LENGTH = 100
REASON_LENGTH = 300


def month(title: str, **named: Any) -> "models.DateField[Any, Any]":
    """A column that holds a month as its first day; the database refuses any other day."""
    return models.DateField(title, **named)


class AwardRow(Placed):
    """A row about an award. `division` and `label` are those of the award."""

    award = models.ForeignKey(
        "entitlements.Award",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class Recorded(models.Model):
    """Who wrote a row; nobody where the worker did, as the law or a match made it."""

    recorded_by = models.UUIDField("经办人", null=True)
    recorded_by_person = BlindIndexField(null=True)
    recorded_by_name = models.CharField("经办人姓名", max_length=NAME_LENGTH, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        abstract = True


def with_award(table: str) -> str:
    """The constraint that keeps the rows of a table with their award, as SQL."""
    return (
        f"alter table {table} add constraint {table}_with_award"
        " foreign key (award_id, division, label)"
        " references entitlements_award (id, division, label)"
        " on update cascade on delete restrict deferrable initially deferred;"
    )


def without_award(table: str) -> str:
    """Undoes `with_award`."""
    return f"alter table {table} drop constraint {table}_with_award;"
