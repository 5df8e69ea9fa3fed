"""kill -9 in the middle of an import: what was whole is there, the rest comes, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.database import SERVER, Clone
from tests.kernel.exchange.small_parts import HOUSEHOLDS_AT_ONCE, wait_for
from tests.kernel.registry.populations import city

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

HOUSEHOLDS = 600
KILLS = 6
PROGRAM = (
    "import sys; from pathlib import Path;"
    "from minzheng.config.django_start import run_as;"
    "from minzheng.config.environment import DatabaseRole;"
    "small = 'tests.kernel.exchange.small_parts:load';"
    "run_as(DatabaseRole.WORKER, small, source=Path(sys.argv[1]),"
    " gate=Path(sys.argv[2]) if sys.argv[2:] else None)"
)
CONTENT = {
    "persons": "select name, name_sort, sex, birth_date, death_date, division, no_identity"
    " from registry_person",
    "numbers": "select p.name, i.index, i.state from registry_identitydocument i"
    " join registry_person p on p.id = i.person_id",
    "members": "select h.number, h.division, p.name, m.relation, m.number, m.valid"
    " from registry_membership m join registry_household h on h.id = m.household_id"
    " join registry_person p on p.id = m.person_id",
    "supporters": "select p.name, s.relation, s.birth_date, s.position from registry_supporter s"
    " join registry_person p on p.id = s.person_id",
    "statements": "select facts, division, valid_from from registry_statement",
    "tokens": "select token, division, name_sort from registry_nametoken",
}
"""What the registry holds, without identifiers, which are drawn."""


def begun(source: Path, database: str, *gate: str) -> "subprocess.Popen[bytes]":
    """The program, loading, or waiting at a `gate`."""
    url = psycopg.conninfo.make_conninfo(
        host=settings.DATABASES["default"]["HOST"], dbname=database, user="minzheng_worker"
    )
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "minzheng.config.settings",
        "DATABASE_URL": url,
        "DATABASE_WORKER_URL": url,
        "MINZHENG_HOME": str(settings.MINZHENG_HOME),
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(source), *gate], env=surroundings)


def loaded_parts(database: str) -> tuple[int, int]:
    """How many parts are done, of how many."""
    with SERVER.connect(database) as connection:
        row = connection.execute(
            "select count(*) filter (where state = 'done'), count(*) from exchange_importpart"
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def content(database: str) -> dict[str, list[str]]:
    """Everything that an import writes, in order."""
    with SERVER.connect(database) as connection:
        return {
            name: sorted(row for (row,) in connection.execute(f"select q::text from ({text}) q"))
            for name, text in CONTENT.items()
        }


def whole(database: str) -> bool:
    """Whether every person is in a household whose members are all there."""
    with SERVER.connect(database) as connection:
        persons, members, households, counted = connection.execute(
            "select (select count(*) from registry_person),"
            " (select count(*) from registry_membership),"
            " (select count(*) from registry_household),"
            " (select coalesce(sum(households), 0) from exchange_importpart where state = 'done')"
        ).fetchone() or (0, 0, 0, 0)
    return bool(persons == members and households == counted)


def test_an_import_that_is_killed_ends_like_one_that_is_not(
    tmp_path: Path, database_clone: Clone
) -> None:
    city(tmp_path / "city", HOUSEHOLDS)
    database = database_clone.name
    assert begun(tmp_path / "city", database).wait() == 0
    undisturbed = content(database)
    done, parts = loaded_parts(database)
    assert done == parts >= 30

    database_clone.make()
    chance = random.Random(20261122)
    reached = [0]
    for _ in range(KILLS):
        program = begun(tmp_path / "city", database)
        wanted = reached[-1] + chance.randint(1, 5)
        while loaded_parts(database)[0] < wanted and program.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.random() / 10)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        assert whole(database)
        reached.append(loaded_parts(database)[0])
    assert reached[-1] < parts, "killed before the end, or nothing was tried"
    assert begun(tmp_path / "city", database).wait() == 0
    assert loaded_parts(database) == (parts, parts)
    assert content(database) == undisturbed


def test_two_at_once_load_nothing_twice(tmp_path: Path, database_clone: Clone) -> None:
    city(tmp_path / "city", HOUSEHOLDS)
    database = database_clone.name
    second = begun(tmp_path / "city", database, str(tmp_path))
    wait_for(tmp_path / "waiting")
    first = begun(tmp_path / "city", database)
    while loaded_parts(database)[0] < 2 and first.poll() is None:
        time.sleep(0.02)
    (tmp_path / "open").touch()
    assert (first.wait(), second.wait()) == (0, 0)
    assert whole(database)
    done, parts = loaded_parts(database)
    assert done == parts < 2 * HOUSEHOLDS // HOUSEHOLDS_AT_ONCE, "one job, not two"
