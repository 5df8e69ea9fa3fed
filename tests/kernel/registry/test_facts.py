"""Statements, which of them prevails, and what the rules make of a household."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.base.errors import InvalidValue, MinzhengError
from minzheng.base.months import Month
from minzheng.catalogue.codes import Relation, Settlement
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Unseen
from minzheng.kernel.registry.api import evaluation, facts, households, people
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.results import HouseholdEvaluation
from minzheng.kernel.registry.facts import checked, known, values
from minzheng.kernel.registry.models import Source, Statement
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind
from tests.kernel.registry.residents import SINCE, enter, home_of
from tests.people import VILLAGE_B, acting

NOVEMBER = Month(2026, 11)

WRONG = {
    "unknown": {"wages": 1},
    "on file": {"birth_date": 19600305},
    "text": {"wage": "1000"},
    "a float": {"wage": 1000.0},
    "a truth value for money": {"wage": True},
    "a number for a truth value": {"employed": 1},
    "too much": {"wage": 10**12},
    "too little": {"wage": -1},
    "no such day": {"employed_since": 20260230},
    "no such code": {"custody": 99},
    "nothing": {},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_the_vocabulary_does_not_know_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        checked(Entity.PERSON, wrong)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InvalidValue, match="是否想写 wage"):
        checked(Entity.PERSON, {"wages": 1})


@given(st.sampled_from(sorted(VOCABULARY.of(Entity.PERSON))), st.none() | st.integers())
def test_a_number_is_kept_as_it_is_or_refused(name: str, value: int | None) -> None:
    try:
        kept = checked(Entity.PERSON, {name: value})
    except MinzhengError:
        return
    assert kept == {name: value}
    fact = VOCABULARY.of(Entity.PERSON)[name]
    if value is not None:
        assert fact.unit.kind is not Kind.YES_NO
        assert fact.bounds()[0] <= value <= fact.bounds()[1]


def statement(source: Source, wage: int, since: date, until: date | None = None) -> Statement:
    """What a source says of a wage."""
    return Statement(
        id=uuid4(),
        source=source,
        facts={"wage": wage},
        valid_from=since,
        valid_to=until,
        recorded_at=since,
    )


def wage(*statements: Statement, on: date = date(2026, 11, 30)) -> int | None:
    """The wage that prevails."""
    return values(Entity.PERSON, statements, on)["wage"]


def test_the_better_source_prevails_over_the_later_one() -> None:
    matched = statement(Source.MATCHED, 2, date(2026, 1, 1))
    declared = statement(Source.DECLARED, 1, date(2026, 6, 1))
    assert wage(matched, declared) == wage(declared, matched) == 2


def test_of_one_source_the_later_prevails() -> None:
    first = statement(Source.VISIT, 1, date(2026, 1, 1))
    second = statement(Source.VISIT, 2, date(2026, 6, 1))
    assert wage(first, second) == 2
    assert wage(first, second, on=date(2026, 5, 31)) == 1
    assert wage(first, second, on=date(2025, 12, 31)) is None


def test_what_has_ended_does_not_hold_on_its_last_day() -> None:
    ended = statement(Source.OFFICIAL, 3, date(2026, 1, 1), date(2026, 3, 1))
    other = statement(Source.DECLARED, 1, date(2026, 1, 1))
    assert wage(ended, other, on=date(2026, 2, 28)) == 3
    assert wage(ended, other, on=date(2026, 3, 1)) == 1


def test_the_losers_are_shown_beneath() -> None:
    """§14 B14: both figures are kept until the applicant has explained."""
    both = [
        statement(Source.DECLARED, 1, date(2026, 1, 1)),
        statement(Source.MATCHED, 2, date(2026, 1, 1)),
    ]
    found = known(Entity.PERSON, both, date(2026, 11, 30))["wage"]
    assert (found.value, found.source_title) == (2, "信息核对")
    assert [(each.value, each.source_title) for each in found.others] == [(1, "本人申报")]


@given(st.permutations(range(5)), st.lists(st.sampled_from(Source), min_size=5, max_size=5))
def test_the_order_of_recording_in_memory_does_not_matter(
    order: list[int], sources: list[Source]
) -> None:
    rows = [statement(each, i, date(2026, 1 + i, 1)) for i, each in enumerate(sources)]
    assert wage(*(rows[i] for i in order)) == wage(*rows)


def state(actor: Actor, subject: Subject, **told: object) -> UUID:
    """A statement of a visit."""
    return facts.add_statement(actor, subject=subject, source="visit", facts=told, valid_from=SINCE)


def poor_household(actor: Actor) -> tuple[UUID, UUID]:
    """One person without any means, of whom everything is known."""
    person = enter(actor)
    home = home_of(actor, person)
    state(
        actor,
        Subject(Entity.HOUSEHOLD, home),
        settlement=int(Settlement.urban),
        applied=20261105,
        assets=0,
        vehicles=0,
        houses=1,
    )
    state(
        actor,
        Subject(Entity.PERSON, person),
        wage=0,
        business=0,
        property_income=0,
        able_to_work=True,
        support_duty=True,
        own_assets=0,
    )
    return person, home


def evaluated(actor: Actor, home: UUID, month: Month = NOVEMBER) -> HouseholdEvaluation:
    """What the rules say."""
    return evaluation.evaluate_household(actor, household=home, month=month)


@pytest.mark.django_db
@pytest.mark.usefixtures("cast", "rules")
class TestHousehold:
    """A household in the database."""

    def test_a_poor_household_has_the_guarantee(self) -> None:
        with acting("town_clerk_a") as clerk:
            _, home = poor_household(clerk)
            found = evaluated(clerk, home)
        granted = {each.key: each for each in found.results if each.granted}
        assert granted
        assert all(each.explanation["title"] for each in granted.values())

    def test_what_is_missing_is_named_by_person(self) -> None:
        with acting("town_clerk_a") as clerk:
            person = enter(clerk)
            home = home_of(clerk, person)
            found = evaluated(clerk, home)
        undecided = [each for each in found.results if each.value is None]
        assert undecided
        assert any("张三丰: " in each.missing for each in undecided)
        assert any("家庭: " in each.missing for each in undecided)
        assert "部分待遇因情况不全无法判定，请补充后重新测算。" in found.remarks

    def test_who_joins_counts_from_the_next_month(self) -> None:
        """§14 A25: a birth in November counts from December."""
        with acting("town_clerk_a") as clerk:
            _, home = poor_household(clerk)
            child = enter(clerk, "张小三", sequence=3, born=date(2026, 11, 10))
            households.join_household(
                clerk, person=child, household=home, relation=Relation.child, on=date(2026, 11, 10)
            )
            assert len(evaluated(clerk, home).members) == 1
            assert len(evaluated(clerk, home, NOVEMBER + 1).members) == 2

    def test_who_leaves_counts_to_the_end_of_the_month(self) -> None:
        """§14 A1: the old unit is whole for the month; nobody is paid for in two."""
        day = date(2026, 11, 20)
        with acting("town_clerk_a") as clerk:
            person, home = poor_household(clerk)
            (membership,) = people.person_file(clerk, person=person).memberships
            households.leave_household(clerk, membership=membership.id, on=day, reason="分户")
            new = home_of(clerk, person, since=day)
            assert len(evaluated(clerk, home).members) == 1
            assert evaluated(clerk, home, NOVEMBER + 1).remarks[0] == "该家庭当月没有成员。"
            assert "张三丰月初属于另一个家庭" in evaluated(clerk, new).remarks[0]
            later = evaluated(clerk, new, NOVEMBER + 1)
            assert not any("月初" in each for each in later.remarks)

    def test_a_withdrawn_statement_says_nothing_and_stays(self) -> None:
        with acting("town_clerk_a") as clerk:
            person = enter(clerk)
            about = Subject(Entity.PERSON, person)
            said = state(clerk, about, wage=100)
            assert facts.facts_on(clerk, subject=about, on=SINCE)["wage"].value == 100
            facts.withdraw_statement(clerk, statement=said, because="录入错误")
            assert facts.facts_on(clerk, subject=about, on=SINCE) == {}
            assert len(people.person_file(clerk, person=person).statements) == 1
            with pytest.raises(Conflict):
                facts.withdraw_statement(clerk, statement=said, because="再次")

    def test_a_supporters_facts_follow_the_supported_person(self) -> None:
        with acting("county_officer") as officer:
            person = enter(officer)
            supporter = households.add_supporter(
                officer, person=person, relation=Relation.child, on=SINCE, name="张远行"
            )
            about = Subject(Entity.SUPPORTER, supporter)
            state(officer, about, income=500_000)
            people.move_person(officer, person=person, division=VILLAGE_B, reason="搬迁")
        with acting("town_clerk_b") as clerk:
            assert facts.facts_on(clerk, subject=about, on=SINCE)["income"].value == 500_000
        with acting("town_clerk_a") as clerk, pytest.raises(Unseen):
            facts.facts_on(clerk, subject=about, on=SINCE)
