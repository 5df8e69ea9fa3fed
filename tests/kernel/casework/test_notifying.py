"""Applicants learn that there is something to look at: once, in words that tell nobody else."""

from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from minzheng.adapters.messages.outbox import Outbox
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework import notifying, tasks
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.models import CaseEvent
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from minzheng.kernel.residents.ports import install_messages
from tests.kernel.casework.matters import (
    LACKING,
    REVIEW,
    days_later,
    family,
    row_of,
    submitted,
)
from tests.kernel.registry.residents import enter, home_of
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]

PHONE = "13912345678"


class Broken:
    """A gateway that is down."""

    def send(self, phone: str, text: str) -> None:
        raise OSError("down")


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """What was sent."""
    found = Outbox(tmp_path / "messages.jsonl")
    install_messages(found)
    return found


def reachable_family() -> tuple[UUID, UUID]:
    """A household whose head has a telephone; and the head."""
    with acting("town_clerk_a") as clerk:
        head = enter(clerk, sequence=1)
        people.add_contact(clerk, person=head, phone=PHONE)
        return home_of(clerk, head), head


def ordered() -> list[UUID]:
    """The events of which messages were ordered, as they lie in the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select args->>'subject' from procrastinate_jobs"
            " where task_name = 'casework.tell_applicant' order by id"
        )
        return [UUID(each) for (each,) in cursor.fetchall()]


def test_accepted_and_returned_are_told_once_each(outbox: Outbox) -> None:
    household, _ = reachable_family()
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, household)
        intake.return_for_completion(clerk, case=case, missing=["收入证明"])
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because=LACKING)
    for event in ordered() * 2:
        tasks.tell_applicant(str(event))
    told = list(outbox.messages())
    assert [each.phone for each in told] == [PHONE, PHONE]
    assert "最低生活保障申请" in told[0].text
    assert "需要补正材料" in told[0].text
    assert "已经受理" in told[1].text
    # Neither who it is about, nor what is missing, nor a link.
    assert not any(word in each.text for each in told for word in ("收入证明", "http", "张"))
    with working("job"):
        assert CaseEvent.objects.filter(case=case, act="message").count() == 2


def test_a_message_that_failed_is_tried_again(outbox: Outbox) -> None:
    household, _ = reachable_family()
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, household)
        intake.accept(clerk, case=case, lacking_because=LACKING)
    (event,) = ordered()
    install_messages(Broken())
    with pytest.raises(OSError, match="down"):
        notifying.tell_applicant(event)
    install_messages(outbox)
    assert notifying.tell_applicant(event)
    assert len(list(outbox.messages())) == 1


def test_what_is_protected_is_not_named(outbox: Outbox) -> None:
    household, head = reachable_family()
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, household)
        intake.accept(clerk, case=case, lacking_because=LACKING)
    with acting("county_approver") as approver:
        people.seal_person(approver, person=head, label=Label.SEALED, reason="保护")
    assert row_of(case).label == Label.SEALED
    assert notifying.tell_applicant(ordered()[0])
    (told,) = outbox.messages()
    assert "您的办件已经受理" in told.text
    assert "低保" not in told.text
    assert "最低生活保障" not in told.text


def test_who_has_no_telephone_is_told_nothing(outbox: Outbox) -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
        intake.accept(clerk, case=case, lacking_because=LACKING)
    assert not notifying.tell_applicant(ordered()[0])
    assert list(outbox.messages()) == []


def test_old_news_is_not_sent(outbox: Outbox) -> None:
    household, _ = reachable_family()
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, household)
        intake.accept(clerk, case=case, lacking_because=LACKING)
    (event,) = ordered()
    with days_later(4):
        assert not notifying.tell_applicant(event)
    with days_later(3):
        assert notifying.tell_applicant(event)


def test_a_review_that_the_office_begins_is_not_told(outbox: Outbox) -> None:
    household, _ = reachable_family()
    with acting("town_clerk_a") as clerk:
        submitted(clerk, household, REVIEW)
    assert ordered() == []
