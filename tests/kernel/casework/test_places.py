"""Cases move with the file, and come from windows that see nothing of it."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework import rounds
from minzheng.kernel.casework.api import intake, leaving, reading, windows, work
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.models import CaseEvent, Clock, Incoming, Receipt, Task
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.windows import receiving
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from minzheng.kernel.registry.models import Household, Person
from minzheng.kernel.registry.placing import rehome_household
from tests.kernel.casework.matters import (
    DIBAO,
    INTAKE,
    NURSING,
    accepted,
    days_later,
    family,
    live_steps,
    row_of,
    submitted,
)
from tests.kernel.registry.residents import BORN, confirmed, enter, home_of, number
from tests.people import COUNTY, TOWN_A, TOWN_B, TOWN_C, VILLAGE_A, VILLAGE_B, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]


def test_a_household_that_moves_takes_its_case_along() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
    with acting("county_officer") as officer:
        before = reading.case_view(officer, case=case)
        moved(before.household, VILLAGE_B)
        view = reading.case_view(officer, case=case)
    assert (view.division, view.tasks[0].office) == (VILLAGE_B, TOWN_B)
    with acting("town_clerk_a") as clerk, pytest.raises(Unseen):
        reading.case_head(clerk, case=case)
    with acting("town_clerk_b") as clerk:
        assert [each.case for each in reading.inbox(clerk).rows] == [case]
        assert {each.division for each in CaseEvent.objects.filter(case=case)} == {VILLAGE_B}


def moved(household: UUID | None, division: str) -> None:
    """The household's file goes to another place."""
    rehome_household(Household.objects.get(pk=str(household)), division)


def test_rows_lie_with_their_case_or_not_at_all() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
    with acting("county_officer"), pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(case=case).update(division=VILLAGE_B)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


def test_a_protected_child_s_case_does_not_exist_for_others() -> None:
    """T-20: list, counts, search, duplicates and pages are the same with and without it."""
    with acting("town_clerk_a") as clerk:
        child = enter(clerk, sequence=9, born=date(2016, 5, 5))
        home = home_of(clerk, enter(clerk, sequence=11), child)
        family_case = submitted(clerk, home)
        without = (reading.inbox(clerk), reading.inbox_counts(clerk), reading.cases(clerk))
        page = reading.case_view(clerk, case=family_case)
    with acting("child_protection_officer") as officer:
        people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="保护")
        hidden = intake.open_case(officer, item="children.unattended", person=child)
        intake.submit(officer, case=hidden)
        assert row_of(hidden).label == Label.CHILD_PROTECTION
        assert reading.inbox(officer).rows[0].case == hidden
    with acting("town_clerk_a") as clerk:
        after = (reading.inbox(clerk), reading.inbox_counts(clerk), reading.cases(clerk))
        assert after == without
        seen = reading.case_view(clerk, case=family_case)
        assert {each.name for each in seen.people} < {each.name for each in page.people} | {"?"}
        with pytest.raises(Unseen):
            reading.case_view(clerk, case=hidden)
    with acting("county_approver") as approver, pytest.raises(Unseen):
        reading.case_head(approver, case=hidden)


def disabled_of_b() -> UUID:
    """Somebody on file in town B, with the number that a window elsewhere would be shown."""
    with acting("town_clerk_b") as clerk:
        person = enter(clerk, "赵一", sequence=21, division=VILLAGE_B)
    confirmed()
    return person


def carried() -> None:
    """The worker's jobs over receipts."""
    with working("job"):
        receipts = list(Receipt.objects.values_list("pk", flat=True))
        incoming = list(Incoming.objects.values_list("pk", flat=True))
    for each in receipts:
        receiving.deliver(each)
    for each in incoming:
        receiving.bring_back(each)


