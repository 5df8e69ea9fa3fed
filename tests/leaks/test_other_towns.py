"""A clerk learns nothing of another town or a protected child: not by any path, nor by the time.

T-01 and T-18 of the threat model. The strongest form is a comparison of two worlds: the same
questions, with and without the person whom the clerk must not know of, get the same bytes.
"""

import json
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from uuid import uuid4

import pytest
from django.db import transaction

from minzheng.kernel.access.worker import working
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import confirmation, people
from tests.desk.records import Records
from tests.leaks.secrets_of_a_person import Canary, enter_canary
from tests.leaks.tours import Answers, differing, entry_of, tour
from tests.machines import Machine
from tests.people import VILLAGE_A, VILLAGE_B, VILLAGE_C, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HIDDEN = {
    "of another town": ("town_clerk_b", VILLAGE_B, Label.ORDINARY),
    "of another county": ("town_clerk_c", VILLAGE_C, Label.ORDINARY),
    "a protected child": ("child_protection_officer", VILLAGE_A, Label.CHILD_PROTECTION),
    "sealed": ("child_protection_officer", VILLAGE_A, Label.SEALED),
}
"""What the hidden person is -> who enters it, where, under which label it lies afterwards."""

USUAL = ("of another town", "a protected child")
"""One of each kind of secret, place and label; `make bench` hides the others too."""

OF_A_PERSON = (
    *("person", "household", "case", "membership", "identity", "contact"),
    *("statement", "bank_account"),
)


def undone(asked: Callable[[], Answers]) -> Answers:
    """What is answered, as if it had never been asked."""
    with transaction.atomic():
        answers = asked()
        transaction.set_rollback(True)
    return answers


def enter_hidden(who: str, division: str, label: Label) -> Canary:
    """The person, with a number that the worker has compared."""
    child = label is Label.CHILD_PROTECTION
    with acting(who) as officer:
        first = label if child else Label.ORDINARY
        canary = enter_canary(officer, division=division, label=first)
    with working("job") as system:
        confirmation.confirm_numbers()
        if label is Label.SEALED:
            people.seal_person(system, person=canary.ids["person"], label=label, reason="保护")
    return canary


@pytest.mark.timeout(1_200)
@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        pytest.param("town_clerk_a", USUAL, id="town_clerk_a"),
        *(
            pytest.param(who, tuple(HIDDEN), marks=pytest.mark.exhaustive, id=f"{who}, of all")
            for who in ("town_clerk_a", "village_officer_a")
        ),
    ],
)
def test_with_and_without_the_person_all_answers_are_the_same(
    records: Records, who: str, kinds: tuple[str, ...]
) -> None:
    absent = Canary()
    texts = {
        "name": absent.name,
        "pinyin": absent.pinyin,
        "number": absent.number,
        "phone": absent.phone,
        "lower case": absent.number.lower(),
    }
    nobody = dict.fromkeys(OF_A_PERSON, uuid4())
    with working("job"):
        confirmation.confirm_numbers()
    before = undone(lambda: tour(who, records, texts, nobody))
    assert len(before) > 80
    found = {}
    for hidden in kinds:
        with transaction.atomic():
            canary = enter_hidden(*HIDDEN[hidden])
            found[hidden] = differing(
                before, undone(partial(tour, who, records, texts, canary.ids))
            )
            transaction.set_rollback(True)
    assert not any(found.values()), json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("what", ["lookup", "register", "file"])
def test_the_time_tells_nothing(records: Records, what: str) -> None:
    with acting("town_clerk_b") as clerk:
        canary = enter_canary(clerk, division=VILLAGE_B)
    with working("job"):
        confirmation.confirm_numbers()
    machine = Machine("town_clerk_a")
    type(machine.token).objects.update(requests_per_minute=60_000, records_per_day=10**6)
    stranger = Canary(number=_free_number(canary))
    times: dict[bool, list[float]] = {True: [], False: []}
    for i in range(240):
        held = bool(i % 2)
        times[held].append(_seconds(machine, what, canary if held else stranger))
    assert abs(median(times[True][20:]) - median(times[False][20:])) < 0.005


def _free_number(canary: Canary) -> str:
    other = Canary().number
    body = other[:14] + "938"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    assert body[:17] != canary.number[:17]
    return body + "10X98765432"[total % 11]


def _seconds(machine: Machine, what: str, person: Canary) -> float:
    texts = {"name": person.name, "number": person.number, "phone": person.phone}
    with transaction.atomic():
        began = perf_counter()
        if what == "lookup":
            answer = machine.post("/persons/lookup", {"number": person.number})
            assert answer.json()["items"] == []
        elif what == "register":
            answer = machine.post("/persons", entry_of(texts), key=str(uuid4()))
            assert answer.status_code == 201
        else:
            answer = machine.get(f"/persons/{person.ids.get('person', uuid4())}")
            assert answer.status_code == 404
        spent = perf_counter() - began
        transaction.set_rollback(True)
    return spent
