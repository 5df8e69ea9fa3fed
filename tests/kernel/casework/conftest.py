"""The cast with their divisions, and the service items and rules of this installation."""

from collections.abc import Iterator

import pytest

from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.matters import MONDAY
from tests.people import DIVISIONS, put_down


@pytest.fixture
def cast(db: None) -> None:
    """Staff with their accounts and posts, and their divisions."""
    put_down()
    load_divisions(DIVISIONS.items())


@pytest.fixture(autouse=True)
def _items() -> None:
    install_items(platform)
    install_rules(platform)


@pytest.fixture
def monday() -> Iterator[None]:
    """It is nine o'clock on Monday, 9 November 2026."""
    with clock.standing_at(MONDAY):
        yield
