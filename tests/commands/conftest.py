"""One filled-in workbook for all tests of the commands."""

from pathlib import Path

import pytest

from tests.commands.office import filled


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three households as an officer typed them."""
    return filled(tmp_path_factory.mktemp("office") / "家庭.xlsx")
