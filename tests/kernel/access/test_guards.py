"""The attempts that tools/mutate_access.py listens to are refused while all guards stand."""

import pytest

from minzheng.kernel.registry.api.divisions import load_divisions
from tests.kernel.access.guards import ATTEMPTS
from tests.people import DIVISIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast"), pytest.mark.slow]


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_is_refused(name: str) -> None:
    load_divisions(DIVISIONS.items())
    assert not ATTEMPTS[name]()
