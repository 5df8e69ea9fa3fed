"""The cases and the money of a demonstration, told by a command that was killed on the way.

Every state is there, once, and every decision replays.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from minzheng.config.database.connection import PORT, SUPERUSER, cluster_folder, socket_folder
from minzheng.config.demonstration.stories import STORIES
from tests.platform.installations import Installation, free_port, soon

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

STATES = {"draft", "submitted", "returned", "open", "decided", "closed"}
WAITING_FOR = {"check", "visit", "opinion", "publicity", "hearing", "decision", "dna"}
TELLING = "select count(*), max(id::text) from casework_caseevent"
PAYING = "select count(*) from payments_instruction"
KILLED_AFTER = ((TELLING, 160), (PAYING, 1))
"""So many rows: where most stories are half told, and in the first payroll."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, str]]:
    """A small city with its staff, and what the command said of the cases."""
    folder = tmp_path_factory.mktemp("demonstration")
    installation, city = Installation(folder / "home", free_port()), str(folder / "city")
    for command in (
        ("population", "-o", city, "--households", "2000"),
        ("migrate",),
        ("load", city, "--on", "2025-11-01"),
        ("staff", "demo", "--since", "2025-11-01"),
    ):
        done = installation.run(*command)
        assert done.returncode == 0, done.stdout
    for query, rows in KILLED_AFTER:
        kill_after(installation, query, rows)
    done = installation.run("cases", "demo")
    assert done.returncode == 0, done.stdout
    yield installation, done.stdout
    installation.run("database", "stop")


def asked(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    """What the database holds, seen by whoever owns the machine."""
    socket = str(socket_folder(cluster_folder(Path(installation.home))))
    with psycopg.connect(host=socket, port=PORT, user=SUPERUSER, dbname="minzheng") as found:
        return found.execute(query).fetchall()


def kill_after(installation: Installation, query: str, rows: int) -> None:
    """Begin to tell, and take the program away once so many rows are on file."""
    telling = installation.begin("cases", "demo")
    try:
        assert soon(lambda: asked(installation, query)[0][0] >= rows, seconds=300)
        assert telling.poll() is None
    finally:
        telling.kill()
        telling.wait()


def values(installation: Installation, query: str) -> set[Any]:
    """The values of one column."""
    return {row[0] for row in asked(installation, query)}


def test_every_story_comes_as_far_as_it_should(told: tuple[Installation, str]) -> None:
    installation, said = told
    assert "没有办到" not in said
    assert asked(installation, "select count(*) from casework_case") == [(len(STORIES),)]


def test_every_state_and_every_waiting_step_is_there(told: tuple[Installation, str]) -> None:
    installation, _ = told
    assert values(installation, "select state from casework_case") == STATES
    live = "select step from casework_task where state in ('open', 'taken')"
    assert values(installation, live) >= WAITING_FOR
    outcomes = values(installation, "select outcome from casework_case")
    assert outcomes >= {"granted", "refused", "changed"}


@pytest.mark.parametrize(
    "query",
    [
        "select 1 from casework_clock where alarmed_on is not null",
        "select 1 from casework_completion where met_at is null",
        "select 1 from casework_publicnotice where not over and ends_at > now()",
        "select 1 from casework_objection where state = 'open'",
        "select 1 from casework_visitorder where state = 'ordered'",
        "select 1 from casework_hearing where outcome = 'none' and notified_on is not null",
        "select 1 from casework_case where confidential and state = 'open'",
        "select 1 from casework_case where channel = 'portal' and state = 'open'",
        "select 1 from casework_case where item like 'disability.%' and outcome = 'granted'",
        "select 1 from exchange_difference where state = 'open'",
        "select 1 from exchange_checkrequest where state in ('asked', 'queued')",
        "select 1 from payments_batch where kind = 'regular' and state = 'confirmed'",
        "select 1 from payments_batch where kind = 'repair' and state = 'confirmed'",
        """select 1 from payments_batch b where state = 'checked' and approver is null
           and not exists (select from payments_finding f where f.batch_id = b.id
             and f.settled_by is null)""",
        "select 1 from payments_instruction where state = 'returned'",
        "select 1 from payments_receivable where state = 'confirmed' and received_fen > 0",
        "select 1 from payments_imprestmovement where kind = 'spend'",
        "select 1 from entitlements_hold where kind = 'vehicle' and released_at is null",
        "select 1 from entitlements_run where state = 'finished'",
        "select 1 from payments_publictable where not over and ends_at > now()",
    ],
)
def test_there_is_something_to_see(told: tuple[Installation, str], query: str) -> None:
    assert asked(told[0], query)


def test_nothing_was_done_twice(told: tuple[Installation, str]) -> None:
    twice = """
        select case_id from casework_letter group by case_id, kind having count(*) > 1
        union all
        select case_id from casework_visitorder group by case_id, step having count(*) > 1
        union all
        select case_id from casework_notice group by case_id, step having count(*) > 1
        union all
        select case_id from casework_hearing group by case_id having count(*) > 1
        union all
        select case_id from casework_decision group by case_id having count(*) > 1
        union all
        select book_id from payments_batch group by book_id, month, kind having count(*) > 1
        union all
        select award_id from payments_instruction where state in ('pending', 'paid', 'returned')
        group by award_id, period having count(*) > 1
        union all
        select imprest_id from payments_imprestmovement group by imprest_id, kind
        having count(*) > 1
        union all
        select award_id from payments_receivable group by award_id having count(*) > 1
        union all
        select award_id from entitlements_hold group by award_id, kind having count(*) > 1
    """
    assert not asked(told[0], twice)


def test_a_second_start_changes_nothing(told: tuple[Installation, str]) -> None:
    installation, said = told
    before = asked(installation, TELLING)
    assert installation.run("cases", "demo").stdout == said
    assert asked(installation, TELLING) == before


def test_every_decision_comes_out_the_same_again(told: tuple[Installation, str]) -> None:
    done = told[0].run("cases", "replay")
    assert done.returncode == 0, done.stdout
    assert "不一致 0" in done.stdout


def test_nobody_decides_what_he_has_investigated(told: tuple[Installation, str]) -> None:
    same = """
        select 1 from casework_decision as decision join casework_task as task
        on task.case_id = decision.case_id and task.done_by_person = decision.decided_by_person
        where task.permission <> 'case.decide'
    """
    assert not asked(told[0], same)
