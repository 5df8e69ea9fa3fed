"""What may still be said after acceptance: what nobody here could be asked before."""

from datetime import date

import pytest

from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework.api import intake, windows
from minzheng.kernel.registry.api.facts import facts_on
from tests.kernel.casework.matters import NURSING, accepted, family
from tests.kernel.casework.test_places import carried, disabled_of_b
from tests.kernel.registry.residents import number
from tests.people import TOWN_B, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]


def test_what_a_window_could_not_ask_is_asked_where_the_case_is_opened() -> None:
    person = disabled_of_b()
    with acting("town_clerk_c") as window:
        windows.receive(window, item=NURSING, target=TOWN_B, name="赵一", identity=number(21))
    carried()
    with acting("town_clerk_b") as clerk:
        found = windows.incoming(clerk).rows[0]
        case = windows.open_incoming(clerk, incoming=found.id, person=person)
        (group,) = intake.to_answer(clerk, case=case).groups
        needs = next(each for each in group.questions if each.fact.name == "needs_long_term_care")
        intake.save_answers(clerk, case=case, answers={needs.key: True})
        known = facts_on(clerk, subject=needs.subject, on=date(2026, 11, 9))
        own = accepted(clerk, family(clerk, sequence=31, division=VILLAGE_B))
        with pytest.raises(Conflict, match="已经受理"):
            intake.save_answers(clerk, case=own, answers={})
    assert known["needs_long_term_care"].value == 1
