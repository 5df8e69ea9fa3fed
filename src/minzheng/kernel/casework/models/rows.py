"""What every row about a case has in common: it lies where the case lies.

The foreign key is on (case, division, label) with ON UPDATE CASCADE, so that the database itself
keeps a case and everything about it together: a household that moves takes its cases along, and no
row of a hidden case can be left where somebody sees it. `with_case` is its SQL, for migrations.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from minzheng.kernel.protection.models import LONGEST_DIVISION, Placed

CODE_LENGTH = 60
NAME_LENGTH = 100
REASON_LENGTH = 300


def codes(title: str) -> "ArrayField[list[str], list[str]]":
    """A column of codes: steps or flags, in the order in which they came."""
    return ArrayField(models.CharField(max_length=CODE_LENGTH), verbose_name=title, default=list)


def office_code(title: str) -> "models.CharField[str, str]":
    """A column that names an office by the code of its division."""
    return models.CharField(title, max_length=LONGEST_DIVISION, blank=True)


class CaseRow(Placed):
    """A row about a case. `division` and `label` are those of the case."""

    case = models.ForeignKey(
        "casework.Case",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


def with_case(table: str) -> str:
    """The constraint that keeps the rows of a table with their case, as SQL."""
    return (
        f"alter table {table} add constraint {table}_with_case"
        " foreign key (case_id, division, label) references casework_case (id, division, label)"
        " on update cascade on delete restrict deferrable initially deferred;"
    )


def without_case(table: str) -> str:
    """Undoes `with_case`."""
    return f"alter table {table} drop constraint {table}_with_case;"
