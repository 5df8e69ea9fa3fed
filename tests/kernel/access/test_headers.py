"""Headers of every answer, and cookies when the connection is secure."""

import re
import subprocess
import sys

import pytest
from django.test import Client

from tests.people import signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("cast"),
    pytest.mark.urls("tests.kernel.access.probe_urls"),
]


@pytest.mark.parametrize("path", ["/probe/own", "/probe/open", "/probe/none", "/health"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = signed_in(client, "town_clerk_a").get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store, private"


def test_scripts_and_styles_come_from_here_or_carry_the_nonce(client: Client) -> None:
    policy = client.get("/probe/open").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"script-src 'self' 'nonce-[\w-]{16,}'", policy)
    assert policy != client.get("/probe/open").headers["Content-Security-Policy"]


def test_a_form_without_its_csrf_token_is_refused() -> None:
    client = signed_in(Client(enforce_csrf_checks=True), "town_clerk_a")
    assert client.post("/probe/adding", {"x": "1"}).status_code == 403


def test_a_cookie_of_a_session_is_unreadable_to_scripts_and_to_other_sites(client: Client) -> None:
    client.get("/accounts/2fa/authenticate/")
    client.get("/probe/own")
    signed_in(client, "town_clerk_a").get("/probe/person")
    for cookie in client.cookies.values():
        if cookie["path"]:
            assert cookie["httponly"]
            assert cookie["samesite"] == "Lax"


def test_in_earnest_the_cookies_are_bound_to_the_host() -> None:
    ask = (
        "from minzheng.config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0)"
    )
    surroundings = {"MINZHENG_PRODUCTION": "1", "MINZHENG_SECRET_KEY": "x" * 60, "PATH": ""}
    told = subprocess.run(
        [sys.executable, "-c", ask], env=surroundings, capture_output=True, text=True, check=True
    ).stdout
    assert told.split() == ["__Host-session", "True", "__Host-csrf", "True", "True"]
