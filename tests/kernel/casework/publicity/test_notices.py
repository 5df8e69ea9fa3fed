"""A notice from its posting to its end, and what happens to the case."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from minzheng.kernel.access.api import file_relative
from minzheng.kernel.access.errors import Conflict, Recused, Refused, Unseen
from minzheng.kernel.casework.api import leaving, publicity, reading, work
from minzheng.kernel.casework.models import (
    Case,
    Clock,
    Notice,
    NoticeState,
    Objection,
    ObjectionBox,
    PublicNotice,
)
from minzheng.kernel.casework.publicity.board import (
    Over,
    TooMany,
    notice_on_board,
    notices_in,
    object_publicly,
)
from minzheng.kernel.documents.api import open_document
from tests.kernel.casework.fieldwork.matters import Matter, photo
from tests.kernel.casework.publicity.proposals import (
    at,
    closed,
    posted,
    proposed,
    steps,
)
from tests.kernel.registry.residents import number
from tests.people import VILLAGE_A, VILLAGE_B, acting

pytestmark = pytest.mark.slow

LASTING = pytest.mark.django_db(transaction=True)
"""The worker has a connection of its own."""


def dropped(notice: UUID, text: str = "这户家里新买了汽车。", **changes: object) -> None:
    """An objection from the public page."""
    values = {"request": uuid4(), "address": str(uuid4())} | changes
    object_publicly(notice, text=text, **values)  # type: ignore[arg-type]  # built by name


@LASTING
def test_seven_days_then_the_case_goes_on(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        notice = posted(matter)
    with at("2026-09-17 23:59:59"):
        assert notice_on_board(notice).takes_objections
        assert closed() == 0
        assert "publicity" in steps(matter).open_steps
    with at("2026-09-18 00:00:00"):
        with pytest.raises(Over):
            notice_on_board(notice)
        assert closed() == 1
        assert "publicity" in steps(matter).done_steps
        # The worker may do it again.
        assert closed() == 0


def test_nothing_is_decided_while_a_notice_runs(matter: Matter) -> None:
    posted(matter)
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict, match="期满"):
        work.finish(clerk, case=matter.case, step="publicity")


def test_the_clock_of_the_notice_begins_with_the_posting(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        posted(matter)
        with acting("town_clerk_a"):
            running = Clock.objects.get(case=matter.case, code="publicity", stopped_on=None)
    assert str(running.started_on) == "2026-09-10"
    assert str(running.due_on) == "2026-09-17"


def test_the_clock_moves_out_of_a_holiday_with_the_notice(office: None) -> None:
    """C13: seven days from 24 September end on National Day; the office opens on 8 October."""
    with at("2026-09-24 09:00:00"):
        matter = proposed()
        notice = posted(matter)
        with acting("town_clerk_a") as clerk:
            last = publicity.notice_file(clerk, notice=notice).row.last_day
            running = Clock.objects.get(case=matter.case, code="publicity", stopped_on=None)
            tasks = {
                each.step: each.due_on for each in reading.case_view(clerk, case=matter.case).tasks
            }
    assert str(last) == "2026-10-08"
    assert (running.due_on, tasks["publicity"]) == (last, last)


def test_the_photo_of_the_board_is_looked_at_where_the_file_lies(matter: Matter) -> None:
    notice = posted(matter)
    with acting("town_clerk_a") as clerk:
        document = publicity.board_photo(clerk, notice=notice, content=photo())
        assert publicity.notice_file(clerk, notice=notice).board_photos == (document,)
        assert open_document(clerk, document=document).content
    with acting("town_clerk_b") as stranger, pytest.raises(Unseen):
        open_document(stranger, document=document)


@LASTING
def test_a_notice_torn_down_begins_anew(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        notice = posted(matter)
    with at("2026-09-15 09:00:00"), acting("town_clerk_a") as clerk:
        publicity.restart_notice(clerk, notice=notice, because="公示栏被台风刮坏")
    with at("2026-09-18 00:00:00"):
        assert str(notice_on_board(notice).last_day) == "2026-09-22"
        assert closed() == 0
        with acting("town_clerk_a") as clerk:
            [row] = publicity.notice_file(clerk, notice=notice).interruptions
            clocks = Clock.objects.get(case=matter.case, code="publicity", stopped_on=None)
        assert str(row.last_day) == "2026-09-17"
        assert str(clocks.due_on) == "2026-09-22"
    with at("2026-09-23 00:00:00"):
        assert closed() == 1
    assert "publicity" in steps(matter).done_steps


@LASTING
def test_an_objection_in_the_last_second_stops_the_case(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        notice = posted(matter)
    with at("2026-09-17 23:59:59"):
        dropped(notice, name="李四", contact="13900000000")
    with at("2026-09-18 00:01:00"):
        closed()
        row = steps(matter)
        assert "publicity" in row.open_steps
        assert "objected" in row.flags
        with acting("town_clerk_a"):
            [objection] = Objection.objects.filter(case=matter.case)
            assert "李四" in str(objection.text)
            assert str(objection.received_on) == "2026-09-17"
            assert Notice.objects.get(pk=notice).state == NoticeState.OVER


@LASTING
def test_after_an_objection_was_looked_into_the_days_that_ran_count(office: None) -> None:
    with at("2026-09-10 09:00:00"):
        matter = proposed()
        notice = posted(matter)
        dropped(notice)
        closed()
    with at("2026-09-18 09:00:00"):
        closed()
        with acting("town_clerk_a") as clerk:
            objection = Objection.objects.get(case=matter.case)
            work.answer_objection(
                clerk, objection=objection.pk, upheld=False, answer="车辆为亲戚所有"
            )
            work.reinvestigate(clerk, case=matter.case, reason="公示期间有异议")
    assert steps(matter).stage == "investigation"


@LASTING
def test_an_anonymous_objection_is_taken(matter: Matter) -> None:
    dropped(posted(matter))
    closed()
    with acting("town_clerk_a"):
        assert "匿名" in str(Objection.objects.get(case=matter.case).text)


@LASTING
def test_the_same_form_sent_twice_is_one_objection(matter: Matter) -> None:
    notice, request = posted(matter), uuid4()
    dropped(notice, request=request)
    dropped(notice, request=request)
    closed()
    with acting("town_clerk_a"):
        assert Objection.objects.filter(case=matter.case).count() == 1


def test_an_address_is_held_back_after_five(matter: Matter) -> None:
    notice = posted(matter)
    for _ in range(5):
        dropped(notice, address="203.0.113.99")
    with pytest.raises(TooMany):
        dropped(notice, address="203.0.113.99")
    dropped(notice, address="203.0.113.98")


def test_what_strangers_drop_in_is_read_by_the_worker_alone(matter: Matter) -> None:
    dropped(posted(matter))
    with (
        acting("county_officer"),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        ObjectionBox.objects.count()


def test_a_withdrawn_notice_is_gone_at_once(matter: Matter) -> None:
    notice = posted(matter)
    with acting("town_clerk_a") as clerk:
        publicity.withdraw_notice(clerk, notice=notice, because="人数写错")
    with pytest.raises(Over):
        notice_on_board(notice)
    assert PublicNotice.objects.get(pk=notice).lines == []
    assert "publicity" in steps(matter).open_steps
    assert posted(matter) != notice


def test_a_notice_goes_with_the_application_that_is_taken_back(matter: Matter) -> None:
    notice = posted(matter)
    with acting("town_clerk_a") as clerk:
        leaving.withdraw(clerk, case=matter.case, reason="已找到工作")
    with pytest.raises(Over):
        notice_on_board(notice)
    assert PublicNotice.objects.get(pk=notice).lines == []


def test_who_is_near_the_family_takes_no_notice_down(matter: Matter) -> None:
    notice = posted(matter)
    with acting("town_clerk_a") as clerk:
        file_relative(clerk, identity=number(1), name="王晓明", relation="other")
    with acting("town_clerk_a") as clerk, pytest.raises(Recused):
        publicity.withdraw_notice(clerk, notice=notice, because="不好看")


def test_one_notice_at_a_time(matter: Matter) -> None:
    posted(matter)
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict, match="已经在张贴"):
        publicity.post_notice(clerk, case=matter.case)


def test_a_village_reads_its_own_notices(matter: Matter) -> None:
    notice = posted(matter)
    assert [each.id for each in notices_in(VILLAGE_A)] == [notice]
    assert notices_in(VILLAGE_B) == ()


def test_a_confidential_matter_never_gets_a_notice(matter: Matter) -> None:
    with acting("town_clerk_a") as clerk:
        Case.objects.filter(pk=matter.case).update(confidential=True)
        with pytest.raises(Refused, match="不得公开"):
            publicity.post_notice(clerk, case=matter.case)


def test_the_database_refuses_a_notice_of_a_confidential_matter(matter: Matter) -> None:
    notice = posted(matter)
    with acting("town_clerk_a"):
        Case.objects.filter(pk=matter.case).update(confidential=True)
        row = Notice.objects.get(pk=notice)
        row.pk, row.step = uuid4(), "other"
        with pytest.raises(IntegrityError, match="never published"), transaction.atomic():
            row.save(force_insert=True)


def test_the_database_shows_strangers_only_what_the_file_says(matter: Matter) -> None:
    notice = posted(matter)
    with pytest.raises(IntegrityError, match="nothing else"), transaction.atomic():
        PublicNotice.objects.filter(pk=notice).update(lines=[["身份证号", "320402196003050011"]])


def test_a_file_that_becomes_protected_takes_its_notices_down(matter: Matter) -> None:
    notice = posted(matter)
    with acting("county_approver"):
        Case.objects.filter(pk=matter.case).update(label="sealed")
    with pytest.raises(Over):
        notice_on_board(notice)
    assert PublicNotice.objects.get(pk=notice).lines == []
