"""The public pages of notices: read by strangers, kept by nobody, gone in time."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from minzheng.config.platform import platform
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.publicity.proposals import at, closed, posted, proposed
from tests.people import DIVISIONS, VILLAGE_A, put_down

pytestmark = pytest.mark.slow

LAST_SECOND, OVER = "2026-09-17 23:59:59", "2026-09-18 00:00:00"
LASTING = pytest.mark.django_db(transaction=True)


@pytest.fixture
def notice(db: None) -> Iterator[UUID]:
    """Up since 10 September 2026."""
    put_down()
    load_divisions(DIVISIONS.items())
    install_rules(platform)
    install_items(platform)
    cache.clear()
    with at("2026-09-10 09:00:00"):
        yield posted(proposed())


def page(notice: UUID, end: str = "") -> str:
    """The address of a page of the notice."""
    return f"/my/notices/{notice}/{end}"


def test_anybody_reads_it_and_nobody_keeps_it(notice: UUID, client: Client) -> None:
    with at(LAST_SECOND):
        answer = client.get(page(notice))
    assert answer.status_code == 200
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "王*明" in text
    assert "王晓明" not in text
    assert not re.search(r"\d{15}", text.replace(str(notice), ""))


@pytest.mark.parametrize("end", ["", "objection/"])
def test_it_is_gone_the_second_after_its_end(notice: UUID, client: Client, end: str) -> None:
    with at(LAST_SECOND):
        assert client.get(page(notice, end)).status_code == 200
    with at(OVER):
        answer = client.get(page(notice, end))
    assert answer.status_code == 410
    assert "王*明" not in answer.content.decode()
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_what_never_was_is_not_found(notice: UUID, client: Client) -> None:
    with at(LAST_SECOND):
        assert client.get(page(uuid4())).status_code == 404
        assert client.post(page(uuid4(), "objection/"), {"text": "随便写写"}).status_code == 404


def test_a_village_lists_its_own(notice: UUID, client: Client) -> None:
    with at(LAST_SECOND):
        assert page(notice) in client.get(f"/my/notices/in/{VILLAGE_A}/").content.decode()
    with at(OVER):
        assert page(notice) not in client.get(f"/my/notices/in/{VILLAGE_A}/").content.decode()


@pytest.mark.parametrize("code", ["320402001", "320402", "999999999999"])
def test_there_is_no_list_above_the_village(notice: UUID, client: Client, code: str) -> None:
    assert client.get(f"/my/notices/in/{code}/").status_code == 404


def test_an_objection_is_thanked_for_and_told_nothing(notice: UUID, client: Client) -> None:
    with at(LAST_SECOND):
        sent = {"text": "他家上个月买了新车", "request_id": str(uuid4())}
        answer = client.post(page(notice, "objection/"), sent)
    assert answer.status_code == 200
    assert "已经收到" in answer.content.decode()


def test_an_empty_objection_is_refused(notice: UUID, client: Client) -> None:
    with at(LAST_SECOND):
        assert client.post(page(notice, "objection/"), {"text": ""}).status_code == 400


def test_the_sixth_objection_of_an_hour_waits(notice: UUID, client: Client) -> None:
    with at(LAST_SECOND):
        for _ in range(5):
            client.post(page(notice, "objection/"), {"text": "情况不属实，请调查"})
        answer = client.post(page(notice, "objection/"), {"text": "情况不属实，请调查"})
    assert answer.status_code == 429


@LASTING
def test_after_the_end_nothing_of_it_is_stored_in_the_open(notice: UUID, client: Client) -> None:
    with at(OVER):
        assert closed() == 1
        assert client.get(page(notice)).status_code == 410
