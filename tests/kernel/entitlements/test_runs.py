"""A monthly run: what the rules say of everybody beside what is due, and the leads that follow."""

from dataclasses import replace
from datetime import date

import pytest

from minzheng.base.months import Month
from minzheng.config.platform import Platform, platform
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api.many import Holding, take_over
from minzheng.kernel.entitlements.models import Award, RunDifference
from minzheng.kernel.registry.models import Membership
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import DECEMBER, DIBAO, FULL, leads
from tests.kernel.entitlements.months import found, holding, run, stated
from tests.kernel.registry.residents import enter
from tests.people import CITY, COUNTY, acting

pytestmark = pytest.mark.slow

OLD_AGE = "elderly.old_age_allowance"


@pytest.fixture(autouse=True)
def at_work(office: None) -> None:
    """The cast, its rules, items and benefits."""


def test_who_is_entitled_and_has_nothing_is_a_lead() -> None:
    home = family(200_000)
    of = run()
    assert found(of) == {("uncovered", DIBAO, None, FULL, "never")}
    [lead] = leads()
    assert (lead.kind, lead.household_id, lead.then_fen, lead.state) == (
        "uncovered",
        home.household,
        FULL,
        "open",
    )
    assert lead.item == "minimum_living.application"
    assert lead.reason == "符合条件，从未享受"


def test_a_place_where_nobody_is_on_file_has_no_differences() -> None:
    assert found(run()) == set()


@pytest.mark.parametrize(("wage", "kind"), [(3 * STANDARD - 1, "uncovered"), (3 * STANDARD, None)])
def test_one_fen_below_the_standard_is_found_and_the_standard_itself_is_not(
    wage: int, kind: str | None
) -> None:
    family(wage)
    assert {each[0] for each in found(run())} == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (FULL, set()),
        (FULL - 1, {("amount", DIBAO, FULL - 1, FULL, "facts")}),
        (FULL + 1, {("amount", DIBAO, FULL + 1, FULL, "facts")}),
    ],
)
def test_one_fen_more_or_less_than_due_is_a_difference(
    due: int, expected: set[tuple[str, str, int, int, str]]
) -> None:
    holding(family(200_000), due)
    assert found(run()) == expected


def test_who_is_no_longer_entitled_is_told_by_the_condition_and_keeps_the_award() -> None:
    home = family(200_000)
    holding(home, FULL)
    stated(home.head, wage=3 * STANDARD)
    of = run()
    assert found(of) == {("lapsed", DIBAO, FULL, 0, "minimum_living.income_below_standard")}
    [lead] = leads()
    assert lead.item == "minimum_living.ending"
    assert lead.reason.startswith("不再满足")
    with working("test"):
        assert Award.objects.get().state == "running", "only somebody's decision ends an award"


def test_what_cannot_be_decided_names_the_condition() -> None:
    home = family(200_000)
    holding(home, FULL)
    stated(home.head, wage=None)
    assert found(run()) == {
        ("undecided", DIBAO, FULL, None, "minimum_living.income_below_standard")
    }


def test_a_changed_number_alone_is_told_apart_and_is_no_lead_upwards() -> None:
    """With the numbers of the month of the award today's facts give its amount."""
    holding(family(200_000), FULL)
    install_rules(lambda: with_standard(STANDARD + 10_000))
    try:
        assert found(run()) == {("amount", DIBAO, FULL, FULL + 30_000, "number")}
        assert leads() == []
        install_rules(lambda: with_standard(STANDARD - 1_000))
        assert found(run()) == {("amount", DIBAO, FULL, FULL - 3_000, "number")}
        assert [each.kind for each in leads()] == ["amount"], "nothing is lowered by itself"
    finally:
        install_rules(platform)


def test_facts_that_changed_with_a_number_are_not_told_as_the_number() -> None:
    home = family(200_000)
    holding(home, FULL)
    stated(home.head, wage=200_001)
    install_rules(lambda: with_standard(STANDARD + 10_000))
    try:
        assert found(run()) == {("amount", DIBAO, FULL, FULL + 29_999, "facts")}
    finally:
        install_rules(platform)


def with_standard(fen: int) -> Platform:
    """Another standard for the city from June on."""
    installed = platform()
    key = "minimum_living.standard"
    now = installed.parameters.in_force(key, 2026 * 12, COUNTY)
    assert now is not None
    june = replace(now, value=fen, since=2026 * 12 + 5, area=CITY)
    return replace(installed, parameters=installed.parameters.with_local([(key, june)]))


def test_a_suspended_award_and_one_that_begins_later_are_left_alone() -> None:
    holding(family(200_000), FULL, DECEMBER)
    assert found(run()) == set()
    holding(family(200_000, sequence=11), FULL - 1)
    with working("test"):
        Award.objects.filter(start_month=date(2026, 1, 1)).update(state="suspended")
    assert found(run()) == set()


def test_who_had_it_and_lost_it_is_told_apart() -> None:
    home = family(200_000)
    with working("test"):
        take_over(
            [
                Holding(
                    benefit=DIBAO,
                    household=home.household,
                    person=None,
                    payee=home.head,
                    persons=(home.head,),
                    start=Month(2025, 1),
                    end=Month(2025, 12),
                    amount_fen=FULL,
                )
            ],
            reason="历史数据承接",
        )
    assert found(run()) == {("uncovered", DIBAO, None, FULL, "formerly")}


def test_an_award_of_somebody_who_is_not_on_file_that_month_is_told() -> None:
    home = family(200_000)
    holding(home, FULL)
    with working("test"):
        for each in Membership.objects.filter(household=home.household):
            each.valid = (each.valid.lower, date(2026, 11, 1))
            each.save(update_fields=["valid"])
    assert ("lapsed", DIBAO, FULL, 0, "gone") in found(run())


def test_somebody_alone_is_found_by_the_person() -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, born=date(1935, 3, 5), sequence=9)
    of = run()
    with working("test"):
        [row] = RunDifference.objects.filter(run=of, benefit=OLD_AGE)
    assert (row.household_id, row.person_id, row.kind) == (None, person, "uncovered")
