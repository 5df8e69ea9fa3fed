"""After an objection was looked into: whether the days that ran count, or the case waits anew."""

from uuid import UUID, uuid4

import pytest

from minzheng.kernel.casework.fieldwork.forms import SELF_CARE
from minzheng.kernel.casework.publicity.board import object_publicly
from minzheng.kernel.casework.publicity.closing import carry_on
from minzheng.kernel.registry.api import facts
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.kernel.casework.fieldwork.matters import SINCE, Matter
from tests.kernel.casework.publicity.proposals import (
    as_worker,
    at,
    closed,
    objected,
    posted,
    proposed,
    steps,
)
from tests.people import acting

pytestmark = pytest.mark.django_db(transaction=True)


def dropped(notice: UUID) -> None:
    """An objection from the public page."""
    object_publicly(notice, text="这户家里新买了汽车。", request=uuid4(), address=str(uuid4()))


def declared(matter: Matter) -> None:
    """What the rules of 特困 ask for, so that the notice can say what is proposed."""
    told = {
        Subject(Entity.PERSON, matter.head): {
            "business": 0,
            "property_income": 0,
            "property_within_limits": True,
            "supporters_complete": True,
            **dict.fromkeys(SELF_CARE.scored, True),
        },
        Subject(Entity.HOUSEHOLD, matter.household): {"settlement": 1},
    }
    with acting("town_clerk_a") as clerk:
        for subject, known in told.items():
            facts.add_statement(
                clerk, subject=subject, source="declared", facts=known, valid_from=SINCE
            )


def test_a_case_goes_on_after_a_new_opinion_without_a_second_notice(office: None) -> None:
    """57号: the days that ran count; 43号 wants a second notice, and its items say so."""
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        notice = posted(matter)
        dropped(notice)
        closed()
        objected(matter)
        assert "publicity" in steps(matter).open_steps
        assert (closed(), "publicity" in steps(matter).done_steps) == (0, False)
    with at("2026-09-18 09:00:00"):
        assert closed() == 1
        assert "publicity" in steps(matter).done_steps


def test_a_case_whose_days_ran_out_meanwhile_goes_on_by_itself(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        dropped(posted(matter))
        closed()
    with at("2026-09-18 09:00:00"):
        assert closed() == 1
        assert "publicity" in steps(matter).open_steps
        assert as_worker(carry_on) == 0
        objected(matter)
        assert "publicity" in steps(matter).open_steps
        assert as_worker(carry_on) == 1
        assert "publicity" in steps(matter).done_steps
        assert as_worker(carry_on) == 0


def test_where_the_law_wants_a_second_notice_the_case_waits_for_it(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed("extreme_poverty.application")
        declared(matter)
        dropped(posted(matter))
        closed()
    with at("2026-09-18 09:00:00"):
        closed()
        objected(matter)
        assert as_worker(carry_on) == 0
        assert "publicity" in steps(matter).open_steps
        posted(matter)
    # The seventh day is Mid-Autumn: the notice stays until Monday, the 28th.
    with at("2026-09-29 09:00:00"):
        assert closed() == 1
        assert "publicity" in steps(matter).done_steps
