"""The cast, its county's money, and the benefits of this installation."""

from collections.abc import Iterator

import pytest

from minzheng.config.platform import platform
from minzheng.config.practice import practice
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.ports import install_benefits
from minzheng.kernel.payments import ports
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.payments.payroll import NOON, PlainText, funded
from tests.people import DIVISIONS, put_down


def _installed() -> None:
    install_rules(platform)
    install_benefits(platform)
    ports.practice_numbers.install(practice)
    ports.bank_formats.install({PlainText.code: PlainText()})


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """Staff, divisions, funds with money; it is noon on 10 November 2026."""
    put_down()
    load_divisions(DIVISIONS.items())
    _installed()
    with clock.standing_at(NOON):
        funded()
        yield
