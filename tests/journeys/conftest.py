"""A live server on the tests' own database, and a browser before it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import HTTPServer
from pathlib import Path
from shutil import which
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from minzheng.base.clock import SystemClock
from minzheng.config.platform import platform
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry import ports
from tests.database import Clone
from tests.desk.records import Records, entered
from tests.people import put_down, signed_in

CHROMIUM = os.environ.get("CHROMIUM") or which("chromium") or which("google-chrome") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]
SESSION = settings.SESSION_COOKIE_NAME
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each request, ended with the test process."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing."""


@dataclass(frozen=True)
class Desk:
    """The running desk: where it is, what was entered, and the browser."""

    address: str
    records: Records
    browser: Browser
    cookies: dict[str, str]

    def context(self, who: str = "", *, phone: bool = False) -> BrowserContext:
        """A window of somebody of the cast, or of a stranger."""
        size = PHONE if phone else DESK
        context = self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale="zh-CN",
            base_url=self.address,
        )
        if who:
            cookie = {
                "name": settings.SESSION_COOKIE_NAME,
                "value": self.cookies[who],
                "url": self.address,
            }
            context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict is what it takes
        return context


@pytest.fixture(scope="module")
def desk(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, database_clone: Clone
) -> Iterator[Desk]:
    """The desk, serving. What the journeys enter is committed; afterwards the copy is made anew."""
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("no browser on this machine")
    keyring.ensure(keyring_path(), SystemClock().now())
    ports.install_rules(platform)
    with django_db_blocker.unblock():
        put_down()
        records = entered()
        names = ("town_clerk_a", "town_approver_a", "county_officer", "county_approver", "auditor")
        above = ("town_clerk_b", "city_officer", "system_admin", "security_admin")
        # Setting up a second factor is an event, which is written in the transaction of the act.
        with transaction.atomic():
            cookies = {
                name: signed_in(Client(), name).cookies[settings.SESSION_COOKIE_NAME].value
                for name in names + above
            }
        with _serving() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield Desk(address, records, browser, cookies)
            browser.close()
        connections.close_all()
        database_clone.make()


class _serving:
    """Serves the application with its static files on a free port."""

    def __enter__(self) -> str:
        application = StaticFilesHandler(get_wsgi_application())
        self.server: HTTPServer = Server(("127.0.0.1", 0), Quiet)
        assert isinstance(self.server, Server)
        self.server.set_app(application)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()


Opened = Callable[..., Page]


@pytest.fixture
def opened(desk: Desk) -> Iterator[Opened]:
    """`opened("town_clerk_a", "/persons/")`: a page, whose faults in the console fail the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(who: str = "", path: str = "/", *, phone: bool = False) -> Page:
        context = desk.context(who, phone=phone)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda told: faults.append(told.text) if "Content Security" in told.text else None,
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture(scope="module", autouse=True)
def _beside_the_driver() -> Iterator[None]:
    """The browser's driver keeps a loop in this thread; what the tests do beside it is ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(autouse=True)
def _no_connection_of_another_module() -> Iterator[None]:
    """A connection that a module leaves open outlives the copy of the database it was made for."""
    connections.close_all()
    yield
    connections.close_all()
