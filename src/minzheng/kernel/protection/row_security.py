"""Row security in the database, made from the declarations after every migration.

What is there is replaced by what is declared: run twice, it changes nothing; what somebody changed
by hand is put right; a table that nobody declared is closed to everybody but its owner.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from django.db import connections

from minzheng.kernel.protection import definers
from minzheng.kernel.protection.errors import WrongCollation
from minzheng.kernel.protection.rows import Classification, Kind, Own, classified
from minzheng.kernel.protection.third_party import Access

APPLICATION, WORKER, AUDITOR = "minzheng_app", "minzheng_worker", "minzheng_auditor"
OWNER, DEFINER = "minzheng_owner", "minzheng_definer"
ROLES = (APPLICATION, WORKER, AUDITOR)

_LABELS = "(select string_to_array(current_setting('app.labels', true), ','))::text[]"
IN_SCOPE = (
    "division >= (select current_setting('app.low', true))"
    " and division < (select current_setting('app.high', true))"
    f" and label = any ({_LABELS})"
)
_PERSONS = "(select string_to_array(nullif(current_setting('app.persons', true), ''), ','))::uuid[]"
_HOUSEHOLDS = (
    "(select string_to_array(nullif(current_setting('app.households', true), ''), ','))::uuid[]"
)
A_RESIDENT_ASKS = "(select current_setting('app.persons', true)) <> ''"
AUDITING = "(select current_setting('app.auditor', true)) = 'yes'"
ANY = "true"

LOCK_PATIENCE = "5s"

_STATE = """
select format('%s row security %s, forced %s', relname, relrowsecurity, relforcerowsecurity)
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
union all
select format('%s policy %s %s for %s to %s using (%s) check (%s)', tablename, policyname,
    permissive, cmd, roles, qual, with_check)
  from pg_policies where schemaname = 'public'
union all
select format('%s (%s) may %s %s', coalesce(r.rolname, 'everybody'), grantable, kind, privilege)
  from (
    select relname as kind, a.grantee, a.privilege_type as privilege, a.is_grantable as grantable
      from pg_class, aclexplode(relacl) a where relnamespace = 'public'::regnamespace
    union all
    select relname || '.' || attname, a.grantee, a.privilege_type, a.is_grantable
      from pg_attribute join pg_class on pg_class.oid = attrelid, aclexplode(attacl) a
      where relnamespace = 'public'::regnamespace
    union all
    select nspname, a.grantee, a.privilege_type, a.is_grantable
      from pg_namespace, aclexplode(nspacl) a where nspname = 'public'
  ) given left join pg_roles r on r.oid = given.grantee
union all
select format('function %s of %s, definer %s, %s, %s: %s', p.oid::regprocedure, r.rolname,
    prosecdef, proconfig, proacl, prosrc)
  from pg_proc p join pg_roles r on r.oid = proowner
  where pronamespace = 'public'::regnamespace and prosecdef
