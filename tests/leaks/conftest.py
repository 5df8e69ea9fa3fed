"""The cast and the small registry of the desk's tests, undone after each test."""

import pytest

from minzheng.base.clock import SystemClock
from minzheng.config.platform import platform
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry import ports
from tests.desk.payment_records import install_money
from tests.desk.records import Records, entered
from tests.people import put_down


@pytest.fixture(scope="session", autouse=True)
def _installed(django_test_environment: None) -> None:
    keyring.ensure(keyring_path(), SystemClock().now())
    ports.install_rules(platform)


@pytest.fixture
def records(db: None) -> Records:
    """Staff, and what they have entered."""
    put_down()
    # Each time: the tests of payments bring a bank of their own.
    install_money()
    return entered()
