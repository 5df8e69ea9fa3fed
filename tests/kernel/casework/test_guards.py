"""Who may not: relatives, one person for two, and anybody who dates back."""

from datetime import date

import psycopg
import pytest
from django.db import IntegrityError, transaction

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access import api as access
from minzheng.kernel.access.errors import Conflict, NotAllowed, Recused, Refused, Unseen
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.audit.models import Event
from minzheng.kernel.casework import rounds
from minzheng.kernel.casework.api import intake, leaving, reading, work
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.duties import SamePerson
from minzheng.kernel.casework.models import Task
from minzheng.kernel.casework.moving import move
from minzheng.kernel.registry.api import households, people
from minzheng.kernel.registry.api.people import PersonEntry
from tests.kernel.casework.matters import (
    LACKING,
    accepted,
    at_decision,
    days_later,
    family,
    finish,
    investigated,
    opened,
    row_of,
    submitted,
)
from tests.kernel.registry.residents import enter, home_of, number
from tests.people import CAST, VILLAGE_A, account_id, acting

GRANTED = (
    "family",
    "division",
    "compartment",
    "valid_from",
    "state",
    "proposed_by",
    "proposed_by_person",
    "proposed_at",
    "approved_by",
    "approved_by_person",
    "approved_at",
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]


def filed(name: str, identity: str) -> None:
    """A member of staff files a near relative."""
    with acting(name) as actor:
        access.file_relative(actor, identity=identity, name="堂兄", relation="other")


def test_a_clerk_is_recused_from_a_cousin_s_case() -> None:
    with acting("town_clerk_a") as clerk:
        head, cousin = enter(clerk, sequence=1), enter(clerk, sequence=3)
        case = submitted(clerk, home_of(clerk, head, cousin))
    # The cousin is only a member, not the applicant.
    filed("town_clerk_a", number(3))
    with acting("town_clerk_a") as clerk:
        view = reading.case_view(clerk, case=case)
        assert view.recused
        assert "请回避" in view.tasks[0].why_not
        with pytest.raises(Recused):
            intake.accept(clerk, case=case, lacking_because=LACKING)
        with pytest.raises(Recused):
            intake.decline(clerk, case=case, reason="不受理")
        with pytest.raises(Recused):
            work.take(clerk, task=view.tasks[0].id)
    with acting("county_officer") as officer, pytest.raises(NotAllowed, match="其他机关"):
        intake.accept(officer, case=case, lacking_because=LACKING)


def test_a_relative_who_supports_a_member_counts_too() -> None:
    with acting("town_clerk_a") as clerk:
        head = enter(clerk, sequence=1)
        home = home_of(clerk, head)
        households.add_supporter(
            clerk, person=head, relation=2, on=date(2026, 1, 1), name="子", number=number(5)
        )
        case = submitted(clerk, home)
    filed("town_clerk_a", number(5))
    with acting("town_clerk_a") as clerk, pytest.raises(Recused):
        intake.accept(clerk, case=case, lacking_because=LACKING)


def test_who_joined_since_counts_too() -> None:
    """Whom a case concerns is asked anew for each act."""
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        case = submitted(clerk, home)
        joined = enter(clerk, sequence=7)
        households.join_household(
            clerk, person=joined, household=home, relation=1, on=date(2026, 11, 1)
        )
    filed("town_clerk_a", number(7))
    with acting("town_clerk_a") as clerk, pytest.raises(Recused):
        intake.accept(clerk, case=case, lacking_because=LACKING)


def test_nobody_deals_with_his_own_case() -> None:
    with acting("town_clerk_a") as clerk:
        entry = PersonEntry(name="镇办甲", division=VILLAGE_A, number=CAST["town_clerk_a"].identity)
        case = submitted(clerk, home_of(clerk, people.register_person(clerk, entry=entry)))
        with pytest.raises(Recused):
            intake.accept(clerk, case=case, lacking_because=LACKING)


def second_account(of: str, username: str, role: str) -> Account:
    """Another account, with a post, of somebody of the cast."""
    first = Account.objects.get(pk=account_id(of))
    account = Account(
        id=account_id(username),
        username=username,
        name=first.name,
        person=first.person,
        division=first.division,
    )
    account.save(force_insert=True)
    post = Post.objects.get(account=first)
    granted = {each: getattr(post, each) for each in GRANTED}
    Post.objects.create(account=account, person=first.person, role=role, **granted)
    return account


