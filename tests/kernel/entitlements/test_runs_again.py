"""Runs again: compared, interrupted, seen by offices; leads that are taken, dismissed, settled."""

from datetime import timedelta
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.models import Case
from minzheng.kernel.entitlements.api import leads as leads_api
from minzheng.kernel.entitlements.api import runs
from minzheng.kernel.entitlements.models import Lead, RunPart
from minzheng.kernel.entitlements.models.runs import Run, RunState
from minzheng.kernel.entitlements.runs import performing
from minzheng.kernel.entitlements.runs.keeping import forget_files
from minzheng.kernel.entitlements.runs.places import place_of
from minzheng.kernel.registry.models import Membership, Person
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import DECEMBER, DIBAO, FULL, NOVEMBER, leads
from tests.kernel.entitlements.months import found, run, stated
from tests.people import CITY, COUNTY, TOWN_A, VILLAGE_A, acting

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def at_work(office: None) -> None:
    """The cast, its rules, items and benefits."""


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
        ordered = runs.order(month=NOVEMBER, division=CITY, engine="native")

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
        runs.order(month=NOVEMBER, division=CITY, engine="native")
        with pytest.raises(Conflict):
            runs.order(month=NOVEMBER, division=CITY, engine="native")
        runs.order(month=DECEMBER, division=CITY, engine="native")
        with pytest.raises(Refused):
            runs.order(month=Month(2027, 1), division=CITY, engine="native")


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


@pytest.mark.parametrize("division", [TOWN_A, VILLAGE_A])
def test_less_than_a_county_is_not_run(division: str) -> None:
    with acting("county_officer") as officer, pytest.raises(Refused, match="县"):
        runs.start_run(officer, month=NOVEMBER, division=division)


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


def test_files_of_older_runs_are_forgotten_and_what_they_found_stays() -> None:
    family(200_000)
    done = [run() for _ in range(4)]
    with working("test"):
        assert forget_files() == 1
        assert forget_files() == 0
    assert [place_of(each).is_taken for each in done] == [False, True, True, True]
    assert found(done[0]) == found(done[3])
    year_later = clock.now() + timedelta(days=366)
    with clock.standing_at(year_later), working("test"):
        assert forget_files() == 3