def test_any_window_accepts_for_whom_it_cannot_see() -> None:
    person = disabled_of_b()
    with acting("town_clerk_c") as window:
        receipt = windows.receive(
            window,
            item=NURSING,
            target=TOWN_B,
            name="赵一",
            identity=number(21),
            phone="13800000000",
            note="残疾人证在手机上出示",
        )
        assert windows.receipts(window).rows[0].state == "waiting"
    carried()
    with days_later(2):
        with acting("town_clerk_b") as clerk:
            found = windows.incoming(clerk).rows[0]
            assert (found.name, found.note) == ("赵一", "残疾人证在手机上出示")
            case = windows.open_incoming(clerk, incoming=found.id, person=person)
            with pytest.raises(Conflict):
                windows.open_incoming(clerk, incoming=found.id, person=person)
        row = row_of(case)
        # It counts from the day on which the window took it in.
        assert (row.applied_on, row.accepted_on) == (date(2026, 11, 9), date(2026, 11, 9))
        assert "remote" in row.flags
        assert set(live_steps(case)) == {"check"}
        carried()
        with acting("town_clerk_c") as window:
            own = windows.receipt(window, receipt=receipt)
            assert (own.state, own.target) == ("accepted", TOWN_B)
            assert reading.cases(window).rows == ()
            with pytest.raises(Unseen):
                reading.case_head(window, case=case)
    with acting("town_clerk_b") as clerk, pytest.raises(Unseen):
        windows.receipt(clerk, receipt=receipt)


def test_a_window_does_not_learn_whether_somebody_is_on_file() -> None:
    disabled_of_b()
    with acting("town_clerk_c") as window:
        known = windows.receive(
            window, item=NURSING, target=TOWN_B, name="赵一", identity=number(21)
        )
        unknown = windows.receive(
            window,
            item=NURSING,
            target=TOWN_B,
            name="钱二",
            identity=synthetic_resident_id("320402", BORN, 77),
        )
        rows = {each.id: each.state for each in windows.receipts(window).rows}
    assert rows == {known: "waiting", unknown: "waiting"}


def test_what_does_not_belong_here_goes_back_with_the_reason() -> None:
    with acting("town_clerk_c") as window:
        receipt = windows.receive(
            window, item=NURSING, target=TOWN_B, name="钱二", identity=number(23)
        )
        with pytest.raises(Refused, match="本辖区"):
            windows.receive(window, item=NURSING, target=TOWN_C, name="钱二", identity=number(23))
    carried()
    with acting("town_clerk_b") as clerk:
        found = windows.incoming(clerk).rows[0]
        windows.decline_incoming(clerk, incoming=found.id, reason="户籍不在本街道")
    carried()
    with acting("town_clerk_c") as window:
        own = windows.receipt(window, receipt=receipt)
    assert (own.state, own.missing) == ("declined", "户籍不在本街道")


def test_delivered_twice_is_there_once() -> None:
    with acting("town_clerk_c") as window:
        windows.receive(window, item=NURSING, target=TOWN_B, name="钱二", identity=number(23))
    carried()
    carried()
    with acting("town_clerk_b") as clerk:
        assert len(windows.incoming(clerk).rows) == 1


def test_handed_over_within_and_beyond_the_county() -> None:
    with acting("town_clerk_a") as clerk:
        inside = submitted(clerk, family(clerk, sequence=1))
        leaving.hand_over(clerk, case=inside, to_office=COUNTY, reason="由区级窗口受理")
    assert live_steps(inside) == {"acceptance": COUNTY}
    with acting("town_clerk_a") as clerk:
        beyond = submitted(clerk, family(clerk, sequence=3))
        leaving.hand_over(clerk, case=beyond, to_office=TOWN_C, reason="已迁居新北区")
    assert (row_of(beyond).state, row_of(beyond).outcome) == ("closed", "transferred")
    carried()
    with acting("town_clerk_c") as clerk:
        assert [each.item for each in windows.incoming(clerk).rows] == [DIBAO]


