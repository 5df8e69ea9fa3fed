"""The status query of other departments: as little as the law needs, one answer for all misses."""

from statistics import median
from time import perf_counter

import pytest
from django.db import connection

from minzheng.kernel.access.worker import working
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from tests.api.poverty import enter_poor
from tests.kernel.registry.residents import confirmed, enter, number
from tests.machines import Machine
from tests.people import VILLAGE_C, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cast")]

HIT = {"number": number(1), "name": "张三丰", "month": "2026-11"}
MISS = {**HIT, "number": number(77)}


@pytest.fixture
def partner(cast: None) -> Machine:
    """The health insurance of the county."""
    return Machine("partner", purpose="medical_assistance")


def entered_poor() -> None:
    """A poor person of the county, whose number was compared."""
    with acting("town_clerk_a") as clerk:
        enter_poor(clerk)
    assert confirmed()


def test_a_standing_with_its_days_and_nothing_else(partner: Machine) -> None:
    entered_poor()
    answer = partner.post("/standings", HIT)
    assert answer.status_code == 200
    told = answer.json()
    assert told["matches"] is True
    held = [each for each in told["standings"] if each["holds"]]
    assert {each["code"] for each in held} & {"minimum_living", "extreme_poverty"}
    assert all(each["valid_from"] == "2026-11-01" for each in held)
    assert all(each["valid_to"] == "2026-11-30" for each in held)
    assert set(told) == {"matches", "basis", "standings"}
    assert "张" not in answer.content.decode()


def test_every_miss_is_the_same_answer(partner: Machine) -> None:
    entered_poor()
    with acting("town_clerk_a") as clerk:
        enter(clerk, "李四", sequence=2)  # on file, but without a standing
    with acting("town_clerk_c") as clerk:
        enter_poor(clerk, "王五", sequence=3, division=VILLAGE_C)  # of another county
    with acting("town_clerk_a") as clerk:
        protected = enter_poor(clerk, "赵六", sequence=4)
    confirmed()
    with working("job") as system:
        people.seal_person(system, person=protected, label=Label.SEALED, reason="保护")
    answers = {
        partner.post("/standings", {**HIT, "number": each, "name": name}).content
        for each, name in (
            (number(77), "张三丰"),
            (number(1), "张三"),
            (number(2), "李四"),
            (number(3), "王五"),
            (number(4), "赵六"),
            ("nonsense", "张三丰"),
        )
    }
    assert len(answers) == 1


def test_hit_and_miss_have_one_shape(partner: Machine) -> None:
    entered_poor()
    hit, miss = (partner.post("/standings", each).json() for each in (HIT, MISS))
    assert [each["code"] for each in hit["standings"]] == [
        each["code"] for each in miss["standings"]
    ]
    assert [list(each) for each in hit["standings"]] == [list(each) for each in miss["standings"]]


def test_hit_and_miss_take_the_same_time(partner: Machine) -> None:
    entered_poor()
    times: dict[bool, list[float]] = {True: [], False: []}
    partner.post("/standings", HIT)  # the rules of the month are put together once
    for i in range(40):
        question = HIT if i % 2 else MISS
        began = perf_counter()
        answer = partner.post("/standings", question)
        times[answer.json()["matches"]].append(perf_counter() - began)
    assert abs(median(times[True]) - median(times[False])) < 0.005


def test_without_a_purpose_of_the_law_nothing_is_answered(cast: None) -> None:
    answer = Machine("partner", purpose="handling").post("/standings", HIT)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "header.X-Purpose"


def test_a_partner_sees_no_file_and_a_clerk_asks_no_standing(partner: Machine) -> None:
    assert (
        Machine("town_clerk_a", purpose="medical_assistance").post("/standings", HIT).status_code
        == 403
    )
    handling = Machine("partner", purpose="handling")
    assert handling.post("/persons/lookup", {"number": number(1)}).status_code == 403
    assert handling.post("/persons/search", {"name": "张"}).status_code == 403


def test_long_ago_is_not_asked(partner: Machine) -> None:
    assert partner.post("/standings", {**HIT, "month": "2020-01"}).status_code == 400


def test_every_question_stands_in_the_trail(partner: Machine) -> None:
    partner.post("/standings", MISS)
    with acting("inspector"), connection.cursor() as cursor:
        cursor.execute("select purpose, division from audit_event where action = 'standings.ask'")
        assert cursor.fetchall() == [("medical_assistance", "320402")]
