"""Single sign-on (OIDC) against a provider of our own: finds accounts, opens none."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from minzheng.kernel.access.models import Account
from tests.people import account_id

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("cast"),
    pytest.mark.urls("tests.kernel.access.probe_urls"),
]
LOGIN, CALLBACK = "/accounts/oidc/bureau/login/", "/accounts/oidc/bureau/login/callback/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """The bureau's identity provider: knows one user."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.username = "town_clerk_a"
        self.nonce = ""

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def claims(self) -> dict[str, Any]:
        """What it says of the user."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": "minzheng",
            "sub": f"sub-{self.username}",
            "iat": now,
            "exp": now + 60,
            "preferred_username": self.username,
        }
        return claims | ({"nonce": self.nonce} if self.nonce else {})

    def answer(self, path: str) -> dict[str, Any]:
        """The documents of the protocol."""
        if path.endswith("/openid-configuration"):
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
            }
        if path == "/token":
            token = jwt.encode(self.claims(), KEY, algorithm="RS256", headers={"kid": "1"})
            return {"access_token": "a", "token_type": "Bearer", "id_token": token}
        if path == "/keys":
            numbers = KEY.public_key().public_numbers()
            parts = {"n": numbers.n, "e": numbers.e}
            return {
                "keys": [{"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig"} | _b64(parts)]
            }
        return self.claims()


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        """Every document."""
        content = json.dumps(self.server.answer(urlsplit(self.path).path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        """Silent."""


def _b64(numbers: dict[str, int]) -> dict[str, str]:
    return {
        name: base64.urlsafe_b64encode(n.to_bytes((n.bit_length() + 7) // 8, "big"))
        .rstrip(b"=")
        .decode()
        for name, n in numbers.items()
    }


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """A provider, and the settings that name it."""
    server = Provider()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "bureau",
                    "name": "市统一身份认证",
                    "client_id": "minzheng",
                    "secret": "x",
                    "settings": {"server_url": server.address},
                }
            ]
        }
    }
    yield server
    server.shutdown()


def sign_in(client: Client, provider: Provider) -> str:
    """Go there and come back; where the browser ends up."""
    there = client.post(LOGIN)
    asked = parse_qs(urlsplit(there.headers["Location"]).query)
    provider.nonce = asked.get("nonce", [""])[0]
    back = client.get(CALLBACK, {"state": asked["state"][0], "code": "c"})
    return back.headers.get("Location", str(back.status_code))


def signed_in_as(client: Client) -> str | None:
    """The account of the session."""
    return client.session.get("_auth_user_id")


def test_an_account_that_exists_is_found_and_linked(client: Client, provider: Provider) -> None:
    sign_in(client, provider)
    assert signed_in_as(client) == str(account_id("town_clerk_a"))
    assert SocialAccount.objects.get().user_id == account_id("town_clerk_a")
    again = Client()
    sign_in(again, provider)
    assert signed_in_as(again) == str(account_id("town_clerk_a"))


def test_nobody_is_let_in_who_has_no_account(client: Client, provider: Provider) -> None:
    provider.username = "stranger"
    assert sign_in(client, provider).startswith("/accounts/login/")
    assert signed_in_as(client) is None
    assert not Account.objects.filter(username="stranger").exists()


def test_a_disabled_account_is_not_let_in(client: Client, provider: Provider) -> None:
    Account.objects.filter(pk=account_id("town_clerk_a")).update(is_active=False)
    sign_in(client, provider)
    assert client.get("/probe/person").status_code == 302
    assert not SocialAccount.objects.exists()


def test_staff_who_come_from_there_still_need_their_second_factor(
    client: Client, provider: Provider
) -> None:
    sign_in(client, provider)
    assert client.get("/probe/person").headers["Location"].startswith("/accounts/2fa/totp/activate")


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, provider: Provider) -> None:
    client.get(CALLBACK, {"state": "made-up", "code": "c"})
    assert signed_in_as(client) is None


def test_without_settings_there_is_no_single_sign_on(client: Client) -> None:
    assert client.post(LOGIN).status_code == 404
