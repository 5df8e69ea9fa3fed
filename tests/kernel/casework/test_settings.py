"""Delegated power, changed declarations, conferences, and what was declared."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from minzheng.base.errors import InvalidValue
from minzheng.catalogue.casework.item_book import ItemBook
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import Flag, Stage
from minzheng.config.platform import platform
from minzheng.kernel.access.errors import Conflict, Recused, Refused
from minzheng.kernel.casework.api import (
    conferences,
    delegations,
    intake,
    migrating,
    reading,
)
from minzheng.kernel.casework.api.conferences import Agreed
from minzheng.kernel.casework.models import Delegation
from minzheng.kernel.casework.ports import install_items
from minzheng.kernel.registry.api.facts import Subject, facts_on
from minzheng.kernel.registry.models import Person
from minzheng.rules.facts import Entity
from tests.kernel.casework.matters import (
    DIBAO,
    LACKING,
    accepted,
    days_later,
    family,
    finish,
    investigated,
    live_steps,
    opened,
    questions,
    row_of,
    submitted,
)
from tests.kernel.registry.residents import enter, enter_unknown, home_of
from tests.people import COUNTY, TOWN_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]


def delegated(valid_from: date = date(2026, 11, 9)) -> None:
    """The county leaves the minimum living guarantee to its towns."""
    with acting("county_officer") as officer:
        found = delegations.propose_delegation(
            officer, item=DIBAO, valid_from=valid_from, document="天民发〔2026〕8号"
        )
        with pytest.raises(Recused):
            delegations.approve_delegation(officer, delegation=found)
    with acting("county_approver") as approver:
        delegations.approve_delegation(approver, delegation=found)


def test_the_power_counts_on_the_day_of_acceptance() -> None:
    with acting("town_clerk_a") as clerk:
        before = accepted(clerk, family(clerk, sequence=1))
    delegated()
    with acting("town_clerk_a") as clerk:
        after = accepted(clerk, family(clerk, sequence=3))
    with acting("county_approver") as approver:
        found = delegations.delegations(approver)[0]
        delegations.end_delegation(approver, delegation=found.id, because="收回")
    with days_later(1), acting("town_clerk_a") as clerk:
        again = accepted(clerk, family(clerk, sequence=5))
    offices = [row_of(each).deciding_office for each in (before, after, again)]
    assert offices == [COUNTY, TOWN_A, COUNTY]
    # Twenty working days instead of thirty (民发〔2022〕83号).
    assert row_of(after).due_on == date(2026, 12, 7)
    investigated(after)
    finish("town_approver_a", after, "opinion", "agree")


def test_a_delegation_is_not_approved_by_whoever_proposed_it_whatever_writes() -> None:
    with acting("county_officer") as officer:
        delegations.propose_delegation(
            officer, item=DIBAO, valid_from=date(2026, 11, 9), document="文件"
        )
        row = Delegation.objects.get()
        row.state, row.approved_by = "approved", row.proposed_by
        row.approved_person = row.proposed_person
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_one_delegation_at_a_time() -> None:
    delegated()
    with acting("county_officer") as officer:
        second = delegations.propose_delegation(
            officer, item=DIBAO, valid_from=date(2027, 1, 1), document="又一份"
        )
    with acting("county_approver") as approver, pytest.raises(Conflict, match="已有委托"):
        delegations.approve_delegation(approver, delegation=second)


def test_what_the_county_must_decide_itself_is_not_delegated() -> None:
    with acting("county_officer") as officer, pytest.raises(Refused, match="不能委托"):
        delegations.propose_delegation(
            officer, item="children.orphan", valid_from=date(2026, 11, 9), document="文件"
        )


@dataclass(frozen=True)
class Items:
    """An installation with these items."""

    items: ItemBook


@pytest.fixture
def newer() -> Iterator[ServiceItem]:
    """The same item, newly declared from 10 November on: the appraisal is asked of everybody."""
    old = platform().items[DIBAO]
    yield replace(old[-1], version=date(2026, 11, 10))
    install_items(platform)


def declared(*versions: ServiceItem) -> None:
    """An installation that has these versions of the item."""
    others = [found for code, found in platform().items.items() if code != DIBAO]
    book = ItemBook([*others, (*platform().items[DIBAO], *versions)])
    install_items(lambda: Items(book))


def without(item: ServiceItem, step: str) -> ServiceItem:
    """The item with a step fewer."""
    stages = (
        Stage(
            stage.code,
            stage.title,
            tuple(each for each in stage.steps if each.code != step),
            stage.investigates,
        )
        for stage in item.procedure
    )
    return replace(item, procedure=tuple(stage for stage in stages if stage.steps))


def test_running_cases_keep_their_version_until_they_are_brought_over(newer: ServiceItem) -> None:
    with acting("town_clerk_a") as clerk:
        running = accepted(clerk, family(clerk, sequence=1))
    declared(newer)
    with days_later(1):
        with acting("town_clerk_a") as clerk:
            fresh = opened(clerk, family(clerk, sequence=3))
        assert row_of(fresh).item_version == date(2026, 11, 10)
        finish("town_clerk_a", running, "visit")
        assert row_of(running).item_version == date(2026, 7, 1)
        with acting("county_approver") as approver:
            assert [each.id for each in migrating.outdated(approver).rows] == [running]
            assert reading.case_view(approver, case=running).outdated
            migrating.migrate_case(approver, case=running)
            with pytest.raises(Conflict, match="现行事项"):
                migrating.migrate_case(approver, case=running)
        assert row_of(running).item_version == date(2026, 11, 10)
        assert set(live_steps(running)) == {"check"}


def test_a_mere_ground_hinders_nothing(newer: ServiceItem) -> None:
    """Registered elsewhere (人户分离) lengthens a limit and changes no step, in either version."""
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
        intake.accept(
            clerk, case=case, lacking_because=LACKING, flags=frozenset({Flag.REMOTE, Flag.URGENT})
        )
    declared(newer)
    with days_later(1), acting("county_approver") as approver:
        migrating.migrate_case(approver, case=case)
    assert "remote" in row_of(case).flags


def test_nobody_delegates_to_himself_by_a_mark() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
        with pytest.raises(Refused, match="委托"):
            intake.accept(clerk, case=case, lacking_because=LACKING, flags={Flag.DELEGATED})


def test_a_case_that_has_no_place_in_the_new_version_stays(newer: ServiceItem) -> None:
    with acting("town_clerk_a") as clerk:
        running = accepted(clerk, family(clerk))
    finish("county_officer", running, "check")
    declared(without(newer, "check"))
    with days_later(1), acting("county_approver") as approver:
        row = migrating.outdated(approver).rows[0]
        assert "没有“信息核对”这一环节" in row.hindrance
        with pytest.raises(Conflict, match="按原版本办理完毕"):
            migrating.migrate_case(approver, case=running)
    assert set(live_steps(running)) == {"visit"}


def test_a_conference_and_what_it_agreed_on() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        called = conferences.call_conference(
            clerk,
            case=case,
            subject="是否共同生活",
            planned_on=date(2026, 11, 11),
            attendees=["镇办甲", "村甲"],
        )
        with pytest.raises(Refused, match="还没有到召开日期"):
            conferences.record_conference(
                clerk, conference=called, record="…", agreed="…", attendees=["甲", "乙"]
            )
    with days_later(2), acting("town_clerk_a") as clerk:
        conferences.record_conference(
            clerk,
            conference=called,
            record="村委会说明：其子长期在外。",
            agreed="按分户处理",
            attendees=["镇办甲", "村甲", "派出所民警"],
            tasks=[Agreed("出具居住证明", "派出所", date(2026, 11, 13))],
        )
        with pytest.raises(Conflict):
            conferences.cancel_conference(clerk, conference=called, reason="?")
        row = conferences.conferences_of(clerk, case=case)[0]
        assert (row.state, row.tasks[0].state, row.tasks[0].overdue) == ("held", "open", False)
    with days_later(7), acting("town_clerk_a") as clerk:
        task = conferences.conferences_of(clerk, case=case)[0].tasks[0]
        assert task.overdue
        conferences.end_task(clerk, task=task.id, result="已出具")
        with pytest.raises(Conflict):
            conferences.end_task(clerk, task=task.id, result="再次")
        assert conferences.conferences_of(clerk, case=case)[0].tasks[0].result == "已出具"


def test_what_is_declared_becomes_statements_on_acceptance() -> None:
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        case = opened(clerk, home)
        settlement = next(q for q in questions(clerk, case) if q.fact.name == "settlement")
        assert settlement.open
        intake.save_answers(clerk, case=case, answers={settlement.key: 2})
        intake.submit(clerk, case=case)
        before = facts_on(clerk, subject=Subject(Entity.HOUSEHOLD, home), on=date(2026, 11, 9))
        assert "settlement" not in before
        intake.accept(clerk, case=case, lacking_because=LACKING)
        known = facts_on(clerk, subject=Subject(Entity.HOUSEHOLD, home), on=date(2026, 11, 9))
        assert (known["settlement"].value, known["settlement"].source) == (2, "declared")
        with pytest.raises(Conflict, match="不能再修改"):
            intake.save_answers(clerk, case=case, answers={settlement.key: 1})


def test_what_is_known_is_not_asked_again() -> None:
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        first = opened(clerk, home)
        settlement = next(q for q in questions(clerk, first) if q.fact.name == "settlement")
        intake.save_answers(clerk, case=first, answers={settlement.key: 2})
        intake.submit(clerk, case=first)
        intake.accept(clerk, case=first, lacking_because=LACKING)
        second = opened(clerk, home, "temporary_assistance.quick")
        again = next(q for q in questions(clerk, second) if q.fact.name == "settlement")
    assert (again.open, again.held is not None and again.held.value) == (False, 2)


def test_a_child_whose_birth_lies_ahead_is_no_adult() -> None:
    """A file may hold the expected day: the page of the case must not break on it."""
    with acting("town_clerk_a") as clerk:
        home = home_of(clerk, enter(clerk), enter_unknown(clerk, "未出生", born=date(2026, 10, 1)))
        case = opened(clerk, home)
        Person.objects.filter(name="未出生").update(birth_date=date(2027, 1, 15))
        papers = intake.asked(clerk, case=case).proofs
    assert all("未出生" not in each.whose for each in papers)


def test_an_answer_about_somebody_else_is_refused() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk, sequence=1))
        other = opened(clerk, family(clerk, sequence=3))
        foreign = questions(clerk, other)[0]
        with pytest.raises(InvalidValue, match="不属于这个事项"):
            intake.save_answers(clerk, case=case, answers={foreign.key: 1})
