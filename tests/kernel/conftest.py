"""Keys for every test of the kernel: they lie in the run's own home."""

import pytest

from minzheng.base.clock import SystemClock
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path


@pytest.fixture(scope="session", autouse=True)
def _keys(django_test_environment: None) -> None:
    keyring.ensure(keyring_path(), SystemClock().now())
