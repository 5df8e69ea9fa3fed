"""Row security: nobody sees or writes a row outside their division and labels, by any path."""

import contextvars
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from minzheng.kernel.protection.context import (
    NOWHERE,
    Label,
    Scope,
    current,
    enter,
    entered,
    everywhere,
    scope_of,
)
from minzheng.kernel.protection.errors import NoScope, OutsideTransaction
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.protection.probes import (
    COUNTY,
    OTHER_COUNTY,
    OTHER_TOWN,
    TABLE,
    TOWN,
    Probe,
    inside,
)

pytestmark = pytest.mark.usefixtures("probes")

COUNT = f"select count(*) from {TABLE}"
PLACES = [TOWN, OTHER_TOWN, "320411001"]


@pytest.fixture
def rows(probes: None) -> None:
    """Two ordinary rows and one of each label in every town."""
    with entered(everywhere("test")):
        Probe.objects.bulk_create(
            Probe(division=town, label=label, name=f"{town} {label}")
            for town in PLACES
            for label in (Label.ORDINARY, Label.ORDINARY, Label.SEALED, Label.CHILD_PROTECTION)
        )


def count() -> int:
    """Without the ORM's own net."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return int((cursor.fetchone() or (0,))[0])


@pytest.mark.usefixtures("rows")
def test_without_a_scope_there_are_no_rows() -> None:
    assert count() == 0
    with transaction.atomic():
        assert count() == 0
    with entered(NOWHERE):
        assert count() == 0


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("division", "number"),
    [
        *((TOWN, 2), (OTHER_TOWN, 2), (COUNTY, 4), (OTHER_COUNTY, 2), ("320400", 6), ("", 6)),
        *(("320403", 0), ("320402003", 0), ("320402001001", 0), ("110000", 0)),
    ],
)
def test_a_scope_is_a_division_and_everything_inside_it(division: str, number: int) -> None:
    with entered(inside(division)):
        assert count() == number


@pytest.mark.usefixtures("rows")
def test_a_label_hides_a_row_altogether() -> None:
    with entered(inside(TOWN)):
        assert not Probe.objects.exclude(label=Label.ORDINARY).exists()
        assert Probe.objects.filter(name__contains="child").count() == 0
    with entered(inside(TOWN, Label.ORDINARY, Label.CHILD_PROTECTION)):
        assert count() == 3
    with entered(inside(TOWN, *Label)):
        assert count() == 4


@pytest.mark.parametrize(
    ("division", "label"),
    [(OTHER_TOWN, Label.ORDINARY), (TOWN, Label.SEALED), ("", Label.ORDINARY), ("32", "ordinary")],
)
def test_a_row_is_not_written_where_it_would_not_be_seen(division: str, label: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), entered(inside(TOWN)):
        Probe(division=division, label=label).save()


@pytest.mark.usefixtures("rows")
def test_a_row_is_not_moved_out_of_sight_nor_touched_beyond_it() -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), entered(inside(TOWN)):
        Probe.objects.update(division=OTHER_TOWN)
    with entered(inside(TOWN)):
        assert Probe.objects.filter(division=OTHER_TOWN).update(name="x") == 0
        assert Probe.objects.filter(division=OTHER_TOWN).delete() == (0, {})
        assert Probe.objects.all().delete()[0] == 2
    with entered(everywhere("test")):
        assert count() == 10


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    "query",
    [
        f"select count(*) from {TABLE} where true or division = division",
        f"select count(*) from (select * from {TABLE} union all select * from {TABLE}) t",
        f"with t as (select * from only {TABLE} for update) select count(*) from t",
        f"select count(*) from {TABLE} tablesample system (100)",
        f"select count(*) from pg_stats where tablename = '{TABLE}'",
        f"select count(*) from {TABLE} where name like '%' and name ~ '.'",
    ],
)
def test_injected_sql_sees_no_more(query: str) -> None:
    with entered(inside("320403")), connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("rows")
def test_the_worker_is_bound_as_well(worker_connection: psycopg.Connection) -> None:
    assert worker_connection.execute(COUNT.encode()).fetchone() == (0,)


@pytest.mark.usefixtures("rows")
def test_the_owner_is_bound_as_well(owner_connection: psycopg.Connection) -> None:
    assert owner_connection.execute(COUNT.encode()).fetchone() == (0,)


def test_a_scope_wants_a_transaction_and_an_end() -> None:
    with pytest.raises(OutsideTransaction):
        enter(inside(TOWN))
    with transaction.atomic(), pytest.raises(NoScope):
        enter(inside(TOWN))


@pytest.mark.usefixtures("rows")
def test_a_scope_is_exchanged_until_its_block_ends() -> None:
    with transaction.atomic():
        with entered(inside(COUNTY)):
            enter(inside(OTHER_TOWN))
            assert (current(), count()) == (inside(OTHER_TOWN), 2)
        with pytest.raises(NoScope):
            current()
        assert count() == 0


def test_a_thread_that_inherits_the_context_has_no_scope_of_its_own() -> None:
    """Its connection is another one, to which nobody has told a scope."""
    with entered(inside(TOWN)), ThreadPoolExecutor(1) as pool:
        inherited = contextvars.copy_context()
        with pytest.raises(NoScope):
            pool.submit(inherited.run, current).result()


def test_rows_are_not_asked_for_without_a_scope() -> None:
    with transaction.atomic():
        rows = Probe.objects.filter(division=TOWN)
        asking: list[Callable[[], object]] = [
            rows.count, rows.exists, rows.first, rows.delete, lambda: list(rows), current,
            lambda: rows.update(name=""), lambda: rows.aggregate(), lambda: list(rows.iterator()),
            lambda: Probe.objects.get(id=uuid7()), lambda: list(rows.values_list("id")),
        ]  # fmt: skip
        for ask in asking:
            with pytest.raises(NoScope):
                ask()


@pytest.mark.usefixtures("rows")
def test_a_scope_inside_another_ends_with_it() -> None:
    with entered(inside(COUNTY)):
        with entered(inside(OTHER_TOWN)) as inner:
            assert (current(), count()) == (inner, 2)
        assert (current(), count()) == (inside(COUNTY), 4)
        with pytest.raises(ZeroDivisionError), entered(inside(OTHER_COUNTY)):
            _ = 1 / 0
        assert (current(), count()) == (inside(COUNTY), 4)
        with pytest.raises(DatabaseError), entered(inside(OTHER_COUNTY)):
            connection.cursor().execute("select 1 / 0")
        assert (current(), count()) == (inside(COUNTY), 4)
    with transaction.atomic():
        assert count() == 0


@pytest.mark.usefixtures("rows")
def test_after_a_scope_inside_a_transaction_nothing_is_seen() -> None:
    with transaction.atomic():
        with entered(inside(COUNTY)):
            assert count() == 4
        assert count() == 0
        with pytest.raises(NoScope):
            current()


class _Broken(Exception):
    """Something goes wrong in a request."""


def _request(chance: random.Random, scope: Scope) -> None:
    """One request that may end in any way; every row seen must be in its scope."""
    with entered(scope):
        _look(scope)
        ending = chance.randrange(6)
        if ending == 0:
            raise _Broken
        if ending == 1:
            connection.cursor().execute("select 1 / 0")
        if ending == 2:
            connection.cursor().execute("set local statement_timeout = 1; select pg_sleep(1)")
        if ending == 3:
            with pytest.raises(_Broken), entered(inside(chance.choice(PLACES))):
                raise _Broken
            _look(scope)
        if ending == 4:
            transaction.set_rollback(True)


def _look(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select division, label from {TABLE}")
        seen = cursor.fetchall()
    assert len(seen) == (0 if not scope.labels else 2)
    assert all(scope.low <= place < scope.high and label in scope.labels for place, label in seen)


@pytest.mark.usefixtures("rows")
def test_two_people_on_one_connection_never_see_each_others_rows() -> None:
    chance = random.Random(20261122)
    server: set[int] = set()
    for _ in range(2000):
        scope = chance.choice([NOWHERE, *(inside(place) for place in PLACES)])
        with suppress(_Broken, DatabaseError):
            _request(chance, scope)
        with connection.cursor() as cursor:
            cursor.execute(f"select pg_backend_pid(), (select count(*) from {TABLE})")
            backend, left = cursor.fetchone() or (0, -1)
        server.add(backend)
        assert left == 0
    assert len(server) == 1, "the same connection all the time, or nothing was proved"


def test_a_scope_of_a_division() -> None:
    assert scope_of("320400") == ("3204", "3204:")
    assert scope_of("441900003") == ("441900003", "441900003:")
    assert scope_of("") == ("", ":")


def test_what_the_database_is_told() -> None:
    account = UUID(int=7)
    scope = Scope("3204", "3204:", frozenset(Label), account, "日常经办", "r-9", auditor=True)
    names = ["low", "high", "labels", "auditor", "account", "purpose", "request"]
    with entered(scope), connection.cursor() as cursor:
        asked = ", ".join(f"current_setting('app.{name}')" for name in names)
        cursor.execute(f"select {asked}")
        assert cursor.fetchone() == (
            "3204", "3204:", "child_protection,ordinary,sealed", "yes", str(account), "日常经办",
            "r-9",
        )  # fmt: skip
