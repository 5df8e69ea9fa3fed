"""The portal serving a village, and telephones before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from minzheng.base.clock import SystemClock
from minzheng.config.wiring import install_ports
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry.api.divisions import load_divisions
from tests.database import Clone
from tests.journeys.conftest import CHROMIUM, FLAGS, _serving
from tests.kernel.registry.residents import home_of
from tests.kernel.residents.village import SINCE, Village, settled
from tests.people import DIVISIONS, acting, signed_in
from tests.portal.applying import announced, begun, submit
from tests.portal.conftest import browser_of


@dataclass(frozen=True)
class Portal:
    """The running portal with its village."""

    address: str
    village: Village
    browser: Browser
    cases: tuple[UUID, UUID]
    cookies: dict[str, str]

    def context(self, who: str = "") -> BrowserContext:
        """A telephone of somebody who is signed in, or of a stranger."""
        context = self.browser.new_context(
            viewport={"width": 390, "height": 844}, locale="zh-CN", base_url=self.address
        )
        if who:
            name, value = settings.SESSION_COOKIE_NAME, self.cookies[who]
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return context


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
        client = browser_of("赵大山")
        case = begun(client)
        submit(client, case)
        announced(case)
        cases = case, begun(client, "low_income_families.edge")
        cookies = {name: _cookie(browser_of(name)) for name in ("赵大山", "钱小凤", "李邻居")}
        with transaction.atomic():
            cookies["village_officer_a"] = _cookie(signed_in(Client(), "village_officer_a"))
        with _serving() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield Portal(address, village, browser, cases, cookies)
            browser.close()
        connections.close_all()
        database_clone.make()


def _cookie(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value
