"""The cast, the rules and items of this installation, and a household that has applied."""

import pytest

from minzheng.config.platform import platform
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.fieldwork.matters import Matter, applied
from tests.people import DIVISIONS, put_down


@pytest.fixture
def office(db: None) -> None:
    """Staff, divisions, rules and items."""
    put_down()
    load_divisions(DIVISIONS.items())
    install_rules(platform)
    install_items(platform)


@pytest.fixture
def matter(office: None) -> Matter:
    """A household of two whose application was accepted."""
    return applied()
