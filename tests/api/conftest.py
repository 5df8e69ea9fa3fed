"""Fixtures of the interface's tests: keys, the cast in its places, the rules."""

import pytest

from minzheng.base.clock import SystemClock
from minzheng.config.platform import platform
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.people import DIVISIONS, put_down


@pytest.fixture(scope="session", autouse=True)
def _keys(django_test_environment: None) -> None:
    keyring.ensure(keyring_path(), SystemClock().now())


@pytest.fixture
def cast(db: None) -> None:
    """Staff with their accounts and posts, and their divisions."""
    put_down()
    load_divisions(DIVISIONS.items())
    install_rules(platform)