def test_who_has_investigated_does_not_decide() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    investigated(case)
    finish("town_approver_a", case, "opinion", "agree")
    with acting("town_clerk_a") as clerk:
        row = locked(case)
        move(clerk, row, Act(ActKind.FINISH, "publicity", "unopposed"))
    second_account("county_approver", "county_officer_too", "county_officer")
    with acting("county_officer_too") as officer:
        move(officer, locked(case), Act(ActKind.FINISH, "review"))
    # The same human being with the other account.
    with acting("county_approver") as approver:
        view = reading.case_view(approver, case=case)
        assert "同一人" in view.tasks[0].why_not
        with pytest.raises(SamePerson):
            move(approver, locked(case), Act(ActKind.DECIDE, "decision", Outcome.GRANTED.value))


def test_the_database_refuses_the_same_person_whoever_writes() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    at_decision(case)
    other = second_account("county_officer", "county_approver_too", "county_approver")
    with acting("county_approver"):
        task = Task.objects.get(case=case, step="decision")
        task.state, task.done_by = "done", other.pk
        task.done_by_person, task.done_by_name = other.person, other.name
        task.done_at, task.done_on = task.opened_at, task.opened_on
        with (
            pytest.raises(IntegrityError, match="one person may not do both"),
            transaction.atomic(),
        ):
            task.save()


def test_a_doer_is_the_account_s_own_person() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        task = Task.objects.get(case=case, step="visit")
        task.state, task.done_by = "done", clerk.account
        task.done_by_person = bytes(32)
        task.done_at, task.done_on = task.opened_at, task.opened_on
        with pytest.raises((IntegrityError, psycopg.Error)), transaction.atomic():
            task.save()


def test_an_acceptance_is_dated_back_by_a_superior_with_a_reason() -> None:
    """T-10."""
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    with acting("town_approver_a") as approver, pytest.raises(NotAllowed, match="上级机关"):
        leaving.backdate(approver, case=case, on=date(2026, 9, 28), because="补登")
    with acting("county_approver") as approver:
        with pytest.raises(Refused):
            leaving.backdate(approver, case=case, on=date(2026, 9, 28), because=" ")
        with pytest.raises(Refused, match="更早"):
            leaving.backdate(approver, case=case, on=date(2026, 12, 1), because="补登")
        leaving.backdate(approver, case=case, on=date(2026, 10, 30), because="停电，纸质受理")
        view = reading.case_view(approver, case=case)
    assert (view.accepted_on, view.backdated_because) == (date(2026, 10, 30), "停电，纸质受理")
    # Friday, 30 October: thirty working days later.
    assert view.due_on == date(2026, 12, 11)
    with acting("county_approver"):
        event = Event.objects.filter(action="case.backdate", result="done").latest("at")
    assert event.subject == str(case)


def test_another_town_finds_nothing() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        task = reading.case_view(clerk, case=case).tasks[0].id
    with acting("town_clerk_b") as stranger:
        assert reading.inbox(stranger).rows == ()
        assert reading.cases(stranger).rows == ()
        for look in (
            lambda: reading.case_view(stranger, case=case),
            lambda: reading.case_head(stranger, case=case),
            lambda: intake.asked(stranger, case=case),
            lambda: intake.accept(stranger, case=case),
            lambda: work.take(stranger, task=task),
            lambda: work.object_to(stranger, case=case, text="?"),
            lambda: leaving.withdraw(stranger, case=case, reason="?"),
        ):
            with pytest.raises(Unseen):
                look()


def test_whoever_acts_on_an_old_page_is_told_to_look_again() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk))
        before = row_of(case).version
        intake.save_answers(clerk, case=case, answers={}, version=before)
        with pytest.raises(Conflict, match="刷新"):
            intake.submit(clerk, case=case, version=before)


def test_limits_that_pass_are_put_down_once() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
    with days_later(4):
        assert rounds.watch_clocks() == 2
        assert rounds.watch_clocks() == 0
        with acting("county_approver") as approver:
            rows = reading.escalated(approver).rows
            events = reading.case_view(approver, case=case).events
    assert {each.step for each in rows} == {"check", "visit"}
    assert events[0].title == "超过期限"
