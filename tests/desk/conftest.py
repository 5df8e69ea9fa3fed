"""The cast, a small registry, and clients that are signed in."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from minzheng.base.clock import SystemClock
from minzheng.config.platform import platform
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry import ports
from tests.desk.payment_records import install_money
from tests.desk.records import Records, entered
from tests.people import put_down, signed_in

SignedIn = Callable[[str], Client]


@pytest.fixture(scope="session", autouse=True)
def _installed(django_test_environment: None) -> None:
    keyring.ensure(keyring_path(), SystemClock().now())
    ports.install_rules(platform)


@pytest.fixture(scope="module")
def _entered(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Records]:
    """Staff, and what they have entered: once for a module, in a transaction that is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_down()
        # Each time: the tests of payments bring a bank of their own.
        install_money()
        yield entered()
        transaction.set_rollback(True)


@pytest.fixture
def records(_entered: Records) -> Iterator[Records]:
    """The same for every test: what a test changes is undone."""
    before = transaction.savepoint()
    yield _entered
    transaction.savepoint_rollback(before)


@pytest.fixture
def as_(records: Records) -> SignedIn:
    """`as_("town_clerk_a")`: a client of somebody of the cast."""
    return lambda name: signed_in(Client(), name)


def text(client: Client, address: str) -> str:
    """A page."""
    return client.get(address).content.decode()
