"""Signing in: password, second factor, waiting after mistakes, the same answer for everybody."""

import re
import statistics
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import Settings

from minzheng.kernel.access import clock
from minzheng.kernel.access.lockout import FREE_ATTEMPTS, LONGEST_WAIT, wait_after
from minzheng.kernel.access.models import Account, Session
from tests.people import PASSWORD, account_id

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("cast"),
    pytest.mark.urls("tests.kernel.access.probe_urls"),
]
LOGIN, AUTHENTICATE = "/accounts/login/", "/accounts/2fa/authenticate/"
OFFICE, ELSEWHERE = "10.1.2.3", "10.9.9.9"


def attempt(
    client: Client, name: str, password: str = PASSWORD, address: str = OFFICE
) -> tuple[int, str]:
    """One post of the login form: status and page or target."""
    answer = client.post(LOGIN, {"login": name, "password": password}, REMOTE_ADDR=address)
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def code_now(name: str = "town_clerk_a") -> str:
    """What somebody's authenticator shows."""
    factor = Authenticator.objects.get(user=account_id(name), type=Authenticator.Type.TOTP)
    return str(
        format_hotp_value(hotp_value(decrypt(factor.data["secret"]), int(time.time()) // 30))
    )


def with_factor(name: str) -> Account:
    """An account with a new authenticator."""
    account = Account.objects.get(pk=account_id(name))
    Authenticator.objects.filter(user=account).delete()
    TOTP.activate(account, generate_totp_secret())
    return account


def test_password_and_code_open_a_session_with_a_new_key(client: Client) -> None:
    with_factor("town_clerk_a")
    client.get(LOGIN)
    assert attempt(client, "town_clerk_a") == (302, AUTHENTICATE)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/probe/person").status_code == 302  # the password alone is not enough
    answer = client.post(AUTHENTICATE, {"code": code_now()})
    assert answer.status_code == 302
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    assert client.get("/probe/person").status_code == 200
    row = Session.objects.get(account=account_id("town_clerk_a"))
    assert (row.address, row.post is not None) == ("127.0.0.1", True)


def test_a_wrong_code_opens_nothing(client: Client) -> None:
    with_factor("town_clerk_a")
    attempt(client, "town_clerk_a")
    assert client.post(AUTHENTICATE, {"code": "000000"}).status_code == 200
    assert client.get("/probe/person").status_code == 302


def test_a_recovery_code_works_once(client: Client) -> None:
    account = with_factor("town_clerk_a")
    RecoveryCodes.activate(account)
    codes = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES)
    [code, *_] = RecoveryCodes(codes).get_unused_codes()
    for expected in (200, 302):
        client.logout()
        attempt(client, "town_clerk_a")
        client.post(AUTHENTICATE, {"code": code})
        assert client.get("/probe/person").status_code == expected


def test_the_secret_of_the_authenticator_is_kept_encrypted() -> None:
    account = Account.objects.get(pk=account_id("town_clerk_a"))
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator")
        assert secret not in str(cursor.fetchall())


def test_a_first_login_leads_to_the_authenticator(client: Client) -> None:
    assert attempt(client, "town_clerk_a")[0] == 302
    assert client.get("/probe/person").headers["Location"].startswith("/accounts/2fa/totp/activate")


def test_unknown_disabled_and_mistaken_get_the_same_answer(client: Client) -> None:
    Account.objects.filter(pk=account_id("town_clerk_b")).update(is_active=False)
    answers = {
        attempt(Client(), "town_clerk_a", "wrong password 1"),
        attempt(Client(), "nobody_at_all", "wrong password 1"),
        attempt(Client(), "town_clerk_b", "wrong password 1"),
    }
    assert len({(status, strip(page)) for status, page in answers}) == 1


def test_a_disabled_account_with_the_right_password_learns_nothing(client: Client) -> None:
    Account.objects.filter(pk=account_id("town_clerk_b")).update(is_active=False)
    status, page = attempt(client, "town_clerk_b")
    wrong = attempt(Client(), "town_clerk_b", "wrong password 1")
    assert (status, strip(page)) == (wrong[0], strip(wrong[1]))


def strip(page: str) -> str:
    """A page without what differs from one to the next."""
    lines = [re.sub(r"[\w-]{20,}", "", line) for line in page.splitlines()]
    return (
        "\n".join(lines)
        .replace("town_clerk_a", "")
        .replace("town_clerk_b", "")
        .replace("nobody_at_all", "")
    )


def test_too_many_mistakes_make_one_wait_and_only_here(client: Client) -> None:
    for _ in range(FREE_ATTEMPTS):
        attempt(Client(), "town_clerk_a", "wrong password 1")
    assert attempt(Client(), "town_clerk_a")[0] == 429
    assert attempt(Client(), "town_clerk_a", address=ELSEWHERE)[0] == 302
    assert attempt(Client(), "town_clerk_b")[0] == 302  # a colleague behind the same address


def test_fifty_colleagues_behind_one_address_are_not_shut_out(client: Client) -> None:
    for _ in range(30):
        attempt(Client(), "town_clerk_a", "wrong password 1")
    for number in range(50):
        Account.objects.create(username=f"c{number}", name="甲", person=b"\x01" * 32)
        assert attempt(Client(), f"c{number}", "wrong password 1")[0] == 200


def test_waiting_grows_and_then_ends(client: Client) -> None:
    since = clock.now()
    for _ in range(FREE_ATTEMPTS):
        attempt(Client(), "town_clerk_a", "wrong password 1")
    with clock.standing_at(since + timedelta(seconds=25)):
        assert attempt(Client(), "town_clerk_a")[0] == 429
    with clock.standing_at(since + timedelta(seconds=60)):
        assert attempt(Client(), "town_clerk_a", "wrong password 1")[0] != 302
    with clock.standing_at(since + timedelta(seconds=50)):
        assert attempt(Client(), "town_clerk_a")[0] == 429  # now the wait is a minute
    with clock.standing_at(since + timedelta(seconds=90)):
        assert attempt(Client(), "town_clerk_a")[0] == 302


def test_the_wait_doubles_up_to_half_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(20)]
    assert waits[:6] == [timedelta(0)] * 5 + [timedelta(seconds=30)]
    assert waits[6] == timedelta(seconds=60)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_what_was_typed_is_kept_nowhere(client: Client) -> None:
    attempt(client, "town_clerk_a", "canary-password-7731")
    with connection.cursor() as cursor:
        cursor.execute("select a::text from axes_accessattempt a")
        assert "canary-password" not in str(cursor.fetchall())


