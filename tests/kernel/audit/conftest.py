"""Django as the worker, for what only background work may do."""

from collections.abc import Iterator

import pytest
from django.db import connection

from minzheng.config.environment import DatabaseRole


@pytest.fixture
def db_as_worker(transactional_db: None) -> Iterator[None]:
    """Everything in the test runs as the worker's role."""
    before = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = DatabaseRole.WORKER.value
    yield
    connection.close()
    connection.settings_dict["USER"] = before
