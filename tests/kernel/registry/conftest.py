"""The cast, the divisions where they work, and the rules of this installation."""

import pytest

from minzheng.config.platform import platform
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.people import DIVISIONS, put_down


@pytest.fixture
def cast(db: None) -> None:
    """Staff with their accounts and posts, and their divisions."""
    put_down()
    load_divisions(DIVISIONS.items())


@pytest.fixture
def rules() -> None:
    """The rules of every line."""
    install_rules(platform)
