"""The cast, and a few people of the registry."""

import pytest

from tests.people import put_down


@pytest.fixture
def cast(db: None) -> None:
    """Staff with their accounts and posts."""
    put_down()
