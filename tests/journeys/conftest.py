"""A live server on the tests' own database, and a browser before it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import which
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from minzheng.base.clock import SystemClock
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.protection.cryptography import keyring
from minzheng.kernel.protection.keys import keyring_path
from minzheng.kernel.registry import ports
from tests.database import Clone
from tests.desk.payment_records import install_money
from tests.desk.records import Records, entered
from tests.people import put_down, signed_in

CHROMIUM = os.environ.get("CHROMIUM") or which("chromium") or which("google-chrome") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each request, ended with the test process."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing."""


class Hour:
    """What time it is for whoever asks the server, where a test has moved it."""

    moved: datetime | None = None


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """Within it, it is so many days earlier, here and for the server."""
    Hour.moved = SystemClock().now() - timedelta(days=days)
    try:
        with clock.standing_at(Hour.moved):
            yield
    finally:
        Hour.moved = None


@dataclass(frozen=True)
class Serving:
    """A running server with a browser before it, and whoever has signed in."""

    address: str
    browser: Browser
    cookies: dict[tuple[str, datetime | None], str] = field(default_factory=dict)

    def context(self, who: str = "", *, phone: bool = False, **further: Any) -> BrowserContext:
        """A window of somebody who is signed in, or of a stranger."""
        size = PHONE if phone else DESK
        context = self.browser.new_context(
            viewport=size, locale="zh-CN", base_url=self.address, **further
        )
        if who:
            name, value = settings.SESSION_COOKIE_NAME, self.cookie(who)
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return context

    def cookie(self, who: str) -> str:
        """The session of somebody; another one where the time was moved, as sessions end."""
        key = (who, Hour.moved)
        if key not in self.cookies:
            # Setting up a second factor is an event, written in the transaction of the act.
            with transaction.atomic():
                held = self.client(who).cookies[settings.SESSION_COOKIE_NAME]
            self.cookies[key] = held.value
        return self.cookies[key]

    def client(self, who: str) -> Client:
        """Somebody of the cast, signed in."""
        return signed_in(Client(), who)


@dataclass(frozen=True)
class Desk(Serving):
    """The running desk, and what was entered."""

    records: Records = field(kw_only=True)


@pytest.fixture(scope="module")
def desk(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, database_clone: Clone
) -> Iterator[Desk]:
    """The desk, serving. What the journeys enter is committed; afterwards the copy is made anew."""
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("no browser on this machine")
    keyring.ensure(keyring_path(), SystemClock().now())
    ports.install_rules(platform)
    install_money()
    with django_db_blocker.unblock():
        put_down()
        records = entered()
        with serving() as address, browsing() as browser:
            yield Desk(address, browser, records=records)
        connections.close_all()
        database_clone.make()


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The application with its static files on a free port; the address."""
    application = StaticFilesHandler(get_wsgi_application())

    def at_the_hour(environ: Any, start: Any) -> Iterable[bytes]:
        if Hour.moved is None:
            return application(environ, start)
        with clock.standing_at(Hour.moved):
            return application(environ, start)

    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(at_the_hour)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()


def _watched(context: BrowserContext, faults: list[str]) -> Page:
    """A page whose faults in the console are noted."""
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda told: faults.append(told.text) if "Content Security" in told.text else None,
    )
    return page


class Windows:
    """One page for each of the cast, which goes from address to address."""

    def __init__(self, desk: Desk) -> None:
        self.faults: list[str] = []
        self._desk = desk
        self._pages: dict[str, Page] = {}

    def of(self, who: str) -> Page:
        """The page of somebody."""
        if who not in self._pages:
            self._pages[who] = _watched(self._desk.context(who), self.faults)
        return self._pages[who]

    def close(self) -> None:
        """Close them all."""
        for page in self._pages.values():
            page.context.close()


Opened = Callable[..., Page]


@pytest.fixture
def opened(desk: Desk) -> Iterator[Opened]:
    """`opened("town_clerk_a", "/persons/")`: a page, whose faults in the console fail the test."""
    with opening(desk) as open_page:
        yield open_page


@contextmanager
def opening(server: Serving) -> Iterator[Opened]:
    """Opens pages of a server; what their consoles complained of fails the test in the end.

    Whoever opens several has them in one window, which fetches styles and scripts once.
    """
    faults: list[str] = []
    contexts: dict[object, BrowserContext] = {}

    def open_page(who: str = "", path: str = "/", *, phone: bool = False) -> Page:
        key = (who, phone, Hour.moved)
        if key not in contexts:
            contexts[key] = server.context(who, phone=phone)
        page = _watched(contexts[key], faults)
        page.goto(path)
        return page

    yield open_page
    for context in contexts.values():
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
