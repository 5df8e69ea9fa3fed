"""A family with a case, demo departments that can be told how to behave, and a worker."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from minzheng.kernel.access import clock
from minzheng.kernel.exchange import ports
from tests.kernel.exchange.checks.family import NOON, Family, Town, enter_family


@pytest.fixture
def town(cast: None) -> Iterator[Town]:
    """The departments of a town, and a clock."""
    before = ports.departments()
    with clock.standing_at(NOON):
        yield Town()
    ports.departments.install(before)


@pytest.fixture
def family(town: Town) -> Family:
    """Father, mother, a child of ten, and the father's grown-up son who lives elsewhere."""
    return enter_family(town)


def later(days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
    """An instant after noon of the first day."""
    return NOON + timedelta(days=days, hours=hours, minutes=minutes)
