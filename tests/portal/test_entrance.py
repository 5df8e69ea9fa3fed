"""Signing in by ID number and code: once, for a while, and without telling who is on file."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.config.environment import outbox_file
from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.residents.models import SignIn
from minzheng.kernel.residents.tasks import send_code
from tests.kernel.residents.village import PHONE, Village, number_of

UNKNOWN = synthetic_resident_id("320402", date(1960, 1, 1), 991)


def outbox() -> list[dict[str, str]]:
    """What telephones were sent so far."""
    path = outbox_file(Path(settings.MINZHENG_HOME))
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def delivered() -> str:
    """Let the worker do what was ordered last; the code that arrived, "" when none did."""
    before = len(outbox())
    latest = SignIn.objects.latest("asked_at")
    send_code(subject=str(latest.pk))
    new = outbox()[before:]
    assert all(each["phone"] == PHONE for each in new)
    found = re.search(r"\d{6}", new[0]["text"]) if new else None
    return found.group() if found else ""


def asks(client: Client, number: str) -> str:
    """Somebody types a number; the page that answers."""
    answer = client.post(reverse("portal:sign_in"), {"number": number}, follow=True)
    return answer.content.decode()


def types(client: Client, code: str) -> int:
    """Somebody types a code; the status of the answer."""
    return client.post(reverse("portal:code"), {"code": code}).status_code


def test_a_resident_signs_in_and_out(village: Village) -> None:
    client = Client()
    client.get(reverse("portal:cases"), follow=True)
    client.post(f"{reverse('portal:sign_in')}?next=/my/cases/", {"number": number_of("赵大山")})
    answer = client.post(reverse("portal:code"), {"code": delivered()})
    assert (answer.status_code, answer["Location"]) == (302, "/my/cases/")
    assert "赵大山，您好" in client.get("/my/").content.decode()
    client.post(reverse("portal:sign_out"))
    assert client.get(reverse("portal:cases")).status_code == 302


def test_an_account_is_opened_once_and_has_no_password(village: Village) -> None:
    for _ in range(2):
        client = Client()
        asks(client, number_of("赵大山"))
        assert types(client, delivered()) == 302
        SignIn.objects.update(asked_at=clock.now() - timedelta(minutes=2))
    (post,) = Post.objects.filter(role="resident", account__name="赵大山")
    assert not post.account.has_usable_password()
    assert post.division == "320000"


def test_the_pages_are_the_same_for_numbers_that_nobody_has(village: Village) -> None:
    def read(number: str) -> str:
        page = asks(Client(), number)
        return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page)

    assert read(number_of("赵大山")) == read(UNKNOWN)


def test_nobody_gets_in_with_a_number_that_nobody_has(village: Village) -> None:
    client = Client()
    asks(client, UNKNOWN)
    assert delivered() == ""
    assert types(client, "000000") == 400


def test_a_code_is_good_for_five_tries(village: Village) -> None:
    client = Client()
    asks(client, number_of("赵大山"))
    code = delivered()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert [types(client, wrong) for _ in range(5)] == [400] * 5
    assert types(client, code) == 400


def test_a_code_is_good_once(village: Village) -> None:
    client = Client()
    asks(client, number_of("赵大山"))
    code = delivered()
    attempt = client.session["sign_in"]
    assert types(client, code) == 302
    other = Client()
    session = other.session
    session["sign_in"] = attempt
    session.save()
    other.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    assert types(other, code) == 400


def test_a_code_is_over_after_five_minutes(village: Village) -> None:
    client = Client()
    asks(client, number_of("赵大山"))
    code = delivered()
    with clock.standing_at(clock.now() + timedelta(minutes=5, seconds=1)):
        assert types(client, code) == 400


def test_a_code_opens_the_browser_that_asked_for_it(village: Village) -> None:
    asks(Client(), number_of("赵大山"))
    code = delivered()
    assert types(Client(), code) == 302
    other = Client()
    asks(other, UNKNOWN)
    assert types(other, code) == 400


@pytest.mark.parametrize("number", [number_of("赵大山"), UNKNOWN])
def test_codes_are_not_asked_for_without_end(village: Village, number: str) -> None:
    client = Client()
    asks(client, number)
    assert "请过 1 分钟再试" in asks(client, number)
    now = clock.now()
    for minute in range(2, 12, 2):
        with clock.standing_at(now + timedelta(minutes=minute)):
            asks(client, number)
    with clock.standing_at(now + timedelta(minutes=13)):
        assert "请明天再试" in asks(client, number)


def test_what_is_no_number_is_said_to_be_none(village: Village) -> None:
    answer = Client().post(reverse("portal:sign_in"), {"number": "12345"})
    assert answer.status_code == 400
    assert not SignIn.objects.exists()


def test_neither_the_code_nor_the_number_is_kept(village: Village) -> None:
    client = Client()
    asks(client, number_of("赵大山"))
    code = delivered()
    row = SignIn.objects.latest("asked_at")
    stored = str(row.__dict__)
    assert code not in stored
    assert number_of("赵大山") not in stored


def test_one_comes_back_only_to_the_portal(village: Village) -> None:
    client = Client()
    address = f"{reverse('portal:sign_in')}?next=https://elsewhere.example/my/"
    client.post(address, {"number": number_of("赵大山")})
    answer = client.post(reverse("portal:code"), {"code": delivered()})
    assert answer["Location"] == "/my/"


def test_a_disabled_resident_does_not_get_in(village: Village) -> None:
    client = Client()
    asks(client, number_of("赵大山"))
    code = delivered()
    Account.objects.filter(name="赵大山").update(is_active=False)
    assert types(client, code) == 400


def test_the_letters_grow_and_shrink(village: Village) -> None:
    client = Client()
    client.post(reverse("portal:text_size"), {"size": "large", "next": "/my/finder/"})
    assert "mp-large" in client.get("/my/").content.decode()
    client.post(reverse("portal:text_size"), {"size": "usual", "next": "/my/"})
    assert "mp-large" not in client.get("/my/").content.decode()
