"""Neighbours' inquiry, and the appraisal of a disputed case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.api import file_relative
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused
from minzheng.kernel.casework.api import fieldwork
from minzheng.kernel.casework.api.fieldwork import Attendee, Meeting
from minzheng.kernel.casework.models import Appraisal, Case, Inquiry
from tests.kernel.casework.fieldwork.matters import Matter
from tests.kernel.registry.residents import number
from tests.people import acting

PEOPLE = tuple(Attendee(f"代表{each}", "村民代表") for each in "甲乙丙丁戊")


def meeting(**changes: object) -> Meeting:
    """Five came: three believe the household, one does not, one abstained."""
    values: dict[str, object] = {
        "held_on": clock.today(),
        "venue": "村委会会议室",
        "attendees": PEOPLE,
        "votes_for": 3,
        "votes_against": 1,
        "abstained": 1,
        "minutes": "大家认为情况属实。",
    }
    return Meeting(**(values | changes))  # type: ignore[arg-type]  # built by name


def disputed(matter: Matter) -> None:
    """The neighbours disagree."""
    with acting("town_clerk_a"):
        Case.objects.filter(pk=matter.case).update(flags=[Flag.DISPUTED.value])


def test_a_neighbour_is_asked_and_stays_unknown_to_the_database(matter: Matter) -> None:
    with acting("village_officer_a") as officer:
        fieldwork.record_inquiry(
            officer,
            case=matter.case,
            asked_on=clock.today(),
            standing="neighbour",
            asked="隔壁老陈",
            answer="他家确实困难",
            agreement="agrees",
        )
        [row] = fieldwork.fieldwork_of(officer, case=matter.case).inquiries
        [stored] = Inquiry.objects.values("asked", "answer")
    assert (row.asked, row.answer) == ("隔壁老陈", "他家确实困难")
    kept: object = stored["asked"]
    assert isinstance(kept, bytes)
    assert "老陈".encode() not in kept


def test_a_relative_does_not_ask_the_neighbours(matter: Matter) -> None:
    with acting("village_officer_a") as officer:
        file_relative(officer, identity=number(1), name="张三丰", relation="sibling")
        with pytest.raises(NotAllowed, match="回避"):
            fieldwork.record_inquiry(
                officer,
                case=matter.case,
                asked_on=clock.today(),
                standing="neighbour",
                answer="一切属实",
                agreement="agrees",
            )


def test_a_case_that_nobody_disputes_is_not_appraised(matter: Matter) -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict, match="没有争议"):
        fieldwork.record_appraisal(clerk, case=matter.case, meeting=meeting())


def test_the_database_refuses_it_too(matter: Matter) -> None:
    disputed(matter)
    with acting("town_clerk_a") as clerk:
        fieldwork.record_appraisal(clerk, case=matter.case, meeting=meeting())
        row = Appraisal.objects.get()
        Case.objects.filter(pk=matter.case).update(flags=[])
        row.pk = uuid4()
        with pytest.raises(IntegrityError, match="disputed"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize(
    ("votes", "conclusion"),
    [((3, 1, 1), "true"), ((2, 2, 1), "doubtful"), ((1, 3, 1), "doubtful")],
)
def test_the_opinion_follows_from_the_votes(
    matter: Matter, votes: tuple[int, int, int], conclusion: str
) -> None:
    disputed(matter)
    counted = dict(zip(("votes_for", "votes_against", "abstained"), votes, strict=True))
    with acting("town_clerk_a") as clerk:
        fieldwork.record_appraisal(clerk, case=matter.case, meeting=meeting(**counted))
        [row] = fieldwork.fieldwork_of(clerk, case=matter.case).appraisals
    assert row.conclusion == conclusion


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"votes_for": 4}, "合计"),
        ({"attendees": ()}, "参加评议"),
        ({"minutes": " "}, "评议记录"),
        ({"held_on": clock.today() + timedelta(days=1)}, "晚于今天"),
    ],
)
def test_a_meeting_that_does_not_add_up_is_refused(
    matter: Matter, changes: dict[str, object], said: str
) -> None:
    disputed(matter)
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match=said):
        fieldwork.record_appraisal(clerk, case=matter.case, meeting=meeting(**changes))
