"""The cast, with the rules, items and benefits of this installation."""

from collections.abc import Iterator

import pytest

from minzheng.config.platform import letter_templates, platform
from minzheng.kernel.access import clock
from minzheng.kernel.casework.letters.ports import install_templates
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.entitlements.ports import install_benefits
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.matters import MONDAY
from tests.people import DIVISIONS, put_down


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """Staff, divisions, rules, items, benefits; it is Monday, 9 November 2026."""
    put_down()
    load_divisions(DIVISIONS.items())
    install_rules(platform)
    install_items(platform)
    install_benefits(platform)
    install_templates(letter_templates)
    with clock.standing_at(MONDAY):
        yield
