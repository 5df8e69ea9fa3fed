"""The portal serving a village, and telephones before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from minzheng.base.clock import SystemClock
from minzheng.config.wiring import install_ports
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry.api.divisions import load_divisions
from tests.database import Clone
from tests.journeys.conftest import CHROMIUM, Serving, browsing, serving
from tests.kernel.registry.residents import home_of
from tests.kernel.residents.village import SINCE, Village, settled
from tests.people import DIVISIONS, acting
from tests.portal.conftest import browser_of
from tests.portal.matters import Matters, entered


@dataclass(frozen=True)
class Portal(Serving):
    """The running portal with its village."""

    village: Village = field(kw_only=True)
    matters: Matters = field(kw_only=True)

    def client(self, who: str) -> Client:
        """Somebody of the village, or of the staff."""
        return browser_of(who) if who in self.village.persons else super().client(who)


@pytest.fixture(scope="module")
def portal(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, database_clone: Clone
) -> Iterator[Portal]:
    """The portal, serving. What the journeys do is committed; afterwards the copy is made anew."""
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("no browser on this machine")
    keyring.ensure(keyring_path(), SystemClock().now())
    install_ports()
    with django_db_blocker.unblock():
        load_divisions(DIVISIONS.items())
        village = settled()
        with acting("town_clerk_a") as clerk:
            home_of(clerk, village.persons["周独居"], since=SINCE)
        matters = entered(village)
        with serving() as address, browsing() as browser:
            yield Portal(address, browser, village=village, matters=matters)
        connections.close_all()
        database_clone.make()