"""


class Connection(Protocol):
    """A connection of Django or of psycopg."""

    def cursor(self) -> Any:
        """A cursor that is a context manager."""
        ...


def apply_after_migrate(using: str = "default", **named: Any) -> None:
    """The receiver of `post_migrate`."""
    apply(connections[using])


def apply(connection: Connection) -> None:
    """Make the database agree with the declarations, as the owner of the tables.

    Raises `WrongCollation` where a range of division codes would not be a range.
    """
    with connection.cursor() as cursor:
        _require_code_point_order(cursor)
        cursor.execute(f"set local lock_timeout = '{LOCK_PATIENCE}'")
        declared = classified()
        for table in _tables(cursor):
            for statement in statements_for(table, declared.get(table)):
                cursor.execute(statement)
        for statement in _for_schema():
            cursor.execute(statement)
        for statement in definers.statements(DEFINER):
            cursor.execute(statement)


def drift(connection: Connection) -> list[str]:
    """What in the database is not as declared, in words; read as the owner, nothing is changed.

    Call it inside a transaction that is rolled back: the declarations are applied to compare.
    """
    with connection.cursor() as cursor:
        cursor.execute("savepoint drift")
        before = _state(cursor)
        apply(connection)
        after = _state(cursor)
        cursor.execute("rollback to savepoint drift")
    too_much = [f"not declared: {row}" for row in sorted(before - after)]
    return too_much + [f"declared, but missing: {row}" for row in sorted(after - before)]


def statements_for(table: str, how: Classification | None) -> Iterator[str]:
    """Everything that protects one table; `None` closes it."""
    name = f'public."{table}"'
    yield f"revoke all on {name} from public, {', '.join(ROLES)}"
    yield _without_policies(table)
    if how is None or how.kind in (Kind.UNPROTECTED, Kind.WORKER_ONLY):
        yield f"alter table {name} disable row level security, no force row level security"
    else:
        yield f"alter table {name} enable row level security, force row level security"
        yield from _policies(name, how)
    if how is not None:
        yield from _grants(name, how)


def _policies(name: str, how: Classification) -> Iterator[str]:
    both = f"{APPLICATION}, {WORKER}"
    if how.kind is Kind.BY_DIVISION:
        operation = "select" if how.append_only else "all"
        yield f"create policy in_scope on {name} for {operation} to {both} using ({IN_SCOPE})"
        if how.append_only:
            yield f"create policy added on {name} for insert to {both} with check ({IN_SCOPE})"
        if how.own:
            yield (
                f"create policy own_rows on {name} for select to {APPLICATION}"
                f" using ({_own_rows(name, how.own)})"
            )
    else:
        yield f"create policy in_scope on {name} for select to {both} using ({IN_SCOPE})"
        yield f"create policy auditing on {name} for select to {both} using ({AUDITING})"
        yield f"create policy added on {name} for insert to {both} with check ({ANY})"
        if how.worker.changed_columns:
            yield f"create policy emptied on {name} for update to {WORKER} using ({IN_SCOPE})"
    if how.auditor:
        yield f"create policy audited on {name} for select to {AUDITOR} using ({ANY})"


def _own_rows(name: str, own: Own) -> str:
    """What a resident sees: first of all whether one asks, so that it costs the desk nothing."""
    ways = [f"{column} = any ({_PERSONS})" for column in own.persons]
    ways += [f"{column} = any ({_HOUSEHOLDS})" for column in own.households]
    # Row security holds inside as well: there the resident sees his own rows, and no others.
    ways += [
        f'exists (select from public."{table}" whole where whole.id = {name}.{column})'
        for column, table in own.along
    ]
    conditions = [A_RESIDENT_ASKS, f"label = any ({_LABELS})", *own.only]
    return f"{' and '.join(conditions)} and ({' or '.join(ways)})"


def _grants(name: str, how: Classification) -> Iterator[str]:
    auditor = Access() if how.auditor else Access(read=False)
    for role, access in ((APPLICATION, how.application), (WORKER, how.worker), (AUDITOR, auditor)):
        if access.privileges:
            yield f"grant {', '.join(access.privileges)} on {name} to {role}"


def _for_schema() -> Iterator[str]:
    yield f"revoke create on schema public from public, {', '.join(ROLES)}"
    yield f"grant usage on schema public to {', '.join((*ROLES, DEFINER))}"
    # Not UPDATE, which is what setval() wants.
    yield f"revoke all on all sequences in schema public from public, {', '.join(ROLES)}"
    yield f"grant usage on all sequences in schema public to {APPLICATION}, {WORKER}"


def _without_policies(table: str) -> str:
    return f"""
    do $$ declare policy record; begin
      for policy in select polname from pg_policy where polrelid = 'public."{table}"'::regclass loop
        execute format('drop policy %I on public."{table}"', policy.polname);
      end loop;
    end $$"""  # noqa: S608 - the name of the table comes from the catalogue


def _state(cursor: Any) -> set[str]:
    """Everything that protects rows, one line each."""
    cursor.execute(_STATE)
    return {row for (row,) in cursor.fetchall()}


def _tables(cursor: Any) -> list[str]:
    cursor.execute(
        "select relname from pg_class where relkind in ('r', 'p')"
        " and relnamespace = 'public'::regnamespace order by relname"
    )
    return [name for (name,) in cursor.fetchall()]


def _require_code_point_order(cursor: Any) -> None:
    cursor.execute("select '9' < ':' and '3204' < '32041' and '32049' < '3204:'")
    if cursor.fetchone() != (True,):
        raise WrongCollation("create the database with a C collation (C.UTF-8)")
