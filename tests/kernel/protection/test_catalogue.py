"""Every table, view and function of the database is classified, and protected as declared."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from minzheng.kernel.protection import definers, row_security, rows
from minzheng.kernel.protection.rows import Kind
from tests.kernel.protection.probes import DECLARED, TABLE, create_table

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SHORTEST_REASON = 6
committing = pytest.mark.django_db(transaction=True)

OURS = """
  relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_%'
    or nspname = 'information_schema')
  and not exists (select from pg_depend d where d.objid = pg_class.oid and d.deptype = 'e')
"""
RELATIONS = f"""
select relnamespace::regnamespace::text, relname, relkind::text, coalesce(reloptions, '{{}}')
from pg_class where relkind in ('r', 'p', 'v', 'm', 'f') and {OURS} order by 1, 2
"""
DEFINERS = """
select p.oid::regprocedure::text, r.rolname, coalesce(proconfig, '{}'), proname
from pg_proc p join pg_roles r on r.oid = proowner
where prosecdef and pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
"""
ROLES = """
select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolcanlogin
from pg_roles where rolname like 'minzheng%' order by 1
"""
MEMBERSHIPS = """
select g.rolname, m.rolname from pg_auth_members a
join pg_roles g on g.oid = a.roleid join pg_roles m on m.oid = a.member
where m.rolname like 'minzheng%' order by 1, 2
"""
OWNED = f"""
select relname from pg_class join pg_roles r on r.oid = relowner
where {OURS} and relkind in ('r', 'p', 'v', 'S') and rolname <> 'minzheng_owner'
"""


def relation_problems(owner: psycopg.Connection) -> Iterator[str]:
    """What reaches rows past the policies."""
    known = rows.classified()
    for schema, name, kind, options in owner.execute(RELATIONS.encode()):
        if schema != "public":
            yield f"{schema}.{name}: outside the schema that row security covers"
        if kind in ("r", "p") and name not in known:
            yield f"{name}: a table without a declaration"
        if kind == "v" and "security_invoker=true" not in options:
            yield f"{name}: a view shows its owner's rows; create it with security_invoker"
        if kind == "m":
            yield f"{name}: a materialised view has no row security"
        if kind == "f":
            yield f"{name}: a foreign table has no row security"


def function_problems(owner: psycopg.Connection) -> Iterator[str]:
    """Functions that see more than their caller."""
    known = {function.name for function in definers.declared()}
    for signature, role, options, name in owner.execute(DEFINERS.encode()):
        if name not in known:
            yield f"{signature}: a definer function without a declaration"
        if role != row_security.DEFINER:
            yield f"{signature}: belongs to {role}"
        if "search_path=pg_catalog, pg_temp" not in options:
            yield f"{signature}: its search path can be chosen by the caller"


def drift(owner: psycopg.Connection) -> list[str]:
    """Differences between the database and the declarations."""
    with owner.transaction(force_rollback=True):
        return row_security.drift(owner)


def problems(owner: psycopg.Connection) -> list[str]:
    return [*relation_problems(owner), *function_problems(owner), *drift(owner)]


def test_everything_is_classified_and_protected_as_declared(
    owner_connection: psycopg.Connection,
) -> None:
    assert problems(owner_connection) == []
    owned_by_others = owner_connection.execute(OWNED.encode()).fetchall()
    assert owned_by_others == []


def test_a_declaration_is_of_a_table_that_exists() -> None:
    """Third-party tables may be missing when their app is not installed; ours may not."""
    ours = {name for name, how in rows.classified().items() if name.startswith(("audit_",))}
    with connection.cursor() as cursor:
        assert ours <= set(connection.introspection.table_names(cursor))


def test_what_is_not_protected_by_division_says_why() -> None:
    assert not [
        table
        for table, how in rows.classified().items()
        if how.kind is not Kind.BY_DIVISION and len(how.reason) < SHORTEST_REASON
    ]


def test_every_table_by_division_can_be_searched_by_division(
    owner_connection: psycopg.Connection,
) -> None:
    """Row security is a range on `division`: it is there, not null, and beside a label."""
    for table, how in rows.classified().items():
        if how.kind in (Kind.BY_DIVISION, Kind.AUDIT_TRAIL) and table != TABLE:
            found = owner_connection.execute(
                "select attname, attnotnull from pg_attribute where attrelid = %s::regclass"
                " and attname in ('division', 'label') order by 1",
                [f"public.{table}"],
            ).fetchall()
            assert found == [("division", True), ("label", True)], table


def test_roles_have_no_power_beyond_their_purpose(owner_connection: psycopg.Connection) -> None:
    no = (False,) * 5
    assert owner_connection.execute(ROLES.encode()).fetchall() == [
        ("minzheng_app", *no, True),
        ("minzheng_auditor", *no, True),
        ("minzheng_definer", False, True, False, False, False, False),
        ("minzheng_owner", *no, True),
        ("minzheng_worker", *no, True),
    ]
    assert owner_connection.execute(MEMBERSHIPS.encode()).fetchall() == [
        ("minzheng_definer", "minzheng_owner")
    ]


def test_tests_themselves_run_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, session_user, current_setting('row_security')")
        assert cursor.fetchone() == ("minzheng_app", "minzheng_app", "on")


@pytest.mark.parametrize(
    "statement",
    [
        "create table public.t ()",
        "create schema s",
        "create function public.f() returns int language sql as 'select 1'",
        "create view public.v as select 1",
        "alter role minzheng_app bypassrls",
        "set session authorization minzheng_owner",
        "copy audit_event to program 'true'",
        "copy audit_unsealed from '/etc/passwd'",
        "select pg_read_file('/etc/passwd')",
        "select lo_import('/etc/passwd')",
        "create extension dblink",
    ],
)
def test_the_application_has_no_way_around(statement: str) -> None:
    with pytest.raises(Exception, match=r"denied|must be|not available|[Oo]nly roles"):
        connection.cursor().execute(statement)


DRIFTS = [
    "alter table audit_event disable row level security",
    "alter table audit_event no force row level security",
    "drop policy in_scope on audit_event",
    "drop policy auditing on audit_payload",
    "alter policy in_scope on audit_event using (true)",
    "alter policy in_scope on audit_event to public",
    "create policy everybody on audit_event for select using (true)",
    "create policy everybody on audit_payload for update to minzheng_app using (true)",
    "grant update on audit_event to minzheng_app",
    "grant delete on audit_event to minzheng_worker",
    "grant update (actor) on audit_event to minzheng_app",
    "grant truncate on audit_seal to minzheng_app",
    "grant select on audit_event to public",
    "grant select on account_emailaddress to minzheng_auditor",
    "grant insert on audit_seal to minzheng_app with grant option",
    "revoke insert on audit_event from minzheng_app",
    "revoke select on audit_seal from minzheng_auditor",
    "grant update on all sequences in schema public to minzheng_app",
    "grant create on schema public to minzheng_app",
    "grant create on schema public to public",
    "grant select on audit_payload to minzheng_definer",
    "create table stray (secret text); grant select on stray to minzheng_app",
    "create table stray (secret text)",
    "create view stray as select * from audit_event; grant select on stray to minzheng_app",
    "create materialized view stray as select 1 as one",
    "create schema aside; create table aside.stray ()",
    "create function stray() returns int language sql security definer as 'select 1'",
]


@pytest.mark.parametrize("change", DRIFTS)
def test_what_somebody_changed_by_hand_is_found(
    owner_connection: psycopg.Connection, change: str
) -> None:
    with owner_connection.transaction(force_rollback=True):
        owner_connection.execute(change.encode())
        found = [*relation_problems(owner_connection), *function_problems(owner_connection)]
        assert found + row_security.drift(owner_connection)
    assert not problems(owner_connection)


REPAIRED = [change for change in DRIFTS if "stray" not in change]


@committing
def test_the_next_migration_puts_it_right(owner_connection: psycopg.Connection) -> None:
    with owner_connection.transaction():
        for change in REPAIRED:
            if "drop policy in_scope" not in change:
                owner_connection.execute(change.encode())
        owner_connection.execute(b"drop policy in_scope on audit_payload")
    with owner_connection.transaction():
        row_security.apply(owner_connection)
    assert problems(owner_connection) == []


@committing
def test_a_table_that_nobody_declared_is_closed(owner_connection: psycopg.Connection) -> None:
    create_table(owner_connection, DECLARED)
    with owner_connection.transaction():
        owner_connection.execute(b"create table stray (secret text)")
        owner_connection.execute(b"grant all on stray to minzheng_app, public")
        row_security.apply(owner_connection)
    with pytest.raises(Exception, match="permission denied"):
        connection.cursor().execute("select * from stray")
