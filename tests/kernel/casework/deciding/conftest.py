"""The cast, the rules, items and letters of this installation."""

import pytest

from minzheng.config.platform import letter_templates, platform
from minzheng.kernel.casework.letters.ports import install_templates
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.people import DIVISIONS, put_down


@pytest.fixture
def office(db: None) -> None:
    """Staff, divisions, rules, items and templates."""
    put_down()
    load_divisions(DIVISIONS.items())
    install_rules(platform)
    install_items(platform)
    install_templates(letter_templates)
