"""Sessions live on the server and end at the next request when they should."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from pytest_django import Settings

from minzheng.kernel.access import api, clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.models import Account, Post, Session
from minzheng.kernel.access.session_store import SessionStore, digest_of
from minzheng.kernel.access.waivers import demo_mark
from tests.people import account_id, acting, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("cast"),
    pytest.mark.urls("tests.kernel.access.probe_urls"),
]
OWN, PERSON = "/probe/own", "/probe/person"


@pytest.fixture
def clerk(client: Client) -> Client:
    """The clerk of town A, signed in and at work."""
    signed_in(client, "town_clerk_a")
    assert client.get(PERSON).status_code == 200
    return client


def status(client: Client, path: str = PERSON) -> int:
    """What a page answers."""
    return client.get(path).status_code


def test_a_disabled_account_is_out_at_the_next_request(clerk: Client) -> None:
    with acting("system_admin") as admin:
        api.disable_account(admin, account=account_id("town_clerk_a"), reason="离职")
    assert status(clerk) == 302


def test_an_account_disabled_behind_our_back_is_out_too(clerk: Client) -> None:
    Account.objects.filter(pk=account_id("town_clerk_a")).update(is_active=False)
    assert status(clerk) == 302


def test_an_ended_post_counts_no_more_at_the_next_request(clerk: Client) -> None:
    with acting("security_admin") as admin:
        post = Post.objects.get(account=account_id("town_clerk_a"))
        api.end_post(admin, post=post.id, reason="轮岗")
    assert status(clerk) == 403


def test_a_term_that_is_over_counts_no_more(client: Client) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Post.objects.filter(account=account_id("town_clerk_a")).update(valid_to=yesterday)
    assert status(signed_in(client, "town_clerk_a")) == 403


def test_a_revoked_session_is_out_at_the_next_request(clerk: Client) -> None:
    with acting("security_admin") as admin:
        assert api.revoke_sessions(admin, account=account_id("town_clerk_a")) == 1
    assert status(clerk) == 302


def test_a_changed_password_ends_sessions_opened_with_the_old_one(clerk: Client) -> None:
    account = Account.objects.get(pk=account_id("town_clerk_a"))
    account.set_password("an entirely new one 新")
    account.save()
    assert status(clerk) == 302


def test_a_password_that_was_reset_ends_sessions_and_is_changed_first(client: Client) -> None:
    with acting("system_admin") as admin:
        api.reset_password(admin, account=account_id("town_clerk_a"))
    answer = signed_in(client, "town_clerk_a").get(PERSON)
    assert answer.headers["Location"].startswith("/accounts/password/change/")
    assert status(client, "/accounts/password/change/") == 200


def test_half_an_hour_without_a_click_ends_a_session(clerk: Client) -> None:
    since = clock.now()
    with clock.standing_at(since + timedelta(minutes=29, seconds=59)):
        assert status(clerk) == 200
    with clock.standing_at(since + timedelta(minutes=59)):
        assert status(clerk) == 200  # the click above counted
    with clock.standing_at(since + timedelta(minutes=90)):
        assert status(clerk) == 302


def test_twelve_hours_end_a_session_however_busy(clerk: Client) -> None:
    since = clock.now()
    for minutes in range(20, 12 * 60, 20):
        with clock.standing_at(since + timedelta(minutes=minutes)):
            assert status(clerk) == 200
    with clock.standing_at(since + timedelta(hours=12, seconds=1)):
        assert status(clerk) == 302


def test_the_key_of_the_cookie_is_nowhere_in_the_database(clerk: Client) -> None:
    key = clerk.cookies[configured.SESSION_COOKIE_NAME].value
    row = Session.objects.get(account=account_id("town_clerk_a"))
    assert row.digest == digest_of(key)
    assert key not in row.content


def test_a_session_that_was_revoked_during_a_request_does_not_come_back(clerk: Client) -> None:
    key = clerk.cookies[configured.SESSION_COOKIE_NAME].value
    store = SessionStore(key)
    store["x"] = "loaded"
    Session.objects.filter(digest=digest_of(key)).delete()
    with pytest.raises(UpdateError):
        store.save()
    assert status(clerk) == 302


def test_staff_without_a_second_factor_set_one_first(client: Client) -> None:
    signed_in(client, "town_clerk_a", second_factor=False)
    assert client.get(PERSON).headers["Location"].startswith("/accounts/2fa/totp/activate/")
    assert client.get(OWN).headers["Location"].startswith("/accounts/2fa/totp/activate/")
    assert status(client, "/accounts/2fa/totp/activate/") in (200, 302)


def test_a_resident_needs_no_second_factor(client: Client) -> None:
    assert status(signed_in(client, "resident"), OWN) == 200


@pytest.mark.parametrize(
    ("flagged", "earnest", "demo", "answer"),
    [
        (True, False, True, 200),
        (True, False, False, 302),
        (False, False, True, 302),
        (True, True, True, 302),
    ],
)
def test_only_a_demo_account_of_a_demo_installation_goes_without(
    client: Client,
    settings: Settings,
    tmp_path: Path,
    flagged: bool,
    earnest: bool,
    demo: bool,
    answer: int,
) -> None:
    account = Account.objects.filter(pk=account_id("town_clerk_a"))
    account.update(demo=demo)
    signed_in(client, "town_clerk_a", second_factor=False)
    settings.MINZHENG_HOME, settings.PRODUCTION = tmp_path, earnest
    if flagged:
        demo_mark().write_text("演示")
    assert status(client) == answer


def test_one_ends_ones_own_sessions_and_no_others(clerk: Client) -> None:
    mine = Session.objects.get(account=account_id("town_clerk_a"))
    with acting("town_clerk_b") as other, pytest.raises(Unseen):
        api.end_own_session(other, session=mine.id)
    with acting("town_clerk_a") as actor:
        assert api.own_sessions(actor) == [mine]
        api.end_own_session(actor, session=mine.id)
    assert status(clerk) == 302


def test_a_request_costs_one_query_for_the_session_and_one_for_the_actor(
    clerk: Client, django_assert_num_queries: object
) -> None:
    # savepoint, scope, scope back, release: the test's own transaction makes a savepoint of it.
    with django_assert_num_queries(6):  # type: ignore[operator]  # a fixture without a type
        assert status(clerk) == 200


def test_instants_are_aware() -> None:
    with clock.standing_at(datetime(2026, 1, 1, tzinfo=UTC)):
        assert clock.now().isoformat() == "2026-01-01T00:00:00+00:00"
