"""The database's roles, extensions and the database itself: as statements for a superuser.

The same statements set up the embedded server and, printed by ``minzheng database roles``, a real
one. They can be run again at any time.
"""

from collections.abc import Iterator, Mapping

import psycopg
from psycopg import sql

from minzheng.config.environment import DatabaseRole

DEFINER = "minzheng_definer"
"""Owns the few functions that see past row security; nobody logs in as it."""

EXTENSIONS = ("btree_gist", "pg_trgm")

_LOGIN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
_ATTRIBUTES: Mapping[str, str] = {
    **dict.fromkeys(DatabaseRole, _LOGIN),
    DEFINER: "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS",
}

_SETTINGS: Mapping[str, Mapping[str, str]] = {
    DatabaseRole.APP: {
        # Whoever waits longer has left; what hangs must not hold locks.
        "statement_timeout": "60s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
    },
    DatabaseRole.WORKER: {"lock_timeout": "30s", "idle_in_transaction_session_timeout": "10min"},
    DatabaseRole.OWNER: {"lock_timeout": "30s"},
    DatabaseRole.AUDITOR: {
        "default_transaction_read_only": "on",
        "idle_in_transaction_session_timeout": "10min",
    },
}


def role_statements() -> Iterator[str]:
    """For the whole server: every role with exactly its attributes and settings."""
    for role, attributes in _ATTRIBUTES.items():
        yield (f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        yield f"ALTER ROLE {role} {attributes}"
    # Only so that a migration can make the definer the owner of a function.
    yield f"GRANT {DEFINER} TO {DatabaseRole.OWNER}"
    for role, settings in _SETTINGS.items():
        yield f"ALTER ROLE {role} SET search_path = public, pg_temp"
        for name, value in settings.items():
            yield f"ALTER ROLE {role} SET {name} = '{value}'"


def extension_statements() -> Iterator[str]:
    """For a database: the extensions that only a superuser may add."""
    for extension in EXTENSIONS:
        yield f"CREATE EXTENSION IF NOT EXISTS {extension}"


def database_statements(database: str) -> Iterator[str]:
    """Inside the platform's database: its extensions, and who may enter."""
    name = '"' + database.replace('"', '""') + '"'
    yield from extension_statements()
    yield f"ALTER DATABASE {name} OWNER TO {DatabaseRole.OWNER}"
    yield f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    for role in (*DatabaseRole, DEFINER):
        yield f"GRANT CONNECT ON DATABASE {name} TO {role}"
        yield f"GRANT USAGE ON SCHEMA public TO {role}"
    # Imports gather their rows in temporary tables, and insert from there under row security.
    yield f"GRANT TEMPORARY ON DATABASE {name} TO {DatabaseRole.APP}, {DatabaseRole.WORKER}"
    # PostgreSQL asks this of whoever is to own a function.
    yield f"GRANT CREATE ON SCHEMA public TO {DatabaseRole.OWNER}, {DEFINER}"


def prepare_roles(superuser: psycopg.Connection) -> None:
    """Make every role, and the extensions for databases yet to be created."""
    _run(superuser, role_statements())


def create_database(
    superuser: psycopg.Connection, database: str, template: str = "template1"
) -> None:
    """Create a database that belongs to the owner role; nothing if it exists."""
    known = superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    if known.fetchone():
        return
    superuser.execute(
        # Copying files is twice as quick here as writing every page to the log.
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(database),
            sql.Identifier(DatabaseRole.OWNER.value),
            sql.Identifier(template),
        )
    )


def prepare_database(superuser: psycopg.Connection, database: str) -> None:
    """Bring the extensions and grants of a database up to date; connected to that database."""
    _run(superuser, database_statements(database))


def prepare_template(superuser: psycopg.Connection) -> None:
    """Give every database yet to be created the extensions; connected to ``template1``."""
    _run(superuser, extension_statements())


def _run(superuser: psycopg.Connection, statements: Iterator[str]) -> None:
    for statement in statements:
        superuser.execute(statement.encode())