def test_who_is_registered_elsewhere_has_his_papers_forwarded() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, sequence=41)
        Person.objects.filter(pk=person).update(registration_division=TOWN_C)
        case = intake.open_case(clerk, item=NURSING, person=person)
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because="无")
        assert set(live_steps(case)) == {"forwarding"}
        leaving.hand_over(clerk, case=case, to_office=TOWN_C, reason="户籍在河海街道")
        assert "forwarding" not in live_steps(case)
        with pytest.raises(Conflict):
            leaving.hand_over(clerk, case=case, to_office=TOWN_C, reason="再转一次")


def test_the_second_application_for_the_same_waits() -> None:
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        first, second = submitted(clerk, home), submitted(clerk, home)
        assert (row_of(first).duplicate_pending, row_of(second).duplicate_pending) == (False, True)
        with pytest.raises(Conflict, match="已有一件在办"):
            intake.accept(clerk, case=second)
        leaving.withdraw(clerk, case=first, reason="重复")
        intake.accept(clerk, case=second)
    assert not row_of(second).duplicate_pending


def test_the_same_number_in_two_towns_is_found_by_the_worker() -> None:
    with acting("town_clerk_a") as clerk:
        first = submitted(clerk, home_of(clerk, enter(clerk, sequence=31)))
    with acting("town_clerk_b") as clerk:
        person = enter(clerk, sequence=31, division=VILLAGE_B)
        second = submitted(clerk, home_of(clerk, person, division=VILLAGE_B))
        assert not row_of(second).duplicate_pending
    assert rounds.compare_cases() == 1
    assert rounds.compare_cases() == 0
    assert (row_of(first).duplicate_pending, row_of(second).duplicate_pending) == (False, True)


def test_somebody_without_a_file_is_taken_in() -> None:
    with acting("county_officer") as officer:
        case = intake.open_case(officer, item=INTAKE, who="无名氏（女，约50岁）")
        intake.submit(officer, case=case)
        row = row_of(case)
        assert (row.household_id, row.subject_id, row.division) == (None, None, COUNTY)
        assert reading.case_view(officer, case=case).applicant_name == "无名氏（女，约50岁）"


def test_a_complaint_may_be_anonymous() -> None:
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item="complaints.report", division=VILLAGE_A)
        intake.submit(clerk, case=case)
        assert reading.case_head(clerk, case=case).applicant_name == "（未署名）"
        with pytest.raises(Refused, match="本辖区"):
            intake.open_case(clerk, item="complaints.report", division=VILLAGE_B)


def test_a_file_that_is_sealed_later_takes_its_case_out_of_the_town() -> None:
    with acting("town_clerk_a") as clerk:
        child = enter(clerk, sequence=9, born=date(2016, 5, 5))
        case = intake.open_case(clerk, item="children.unattended", person=child)
        intake.submit(clerk, case=case)
    with acting("child_protection_officer") as officer:
        people.seal_person(officer, person=child, label=Label.CHILD_PROTECTION, reason="保护")
        assert [each.case for each in reading.inbox(officer).rows] == [case]
        intake.accept(officer, case=case)
    with acting("town_clerk_a") as clerk, pytest.raises(Unseen):
        reading.case_head(clerk, case=case)


def test_clocks_follow_too() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        clerk_sees = Clock.objects.filter(case=case).count()
    household = row_of(case).household_id
    with acting("county_officer"):
        moved(household, VILLAGE_B)
    with acting("town_clerk_b"):
        assert Clock.objects.filter(case=case).count() == clerk_sees
    with acting("town_clerk_a") as clerk:
        assert Clock.objects.filter(case=case).count() == 0
        with pytest.raises(Unseen):
            work.suspend(clerk, case=case, kind="inquiry", basis="?")
    with acting("town_clerk_b") as clerk:
        move(clerk, locked(case), Act(ActKind.FINISH, "visit"))
    assert TOWN_A not in live_steps(case).values()
