"""A table of personal rows for tests of protection, made by the owner as a migration would."""

import psycopg
from django.db import models

from minzheng.kernel.protection import row_security
from minzheng.kernel.protection.context import Label, Scope, scope_of
from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed, ScopedRows
from minzheng.kernel.protection.rows import WRITE, Classification, Kind

TABLE = "protection_probe"
TOWN, OTHER_TOWN, COUNTY, OTHER_COUNTY = "320402001", "320402002", "320402", "320411"

DECLARED = Classification(Kind.BY_DIVISION, application=WRITE, worker=WRITE)

CREATE = f"""
create table {TABLE} (
  id uuid primary key, division varchar(12) not null, label varchar(20) not null,
  name text not null default '', number bytea, number_index bytea
)
"""


class Probe(Placed):
    """A row about somebody."""

    name = models.TextField(default="")
    number = SecretField(kind="identity", null=True)
    number_index = BlindIndexField(null=True)

    # Said again, because the type checker does not know models of tests.
    objects = ScopedRows["Probe"].as_manager()

    class Meta:
        app_label = "protection"
        db_table = TABLE
        managed = False


def create_table(owner: psycopg.Connection, how: Classification = DECLARED) -> None:
    """Make the table and protect it."""
    owner.execute(CREATE)
    for statement in row_security.statements_for(TABLE, how):
        owner.execute(statement.encode())


def inside(division: str, *labels: Label) -> Scope:
    """The scope of somebody with a post in a division."""
    return Scope(*scope_of(division), frozenset(labels or [Label.ORDINARY]))
