"""Persons through the interface: found, read, registered."""

from uuid import uuid4

import pytest
from django.db import connection

from minzheng.kernel.registry.api import people
from tests.kernel.registry.residents import enter, home_of, number
from tests.machines import Machine
from tests.people import TOWN_B, VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]

PROBLEM = "application/problem+json"


def test_a_person_is_found_by_number_in_any_spelling() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, "张三丰")
    found = Machine("town_clerk_a").post("/persons/lookup", {"number": f" {number().lower()} "})
    assert found.status_code == 200
    [item] = found.json()["items"]
    assert item["id"] == str(person)
    assert number() not in found.content.decode()


def test_a_number_of_another_town_and_one_of_nobody_answer_alike() -> None:
    with acting("town_clerk_b") as clerk:
        enter(clerk, "李四", sequence=2, division=VILLAGE_B)
    machine = Machine("town_clerk_a")
    elsewhere = machine.post("/persons/lookup", {"number": number(2)})
    nobody = machine.post("/persons/lookup", {"number": number(77)})
    assert elsewhere.content == nobody.content == b'{"items": [], "next": null}'


def test_names_are_found_page_by_page() -> None:
    with acting("town_clerk_a") as clerk:
        for sequence in range(5):
            enter(clerk, f"王小{'甲乙丙丁戊'[sequence]}", sequence=sequence + 10)
    machine, after, seen = Machine("town_clerk_a"), None, []
    while True:
        page = machine.post("/persons/search", {"name": "王小", "limit": 2, "after": after}).json()
        seen += [each["name"] for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 5


def test_the_file_is_masked_and_small() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, phone="13812345678")
        household = home_of(clerk, person)
    file = Machine("town_clerk_a").get(f"/persons/{person}").json()
    assert file["household"] == str(household)
    assert file["masked"] is True
    assert file["numbers"][0]["number"] != number()
    assert "13812345678" not in str(file)
    assert not {"accounts", "addresses", "statements"} & set(file)


def test_unmasked_only_with_the_permission() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, phone="13812345678")
    refused = Machine("town_clerk_a").get(f"/persons/{person}", unmasked="true")
    assert refused.status_code == 403
    file = Machine("county_officer").get(f"/persons/{person}", unmasked="true").json()
    assert file["numbers"][0]["number"] == number()
    assert file["telephones"][0]["number"] == "13812345678"


def test_absent_and_forbidden_are_one_answer() -> None:
    with acting("town_clerk_b") as clerk:
        person = enter(clerk, division=VILLAGE_B)
    machine = Machine("town_clerk_a")
    forbidden, absent = machine.get(f"/persons/{person}"), machine.get(f"/persons/{uuid4()}")
    assert forbidden.status_code == absent.status_code == 404
    assert forbidden.content == absent.content
    assert forbidden.headers["Content-Type"] == PROBLEM


def test_registering_twice_with_one_key_registers_once() -> None:
    machine, key = Machine("town_clerk_a"), str(uuid4())
    body = {"name": "赵六", "division": VILLAGE_A, "number": number(8)}
    first = machine.post("/persons", body, key=key)
    again = machine.post("/persons", body, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Idempotent-Replay"] == "true"
    other = machine.post("/persons", {**body, "name": "钱七"}, key=key)
    assert other.status_code == 409


def test_a_write_without_a_key_is_refused() -> None:
    body = {"name": "赵六", "division": VILLAGE_A, "number": number(8)}
    answer = Machine("town_clerk_a").post("/persons", body)
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": "header.Idempotency-Key", "message": "必填"}]


def test_a_refused_registration_leaves_nothing() -> None:
    machine = Machine("town_clerk_a")
    body = {"name": "赵六", "division": VILLAGE_A, "number": number(8), "telephone": "12"}
    answer = machine.post("/persons", body, key=str(uuid4()))
    assert answer.status_code == 400
    assert "电话" in answer.json()["detail"]
    with acting("town_clerk_a") as clerk:
        assert not people.find_persons(clerk, text="赵六").rows


def test_a_registration_elsewhere_is_refused_as_for_any_place() -> None:
    body = {"name": "赵六", "division": TOWN_B, "number": number(8)}
    answer = Machine("town_clerk_a").post("/persons", body, key=str(uuid4()))
    assert answer.status_code == 400


def test_all_fields_that_are_wrong_are_named_at_once() -> None:
    body = {"name": "", "division": "3204", "sex": 12, "birth_date": "2026-02-30", "colour": 1}
    answer = Machine("town_clerk_a", purpose="fun").post("/persons", body, key="short")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == PROBLEM
    named = {each["field"] for each in answer.json()["errors"]}
    assert named == {
        "name",
        "division",
        "sex",
        "birth_date",
        "colour",
        "header.X-Purpose",
        "header.Idempotency-Key",
    }


def test_the_purpose_stands_in_the_trail() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
    Machine("town_clerk_a", purpose="complaint").get(f"/persons/{person}")
    with acting("town_clerk_a"), connection.cursor() as cursor:
        cursor.execute(
            "select purpose from audit_event where action = 'person.read' and subject = %s",
            [str(person)],
        )
        assert cursor.fetchall() == [("complaint",)]
