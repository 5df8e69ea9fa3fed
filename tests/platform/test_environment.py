"""The environment variables, read in one place and refused when they cannot be meant."""

import base64
import os
from pathlib import Path

import pytest

from minzheng.base.errors import InvalidValue, MinzhengError
from minzheng.config.database.connection import django_database, parameters
from minzheng.config.environment import DatabaseRole, read_environment, secret_key_file

URL = "postgresql://minzheng_app:secret@db.example.cn:5433/civil?sslmode=verify-full"


def test_without_variables_everything_is_in_one_folder() -> None:
    environment = read_environment({})
    assert environment.home == Path.cwd() / "var" / "platform"
    assert environment.embedded
    assert not environment.production
    assert not environment.debug
    assert environment.role is DatabaseRole.APP


def test_a_url_means_a_real_server() -> None:
    environment = read_environment({"DATABASE_URL": URL})
    database = django_database(environment)
    assert not environment.embedded
    assert (database["NAME"], database["USER"], database["HOST"], database["PORT"]) == (
        "civil",
        "minzheng_app",
        "db.example.cn",
        "5433",
    )
    assert database["OPTIONS"]["sslmode"] == "verify-full"


def test_a_role_without_a_url_is_refused_and_never_replaced_by_another() -> None:
    environment = read_environment({"DATABASE_URL": URL, "MINZHENG_ROLE": "owner"})
    with pytest.raises(InvalidValue, match="DATABASE_OWNER_URL"):
        django_database(environment)


def test_only_the_web_server_pools_its_connections() -> None:
    pooled = {
        role: "pool" in django_database(read_environment({"MINZHENG_ROLE": role}))["OPTIONS"]
        for role in ("app", "worker", "owner", "auditor")
    }
    assert pooled == {"app": True, "worker": False, "owner": False, "auditor": False}


@pytest.mark.parametrize(
    "variables",
    [{"MINZHENG_ROLE": "postgres"}, {"MINZHENG_PRODUCTION": "maybe"}, {"MINZHENG_DEBUG": "2"}],
)
def test_what_cannot_be_meant_is_refused(variables: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        read_environment(variables)


def test_the_master_key_comes_from_a_file_or_from_systemd(tmp_path: Path) -> None:
    file, key = tmp_path / "minzheng-master-key", bytes(range(32))
    file.write_text(f"{base64.b64encode(key).decode()}\n")
    assert read_environment({}).master_key == b""
    assert read_environment({"MINZHENG_MASTER_KEY_FILE": str(file)}).master_key == key
    assert read_environment({"CREDENTIALS_DIRECTORY": str(tmp_path)}).master_key == key
    assert repr(key) not in repr(read_environment({"CREDENTIALS_DIRECTORY": str(tmp_path)}))
    file.write_text("c2hvcnQ=")
    with pytest.raises(MinzhengError, match="32字节"):
        read_environment({"MINZHENG_MASTER_KEY_FILE": str(file)})


def test_a_secret_key_comes_from_its_file(tmp_path: Path) -> None:
    file = secret_key_file(tmp_path)
    file.parent.mkdir()
    file.write_text("made once\n")
    given = {"MINZHENG_HOME": str(tmp_path)}
    assert read_environment(given).secret_key == "made once"
    assert read_environment({**given, "MINZHENG_SECRET_KEY": "given"}).secret_key == "given"
    assert read_environment({"MINZHENG_HOME": str(tmp_path / "none")}).secret_key == ""


def test_the_embedded_server_is_reached_as_each_role(tmp_path: Path) -> None:
    environment = read_environment({"MINZHENG_HOME": str(tmp_path)})
    found = parameters(environment, DatabaseRole.WORKER)
    assert found["user"] == "minzheng_worker"
    assert len(os.fsencode(str(found["host"]))) < 90
