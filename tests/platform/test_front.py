"""What stands before the pages: addresses behind a proxy, log lines, styles of others."""

import io
import json
import logging.config
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from minzheng.config.logs import log_configuration
from minzheng.config.wsgi import Surroundings, from_behind_proxy


def seen_address(forwarded: str | None) -> str:
    """The address that the application sees behind our proxy."""
    seen: list[str] = []

    def application(surroundings: Surroundings, start: Callable[..., Any]) -> Iterable[bytes]:
        seen.append(surroundings["REMOTE_ADDR"])
        return []

    surroundings: Surroundings = {"REMOTE_ADDR": "127.0.0.1"}
    if forwarded is not None:
        surroundings["HTTP_X_FORWARDED_FOR"] = forwarded
    from_behind_proxy(application)(surroundings, lambda *_: None)
    return seen[0]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("203.0.113.9, 192.0.2.7", "192.0.2.7"),
        ("10.0.0.1,10.0.0.2 , 192.0.2.7", "192.0.2.7"),
        ("", "127.0.0.1"),
        (None, "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxy_wrote_is_believed(forwarded: str | None, address: str) -> None:
    assert seen_address(forwarded) == address


def test_lines_are_json_without_personal_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.StringIO()
    configuration = log_configuration()
    configuration["handlers"]["stderr"]["stream"] = lines
    before = logging.getLogger().handlers[:]
    try:
        logging.config.dictConfig(configuration)
        logging.getLogger("django.request").error("who is %s", "32040219801102002X")
        logging.getLogger("gunicorn.access").info("GET /search?q=32040219801102002X")
    finally:
        logging.getLogger().handlers[:] = before
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [line["logger"] for line in told] == ["django.request"]
    assert "320402" not in lines.getvalue()


@pytest.mark.parametrize(
    "name", ["tabler.min.css", "tabler.min.js", "tabler-icons.min.css", "echarts.min.js"]
)
def test_styles_of_others_are_there_and_compressed(name: str) -> None:
    found = finders.find(f"vendor/{name}")
    assert found, "run tools/fetch_assets.py"
    assert finders.find(f"vendor/{name}.gz")


@pytest.mark.django_db
def test_health_answers_without_signing_in(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_another_host_name_is_refused(client: Client) -> None:
    assert client.get("/health", headers={"host": "evil.example"}).status_code == 400


def test_the_order_of_middleware_is_the_one_that_was_thought_about() -> None:
    names = [name.rsplit(".", 1)[1] for name in settings.MIDDLEWARE]
    assert names[0] == "SecurityMiddleware"
    order = ["SessionMiddleware", "AuthenticationMiddleware", "AxesMiddleware", "AccessMiddleware"]
    assert sorted(order, key=names.index) == order


def test_every_app_of_the_kernel_is_installed() -> None:
    kernel = [name for name in settings.INSTALLED_APPS if name.startswith("minzheng.kernel.")]
    assert [name.rsplit(".", 1)[1] for name in kernel] == [
        "protection",
        "audit",
        "access",
        "registry",
        "residents",
        "documents",
        "exchange",
        "casework",
        "entitlements",
        "payments",
    ]
