"""One village for all tests of residents."""

import pytest

from tests.kernel.residents.village import Village, settled


@pytest.fixture
def village(db: None) -> Village:
    """Two households of one village, everybody's number confirmed."""
    return settled()
