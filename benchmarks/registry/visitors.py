"""Somebody at the desk, over HTTP to this machine: signed in once, then pages and searches."""

import http.client
import re
import socket
import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HOST = "127.0.0.1"
_PATIENCE = 60


class Unanswered(RuntimeError):
    """A page that did not come as it should: measuring it would mean nothing."""


class Visitor:
    """A signed-in member of staff, from as many threads as one likes."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> str:
        """A page."""
        return self._ask("GET", path, None)

    def post(self, path: str, form: Mapping[str, str]) -> str:
        """A form that is sent."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode({**form, **token}))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        # A connection for each question: one that was kept would be shut when nobody asks a while.
        connection = http.client.HTTPConnection(_HOST, self.port, timeout=_PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        elsewhere = answer.headers.get("Location", "")
        if answer.status >= HTTPStatus.BAD_REQUEST or "login" in elsewhere:
            raise Unanswered(f"{method} {path.split('/')[1]}: {answer.status} {elsewhere}")
        return text


def signed_in(port: int, name: str, password: str) -> Visitor:
    """Somebody who has just signed in, as soon as the server answers."""
    visitor = Visitor(port)
    page = _when_ready(visitor)
    found = _TOKEN.search(page)
    if found is not None:
        visitor.cookies.setdefault("csrftoken", found[1])
    visitor.post("/accounts/login/", {"login": name, "password": password})
    visitor.get("/")
    return visitor


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _when_ready(visitor: Visitor) -> str:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return visitor.get("/accounts/login/")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
