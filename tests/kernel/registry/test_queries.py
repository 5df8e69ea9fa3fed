"""How many questions a page asks of the database: the same for one row and for many."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.base.months import Month
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.registry.api import evaluation, households, people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.registry.residents import enter, home_of, number
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "rules")]

EVENT = 1
"""Each look is written down."""


def asked(question: Callable[[], object]) -> int:
    """How many statements a question takes."""
    with CaptureQueriesContext(connection) as captured:
        question()
    return len(captured)


def family(clerk: Actor, size: int) -> None:
    """A household of so many."""
    members = [
        people.register_person(
            clerk,
            entry=PersonEntry(
                name=f"张{'一二三四五六'[i]}",
                division=VILLAGE_A,
                number=number(2 * i + 1),
                phone="13812345678",
                address="朝阳路1号",
            ),
        )
        for i in range(size)
    ]
    home_of(clerk, *members)


@pytest.mark.parametrize("size", [1, 6])
def test_pages_ask_a_fixed_number_of_questions(size: int) -> None:
    with acting("town_clerk_a") as clerk:
        family(clerk, size)
        person = people.find_persons(clerk, text="张一").rows[0].id
        home = households.list_households(clerk).rows[0].id
        month = Month(2026, 11)
        evaluation.evaluate_household(clerk, household=home, month=month)
        counted = {
            "list": asked(lambda: people.list_persons(clerk)),
            "by name": asked(lambda: people.find_persons(clerk, text="张")),
            "by pinyin": asked(lambda: people.find_persons(clerk, text="zhangyi")),
            "by number": asked(lambda: people.find_persons(clerk, text=number())),
            "person": asked(lambda: people.person_file(clerk, person=person)),
            "households": asked(lambda: households.list_households(clerk)),
            "household": asked(lambda: households.household_file(clerk, household=home)),
            "evaluation": asked(
                lambda: evaluation.evaluate_household(clerk, household=home, month=month)
            ),
        }
    assert counted == {
        "list": 2 + EVENT,
        "by name": 4 + EVENT,
        "by pinyin": 6 + EVENT,
        "by number": 3 + EVENT,
        "person": 11 + EVENT,
        "households": 2 + EVENT,
        "household": 5 + EVENT,
        "evaluation": 5 + EVENT,
    }


def test_registering_asks_the_same_whether_or_not_the_number_is_held_elsewhere() -> None:
    """T-04: nothing can be read off the time either."""
    with acting("other_county_officer") as other:
        enter(other, division="320411001001")
    with acting("town_clerk_a") as clerk:
        held = asked(lambda: enter(clerk))
        free = asked(lambda: enter(clerk, sequence=3))
    assert held == free
