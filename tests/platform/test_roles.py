"""What each database role may do, asked of the database itself."""

import psycopg
import pytest
from psycopg import errors

from minzheng.config.database.roles import prepare_database, prepare_roles
from minzheng.config.environment import DatabaseRole
from tests.database import SERVER, Clone

pytestmark = pytest.mark.usefixtures("django_db_setup")
WEAK = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'minzheng%' AND NOT (rolsuper OR {})"


def roles_without(power: str) -> set[str]:
    """Our roles that lack a power, and are no superusers either."""
    with SERVER.connect() as superuser:
        return {name for (name,) in superuser.execute(WEAK.format(power).encode())}


ALL = {*DatabaseRole, "minzheng_definer"}


def test_nobody_of_ours_is_a_superuser_or_makes_roles() -> None:
    for power in ("rolcreaterole", "rolcreatedb", "rolreplication"):
        assert roles_without(power) == ALL


def test_only_the_definer_sees_past_row_security_and_it_cannot_log_in() -> None:
    assert roles_without("rolbypassrls") == ALL - {"minzheng_definer"}
    assert roles_without("rolcanlogin") == {"minzheng_definer"}


@pytest.mark.parametrize("role", [DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.AUDITOR])
def test_roles_at_run_time_create_and_empty_nothing(
    role: DatabaseRole, database_clone: Clone
) -> None:
    with SERVER.connect(database_clone.name, role) as connection:
        for statement in (
            "CREATE TABLE mine (number int)",
            "CREATE SCHEMA mine",
            "TRUNCATE procrastinate_jobs",
            "DROP TABLE procrastinate_jobs",
            "ALTER TABLE procrastinate_jobs DISABLE ROW LEVEL SECURITY",
            "SET ROLE minzheng_owner",
            "SET ROLE minzheng_definer",
        ):
            with pytest.raises((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
                connection.execute(statement.encode())


def test_imports_may_use_temporary_tables(database_clone: Clone) -> None:
    for role in (DatabaseRole.APP, DatabaseRole.WORKER):
        with SERVER.connect(database_clone.name, role) as connection:
            connection.execute("CREATE TEMPORARY TABLE gathered (number int)")


def test_a_request_that_hangs_is_ended(database_clone: Clone) -> None:
    with SERVER.connect(database_clone.name, DatabaseRole.APP) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("1min",)
        connection.execute("SET statement_timeout = '50ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT pg_sleep(5)")


def test_another_database_user_is_shut_out(database_clone: Clone) -> None:
    with SERVER.connect() as superuser:
        superuser.execute("DROP ROLE IF EXISTS somebody")
        superuser.execute("CREATE ROLE somebody LOGIN")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            SERVER.connect(database_clone.name, "somebody")
    finally:
        with SERVER.connect() as superuser:
            superuser.execute("DROP ROLE somebody")


def test_everything_can_be_prepared_again(database_clone: Clone) -> None:
    with SERVER.connect(database_clone.name) as superuser:
        prepare_roles(superuser)
        prepare_database(superuser, database_clone.name)
