"""A village whose residents are signed in, and the letters that telephones would get."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from minzheng.base.clock import SystemClock
from minzheng.config.wiring import install_ports
from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.own_rows import AUTHORITY_KEY
from minzheng.kernel.access.session_store import POST_KEY, SIGNED_IN_KEY, SessionStore
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry.api.divisions import load_divisions
from tests.kernel.residents.village import Village, account_of, settled
from tests.people import DIVISIONS

SignedIn = Callable[..., Client]


@pytest.fixture(scope="session", autouse=True)
def _installed(django_test_environment: None) -> None:
    keyring.ensure(keyring_path(), SystemClock().now())
    install_ports()


@pytest.fixture(scope="module")
def _village(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Village]:
    """Entered once for a module, in a transaction that is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_divisions(DIVISIONS.items())
        yield settled()
        transaction.set_rollback(True)


@pytest.fixture
def village(_village: Village) -> Iterator[Village]:
    """The same for every test: what a test changes is undone."""
    before = transaction.savepoint()
    yield _village
    transaction.savepoint_rollback(before)


@pytest.fixture
def at_home(village: Village) -> SignedIn:
    """`at_home("赵大山")`: the browser of a resident."""
    return browser_of


def browser_of(name: str, authority: UUID | None = None) -> Client:
    """A client with the session that signing in leaves behind."""
    account = Account.objects.get(pk=account_of(name))
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[SIGNED_IN_KEY] = clock.now().isoformat()
    session[POST_KEY] = str(Post.objects.get(account=account).pk)
    if authority is not None:
        session[AUTHORITY_KEY] = str(authority)
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
