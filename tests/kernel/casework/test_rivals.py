"""Two at once, twice the same, a lost answer: one effect (real connections, real transactions)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework.api import intake, reading, work
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.models import Case, CaseEvent, Objection, Task
from minzheng.kernel.casework.moving import move
from minzheng.kernel.registry.api.divisions import load_divisions
from tests.kernel.casework.matters import LACKING, accepted, at_publicity, family, submitted
from tests.people import DIVISIONS, acting, put_down

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_everywhere")]

ROUNDS = 6


@pytest.fixture
def monday_everywhere() -> None:
    """The cast, committed; these acts do not depend on the day."""
    put_down()
    load_divisions(DIVISIONS.items())


def in_parallel(*acts: Callable[[], object]) -> list[object]:
    """Each in a thread and a connection of its own, all let go together; what came of each."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait()
            return act()
        except Conflict as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def refusals(results: list[object]) -> int:
    """How many were told that somebody was first."""
    return sum(isinstance(each, Conflict) for each in results)


def as_clerk(act: Callable[..., object], **named: object) -> Callable[[], object]:
    """The act of a clerk in a transaction of its own."""

    def run() -> object:
        with acting("town_clerk_a") as clerk:
            return act(clerk, **named)

    return run


def counted(case: UUID, act: str) -> int:
    """How often an act stands in the timeline."""
    with acting("town_clerk_a"):
        return CaseEvent.objects.filter(case=case, act=act).count()


def test_two_officers_at_one_step_have_one_effect() -> None:
    for sequence in range(1, 2 * ROUNDS, 2):
        with acting("town_clerk_a") as clerk:
            case = submitted(clerk, family(clerk, sequence=sequence))
        accept = as_clerk(intake.accept, case=case, lacking_because=LACKING)
        assert refusals(in_parallel(accept, accept, accept)) == 2
        assert counted(case, "accept") == 1
        with acting("county_officer"):
            assert Task.objects.filter(case=case, step="acceptance", state="done").count() == 1
            assert Task.objects.filter(case=case, state="open").count() == 2


def test_accepted_or_returned_but_not_both() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
    results = in_parallel(
        as_clerk(intake.accept, case=case, lacking_because=LACKING),
        as_clerk(intake.return_for_completion, case=case, missing=["户口簿"]),
    )
    assert refusals(results) == 1
    assert counted(case, "accept") + counted(case, "return") == 1


def test_of_two_drafts_for_one_household_one_is_the_first() -> None:
    for sequence in range(1, 2 * ROUNDS, 2):
        with acting("town_clerk_a") as clerk:
            home = family(clerk, sequence=sequence)
        again = as_clerk(intake.open_case, item="minimum_living.application", household=home)
        assert refusals(in_parallel(again, again, again)) == 0
        with acting("town_clerk_a"):
            waiting = Case.objects.filter(household_id=home).values_list("duplicate_pending")
            assert sorted(each for (each,) in waiting) == [False, True, True]


def test_parallel_steps_do_not_lose_each_other() -> None:
    """核对 and 入户 are finished at one moment: the case goes on exactly once."""
    for sequence in range(1, 2 * ROUNDS, 2):
        with acting("town_clerk_a") as clerk:
            case = accepted(clerk, family(clerk, sequence=sequence))

        def checked(case: UUID = case) -> None:
            with acting("county_officer") as officer:
                move(officer, locked(case), Act(ActKind.FINISH, "check"))

        def visited(case: UUID = case) -> None:
            with acting("town_clerk_a") as clerk:
                move(clerk, locked(case), Act(ActKind.FINISH, "visit"))

        assert refusals(in_parallel(checked, visited)) == 0
        with acting("town_clerk_a") as clerk:
            assert [each.step for each in reading.case_view(clerk, case=case).tasks] == ["opinion"]


def test_a_task_is_claimed_by_one() -> None:
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, family(clerk))
        task = next(
            each.id for each in reading.case_view(clerk, case=case).tasks if each.step == "visit"
        )

    def taken(name: str) -> Callable[[], object]:
        def run() -> object:
            with acting(name) as actor:
                return work.take(actor, task=task)

        return run

    with acting("town_clerk_a"):
        Task.objects.filter(pk=task).update(permission="case.read")
    assert refusals(in_parallel(taken("town_clerk_a"), taken("town_approver_a"))) == 1


def test_the_same_page_sent_again_after_browser_back() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))
        seen = reading.case_head(clerk, case=case).version
    again = as_clerk(intake.accept, case=case, lacking_because=LACKING, version=seen)
    assert refusals([*in_parallel(again), *in_parallel(again)]) == 1
    assert counted(case, "accept") == 1


def test_an_objection_and_the_end_of_the_notice_at_one_moment() -> None:
    """Either the objection is in time and stops the case, or it counts as a complaint on it."""
    for sequence in range(1, 2 * ROUNDS, 2):
        with acting("town_clerk_a") as clerk:
            case = accepted(clerk, family(clerk, sequence=sequence))
        at_publicity(case)

        def over(case: UUID = case) -> None:
            with acting("town_clerk_a") as clerk:
                move(clerk, locked(case), Act(ActKind.FINISH, "publicity", "unopposed"))

        results = in_parallel(over, as_clerk(work.object_to, case=case, text="有车"))
        with acting("town_clerk_a"):
            row = Case.objects.get(pk=case)
            assert Objection.objects.filter(case=case).count() == 1
        passed = "publicity" in row.done_steps
        assert passed is ("objected" not in row.flags)
        assert refusals(results) == (0 if passed else 1)
        assert ("complained" in row.flags) is passed


def test_a_lost_connection_leaves_nothing() -> None:
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, family(clerk))

    class Lost(Exception):
        """The browser is gone before the transaction ends."""

    with pytest.raises(Lost), acting("town_clerk_a") as clerk:
        intake.accept(clerk, case=case, lacking_because=LACKING)
        raise Lost
    assert counted(case, "accept") == 0
    with acting("town_clerk_a") as clerk:
        intake.accept(clerk, case=case, lacking_because=LACKING)
    assert counted(case, "accept") == 1
