"""How many questions a page asks of the database: the same for one row and for many."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.kernel.casework.api import boards, intake, reading, work
from tests.kernel.casework.matters import MONDAY, accepted, family, finish, questions
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]

EVENT = 1
"""Each look is written down."""


def asked(question: Callable[[], object]) -> int:
    """How many statements a question takes."""
    with CaptureQueriesContext(connection) as captured:
        question()
    return len(captured)


@pytest.mark.parametrize("size", [1, 5])
def test_pages_ask_a_fixed_number_of_questions(size: int) -> None:
    with acting("town_clerk_a") as clerk:
        cases = [accepted(clerk, family(clerk, sequence=2 * i + 1)) for i in range(size)]
        case = cases[0]
        for number in range(size):
            work.object_to(clerk, case=case, text=f"第{number}次反映", source="report")
    finish("town_clerk_a", case, "visit")
    with acting("town_clerk_a") as clerk:
        home = reading.case_head(clerk, case=case).household
        questions(clerk, case)
        counted = {
            "inbox": asked(lambda: reading.inbox(clerk)),
            "counts": asked(lambda: reading.inbox_counts(clerk)),
            "head": asked(lambda: reading.case_head(clerk, case=case)),
            "view": asked(lambda: reading.case_view(clerk, case=case)),
            "page": asked(lambda: reading.case_page(clerk, case=case)),
            "outside": asked(lambda: reading.case_outside(clerk, case=case)),
            "list": asked(lambda: reading.cases(clerk)),
            "of household": asked(lambda: reading.cases_of(clerk, household=home)),
            "questions": asked(lambda: intake.asked(clerk, case=case)),
        }
    with acting("town_approver_a") as approver:
        day = MONDAY.date()
        counted["board"] = asked(lambda: boards.board(approver, since=day, until=day))
    assert counted == {
        "inbox": 1 + EVENT,
        "counts": 1,
        "head": 1,
        "view": 13 + EVENT,
        "page": 18 + EVENT,
        "outside": 9 + EVENT,
        "list": 1 + EVENT,
        "of household": 1 + EVENT,
        "questions": 6 + EVENT,
        "board": 3 + EVENT,
    }
