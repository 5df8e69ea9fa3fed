"""The cast with their divisions."""

import pytest

from minzheng.kernel.registry.api.divisions import load_divisions
from tests.people import DIVISIONS, put_down


@pytest.fixture
def cast(db: None) -> None:
    """Staff with their accounts and posts, and their divisions."""
    put_down()
    load_divisions(DIVISIONS.items())
