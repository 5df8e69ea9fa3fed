"""A monthly run: what the rules say of everybody beside what is due, and the leads that follow."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.config.platform import Platform, platform
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.models import Case
from minzheng.kernel.entitlements.api import leads as leads_api
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.api.many import Holding, take_over
from minzheng.kernel.entitlements.models import Award, Lead, RunDifference, RunPart
from minzheng.kernel.entitlements.models.runs import Run, RunState
from minzheng.kernel.entitlements.runs import performing
from minzheng.kernel.entitlements.runs.places import place_of
from minzheng.kernel.registry.models import Membership, Person, Source, Statement
from minzheng.kernel.registry.ports import install_rules
from tests.kernel.casework.deciding.matters import STANDARD, Family, family
from tests.kernel.entitlements.awards import DECEMBER, DIBAO, FULL, NOVEMBER, leads
from tests.kernel.registry.residents import enter
from tests.people import CITY, COUNTY, acting

JANUARY = Month(2026, 1)
OLD_AGE = "elderly.old_age_allowance"


@pytest.fixture(autouse=True)
def at_work(office: None) -> None:
    """The cast, its rules, items and benefits."""


def run(month: Month = NOVEMBER, division: str = CITY) -> UUID:
    with working("test"):
        ordered = runs.order(month=month, division=division, engine="duckdb")
    performing.perform(ordered)
    return ordered


def found(of: UUID) -> set[tuple[str, str, int | None, int | None, str]]:
    """Without what nobody can decide for lack of an assessment that nobody has asked for."""
    with working("test"):
        rows = RunDifference.objects.filter(run=of).exclude(kind="undecided", award=None)
        return {(r.kind, r.benefit, r.now_fen, r.then_fen, r.reason_code) for r in rows}


def holding(home: Family, fen: int, start: Month = JANUARY) -> None:
    """The family had the minimum living guarantee before the platform."""
    with working("test"):
        opened = take_over(
            [
                Holding(
                    benefit=DIBAO,
                    household=home.household,
                    person=None,
                    payee=home.head,
                    persons=(home.head,),
                    start=start,
                    amount_fen=fen,
                )
            ],
            reason="历史数据承接",
        )
    assert opened.count == 1


def stated(person: UUID, **facts: object) -> None:
    with working("test"):
        row = Person.objects.get(pk=person)
        Statement.objects.create(
            division=row.division,
            person=row,
            source=Source.OFFICIAL,
            facts=facts,
            valid_from=date(2026, 2, 1),
        )


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


# --- again --------------------------------------------------------------------------------------


def test_a_second_run_opens_no_lead_twice_and_compares_with_the_first() -> None:
    home = family(200_000)
    first = run()
    family(200_000, sequence=11)
    second = run()
    assert len(leads()) == 2
    with acting("city_officer") as officer:
        change = dibao(runs.compare_runs(officer, run=second))
        assert (change.new, change.same, change.gone) == (1, 1, 0)
        assert runs.compare_runs(officer, run=first) == ()
    stated(home.head, wage=3 * STANDARD)
    third = run()
    with acting("city_officer") as officer:
        change = dibao(runs.compare_runs(officer, run=third))
        assert (change.new, change.same, change.gone) == (0, 1, 1)
    assert sorted(each.state for each in leads()) == ["open", "settled"]


def dibao(changes: tuple[runs.RunChange, ...]) -> runs.RunChange:
    [found] = [each for each in changes if each.benefit == DIBAO]
    return found


def test_a_dismissed_lead_comes_back_only_when_something_has_changed() -> None:
    home = family(200_000)
    run()
    [lead] = leads()
    with acting("town_clerk_a") as clerk:
        leads_api.dismiss_lead(clerk, lead=lead.pk, reason="本人表示不申请")
    run()
    assert [each.state for each in leads()] == ["dismissed"]
    stated(home.head, wage=200_001)
    run()
    assert sorted(each.state for each in leads()) == ["dismissed", "open"]


def test_a_lead_becomes_a_case_and_is_not_opened_again_while_it_runs() -> None:
    home = family(200_000)
    run()
    [lead] = leads()
    with acting("town_clerk_a") as clerk:
        case = leads_api.take_lead(clerk, lead=lead.pk)
        with pytest.raises(Conflict):
            leads_api.take_lead(clerk, lead=lead.pk)
        row = Case.objects.get(pk=case)
        assert (row.household_id, row.channel, row.item) == (
            home.household,
            "lead",
            "minimum_living.application",
        )
    with working("test"):
        Lead.objects.all().delete()
    run()
    assert leads() == []


# --- going on where it stood --------------------------------------------------------------------


class Killed(Exception):
    """As if the worker had died."""


def test_a_run_that_died_goes_on_with_the_parts_that_are_left() -> None:
    family(200_000)
    with working("test"):
        ordered = runs.order(month=NOVEMBER, division=CITY, engine="duckdb")

    def dies(persons: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        performing.perform(ordered, performing.Watching(evaluated=dies))
    with working("test"):
        row = Run.objects.get(pk=ordered)
        assert (row.state, bool(row.failure)) == (RunState.FAILED, True)
        assert RunPart.objects.filter(run=ordered, done_at=None).count() == 1
        taken = row.taken_at
    family(200_000, sequence=11)
    performing.perform(ordered)
    with working("test"):
        row = Run.objects.get(pk=ordered)
        assert (row.state, row.taken_at) == (RunState.FINISHED, taken), "the same moment"
    assert found(ordered) == {("uncovered", DIBAO, None, FULL, "never")}
    performing.perform(ordered)
    assert len(leads()) == 1, "done once"


def test_of_one_month_one_run_is_made_at_a_time() -> None:
    with working("test"):
        runs.order(month=NOVEMBER, division=CITY, engine="duckdb")
        with pytest.raises(Conflict):
            runs.order(month=NOVEMBER, division=CITY, engine="duckdb")
        runs.order(month=DECEMBER, division=CITY, engine="duckdb")
        with pytest.raises(Refused):
            runs.order(month=Month(2027, 1), division=CITY, engine="duckdb")


# --- who sees what ------------------------------------------------------------------------------


def test_an_office_sees_the_differences_of_its_own_people() -> None:
    family(200_000)
    of = run()
    for who, count in (("town_clerk_a", 1), ("town_clerk_b", 0), ("city_officer", 1)):
        with acting(who) as actor:
            assert len(runs.differences(actor, run=of, kind="uncovered").rows) == count
            counts = runs.run_view(actor, run=of).counts
            assert sum(each.count for each in counts if each.kind == "uncovered") == count
    with acting("village_officer_a") as actor, pytest.raises(NotAllowed):
        runs.differences(actor, run=of)
    with acting("other_county_officer") as actor:
        assert runs.differences(actor, run=of).rows == ()
        elsewhere = run(DECEMBER, COUNTY)
        with pytest.raises(Unseen):
            runs.run_view(actor, run=elsewhere)


def test_a_difference_is_explained_by_the_facts_that_the_run_saw() -> None:
    home = family(200_000)
    of = run()
    stated(home.head, wage=0)
    with acting("town_clerk_a") as clerk:
        [row] = runs.differences(clerk, run=of, benefit=DIBAO).rows
        explained = runs.explain_difference(clerk, difference=row.id)
    assert row.who
    assert explained.result is not None
    assert explained.result.value == FULL, "not what is known by now"
    assert explained.explanation
    place_of(of).remove()
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict):
        runs.explain_difference(clerk, difference=row.id)


def test_a_protected_child_is_no_difference_for_the_town() -> None:
    home = family(200_000)
    with working("test"):
        Person.objects.filter(pk=home.head).update(label="sealed")
        home_row = Membership.objects.get(person_id=home.head).household
        home_row.label = "sealed"
        home_row.save(update_fields=["label"])
    of = run()
    with acting("town_clerk_a") as clerk:
        assert runs.differences(clerk, run=of).rows == ()
        assert leads_api.list_leads(clerk).rows == ()
    with acting("county_approver") as approver:
        assert len(runs.differences(approver, run=of, benefit=DIBAO).rows) == 1


def test_a_county_orders_its_own_run_and_no_other() -> None:
    with acting("county_officer") as officer:
        ordered = runs.start_run(officer, month=NOVEMBER)
        assert Run.objects.get(pk=ordered).division == officer.division
        with pytest.raises(Unseen):
            runs.start_run(officer, month=DECEMBER, division=CITY)
    with acting("town_clerk_a") as clerk, pytest.raises(NotAllowed):
        runs.start_run(clerk, month=NOVEMBER)


def test_the_newest_snapshot_of_a_place_is_found() -> None:
    family(200_000)
    assert _snapshot_of(COUNTY) is None
    first, second = run(), run()
    assert _snapshot_of(COUNTY) == second
    place_of(second).remove()
    assert _snapshot_of(COUNTY) == first


def _snapshot_of(division: str) -> UUID | None:
    with working("test"):
        latest = runs.latest_snapshot(division=division)
    return latest[0].pk if latest else None
