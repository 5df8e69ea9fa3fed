"""The table of personal rows."""

import psycopg
import pytest

from tests.kernel.protection.probes import create_table


@pytest.fixture
def probes(transactional_db: None, owner_connection: psycopg.Connection) -> None:
    """An empty, protected table, gone with the database copy of the test."""
    create_table(owner_connection)
