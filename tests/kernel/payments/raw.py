"""Raw SQL as the application's role, past the program."""

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from tests.people import COUNTY, acting

AT_ONCE = "set constraints all immediate"


def run(statement: str, **named: Any) -> int:
    """One statement in the county's finance officer's scope."""
    with acting("finance"), connection.cursor() as cursor:
        cursor.execute(statement, {"county": COUNTY, **named})
        return int(cursor.rowcount)


def refused(rule: str, statement: str, **named: Any) -> None:
    """It is refused by that rule."""
    with pytest.raises(DatabaseError) as caught:
        run(statement, **named)
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert (cause.diag.constraint_name or "").startswith(rule), cause
