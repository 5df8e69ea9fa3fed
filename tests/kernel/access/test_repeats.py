"""Sent twice, done once."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client

from minzheng.kernel.access.models import Account, RepeatedRequest
from minzheng.kernel.protection.context import entered, everywhere
from tests.people import account_id, put_down, signed_in

pytestmark = pytest.mark.urls("tests.kernel.access.probe_urls")
ADD = "/probe/adding"


def name_now() -> str:
    """What the act has made of the name."""
    return Account.objects.get(pk=account_id("town_clerk_b")).name


@pytest.fixture
def clerk(client: Client, cast: None) -> Client:
    """The clerk of town A."""
    return signed_in(client, "town_clerk_a")


def test_a_form_sent_twice_takes_effect_once_and_is_answered_alike(clerk: Client) -> None:
    form = {"request_id": str(uuid4()), "x": "1"}
    first, second = clerk.post(ADD, form), clerk.post(ADD, form)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert second.headers["Idempotent-Replay"] == "true"
    assert name_now() == "镇办乙+"


def test_the_same_id_with_other_content_is_a_conflict(clerk: Client) -> None:
    request_id = str(uuid4())
    clerk.post(ADD, {"request_id": request_id, "x": "1"})
    assert clerk.post(ADD, {"request_id": request_id, "x": "2"}).status_code == 409
    assert name_now() == "镇办乙+"


def test_a_corrected_form_is_sent_again_with_its_id(clerk: Client) -> None:
    request_id = str(uuid4())
    assert clerk.post(ADD, {"request_id": request_id, "mistake": "1"}).status_code == 200
    assert clerk.post(ADD, {"request_id": request_id}).status_code == 303


def test_an_act_that_broke_can_be_tried_again(clerk: Client) -> None:
    form = {"request_id": str(uuid4())}
    clerk.raise_request_exception = False
    assert clerk.post("/probe/breaking", form).status_code == 500
    assert not RepeatedRequest.objects.exists()


def test_an_id_belongs_to_its_account(clerk: Client) -> None:
    form = {"request_id": str(uuid4())}
    clerk.post(ADD, form)
    assert "Idempotent-Replay" not in signed_in(Client(), "county_officer").post(ADD, form)
    assert name_now() == "镇办乙++"


def test_a_program_names_the_request_in_a_header(clerk: Client) -> None:
    header = {"Idempotency-Key": str(uuid4())}
    clerk.post(ADD, {}, headers=header)
    assert clerk.post(ADD, {}, headers=header).headers["Idempotent-Replay"] == "true"


@pytest.mark.parametrize("request_id", ["", "short", "x" * 65, "with space 123", "\x00" * 10])
def test_what_is_no_id_is_left_alone(clerk: Client, request_id: str) -> None:
    clerk.post(ADD, {"request_id": request_id})
    assert clerk.post(ADD, {"request_id": request_id}).status_code == 303
    assert name_now() == "镇办乙++"


def test_answers_are_kept_encrypted(clerk: Client) -> None:
    clerk.post(ADD, {"request_id": str(uuid4())})
    with connection.cursor() as cursor:
        cursor.execute("select digest, octet_length(body) from access_repeatedrequest")
        [(digest, length)] = cursor.fetchall()
    assert len(bytes(digest)) == 32
    assert length > 0


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_take_effect_once() -> None:
    with entered(everywhere("test")):
        put_down()
    form = {"request_id": str(uuid4())}
    clients = [signed_in(Client(), "town_clerk_a") for _ in range(6)]
    answers: list[int] = []

    def send(client: Client) -> None:
        answers.append(client.post(ADD, form).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 6
    assert name_now() == "镇办乙+"
