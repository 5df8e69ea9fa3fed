"""Whatever is sent to a form of the portal, the answer is a page: never a failure, never markup."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern

from minzheng.interfaces.portal import urls
from tests.desk.test_hostile_posts import HOSTILE
from tests.kernel.residents.village import Village
from tests.machines import Answer
from tests.portal.conftest import SignedIn, browser_of
from tests.portal.matters import Matters, entered
from tests.portal.visits import address_of

pytestmark = pytest.mark.slow

FURTHER = ("query", "next", "case", "agree", "authority", "person", "size", "version", "request_id")
_NAMED = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')


@dataclass(frozen=True)
class Form:
    """A route that takes what is sent, and its view."""

    route: str
    parameters: tuple[str, ...]
    view: Any


def forms() -> list[Form]:
    """Every route of the portal that answers POST."""
    found = []
    for entry in urls.urlpatterns:
        assert isinstance(entry, URLPattern)
        view = entry.callback.view_class  # type: ignore[attr-defined]  # a class's view
        if hasattr(view, "post") and "post" in view.http_method_names:
            found.append(Form(str(entry.name), tuple(entry.pattern.converters), view))
    return found


FORMS = forms()


@pytest.fixture(scope="module")
def _matters(_village: Village) -> Matters:
    return entered(_village)


@pytest.fixture
def matters(_matters: Matters, village: Village) -> Matters:
    """What pages may name; nobody has sent anything within the hour."""
    cache.clear()
    return _matters


def fields_of(form: Form, client: Client, where: str) -> list[str]:
    """The names that the view reads: of its form, and of its page."""
    declared = getattr(form.view, "form_class", None)
    names = {*(declared.base_fields if declared else ()), *FURTHER}
    page: Answer = client.get(where)
    if page.status_code == 200 and not page.streaming:
        names |= set(_NAMED.findall(page.content.decode()))
    return sorted(names)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.route)
def test_a_hostile_post_is_answered(form: Form, matters: Matters, at_home: SignedIn) -> None:
    where = address_of(form.route, form.parameters, matters)
    names = fields_of(form, at_home("赵大山"), where)
    for kind, value in HOSTILE.items():
        # Signing out is among the forms; whoever is signed out sends nothing more to it.
        client = browser_of("赵大山")
        cache.clear()
        answer = client.post(where, dict.fromkeys(names, value))
        assert answer.status_code < 500, kind
        if kind == "markup" and not answer.streaming:
            assert value.encode() not in answer.content
    client = browser_of("赵大山")
    twice = client.post(where, {name: ["a", "b"] for name in names})
    assert twice.status_code < 500
    files = {name: SimpleUploadedFile("坏.png", b"\0\1") for name in names}
    assert client.post(where, files).status_code < 500
    big = client.post(where, {names[0]: "长" * 3_500_000})
    assert big.status_code < 500
    for media in ("application/json", "text/plain", "multipart/form-data"):
        other = client.generic("POST", where, b"\xff\xfe{[", content_type=media)
        assert other.status_code < 500, media


def test_every_form_of_the_portal_is_attacked() -> None:
    assert len(FORMS) >= 20