def test_unknown_accounts_take_as_long_as_known_ones(client: Client, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    account = Account.objects.get(pk=account_id("town_clerk_a"))
    account.set_password(PASSWORD)
    account.save()
    times: dict[str, list[int]] = {"town_clerk_a": [], "nobody_at_all": []}
    for round_ in range(15):
        for name, taken in times.items():
            started = time.perf_counter_ns()
            attempt(Client(), name, "wrong password 1", address=f"10.0.0.{round_}")
            taken.append(time.perf_counter_ns() - started)
    known, unknown = (statistics.median(taken) / 1_000_000 for taken in times.values())
    assert abs(known - unknown) < max(10, known / 4)


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("short1234", "至少10位"),
        ("aaaaaaaaaaaaab", "不同的字符太少"),
        ("town_clerk_a_2026", "账号或姓名"),
        ("password123456789", None),
        ("红灯停绿灯行黄灯等一等", None),
        ("qwertyuiop", "太常见"),
        ("四个字的好密码三月春风", None),
    ],
)
def test_passwords_are_judged_in_chinese(client: Client, password: str, word: str | None) -> None:
    with_factor("town_clerk_a")
    attempt(client, "town_clerk_a")
    client.post(AUTHENTICATE, {"code": code_now()})
    change = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/accounts/password/change/", change)
    assert answer.status_code == (302 if word is None else 200)
    assert word is None or word in answer.content.decode()


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client: Client) -> None:
    other = Client()
    for each in (client, other):
        with_factor("town_clerk_a")
        attempt(each, "town_clerk_a")
        each.post(AUTHENTICATE, {"code": code_now()})
        assert each.get("/probe/person").status_code == 200
    new = "四个字的好密码三月春风"
    change = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", change).status_code == 302
    assert client.get("/probe/person").status_code == 200
    assert other.get("/probe/person").status_code == 302


def test_nobody_signs_up(client: Client) -> None:
    for path in ("signup/", "password/reset/", "closed/oidc-signup/", "email/"):
        assert client.get(f"/accounts/{path}").status_code == 404


ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_binds_the_authenticator_without_typing_the_password_twice(
    client: Client,
) -> None:
    assert attempt(client, "town_clerk_a")[0] == 302
    page = client.get(ACTIVATE)
    assert page.status_code == 200
    [secret] = re.findall(r'class="mz-code">(\w+)<', page.content.decode())
    wrong = client.post(ACTIVATE, {"code": "000000"})
    assert "验证码不对" in wrong.content.decode()
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    bound = client.post(ACTIVATE, {"code": right})
    assert bound.headers["Location"] == "/accounts/2fa/recovery-codes/"
    kinds = Authenticator.objects.filter(user=account_id("town_clerk_a"))
    assert set(kinds.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    codes = client.get(bound.headers["Location"])
    assert "共 10 个，还剩 10 个没有用过" in codes.content.decode()
    # What is there already is shown and changed only by who shows the identity anew.
    for again in ("recovery-codes/", "totp/deactivate/"):
        asked = client.get(f"/accounts/2fa/{again}").headers["Location"]
        assert asked.startswith("/accounts/reauthenticate/"), again
