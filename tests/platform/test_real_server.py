"""A PostgreSQL of its own, set up by the SQL that we print, as a database administrator would."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from minzheng.config.database.binaries import CHOICE, find_binaries
from minzheng.config.database.embedded import EmbeddedServer
from tests.platform.installations import Installation, free_port
from tests.platform.test_binaries import SYSTEM

pytestmark = pytest.mark.slow


@pytest.fixture(params=[pytest.param("the wheel's", marks=pytest.mark.exhaustive), "the system's"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EmbeddedServer]:
    """A server that knows nothing of us."""
    if request.param == "the system's":
        if not SYSTEM:
            pytest.skip("the system has no PostgreSQL of its own")
        monkeypatch.setenv(CHOICE, str(SYSTEM[-1]))
    server = EmbeddedServer(tmp_path / "server")
    server.start()
    yield server
    server.stop()


def test_the_printed_sql_sets_it_up(server: EmbeddedServer, tmp_path: Path) -> None:
    installation = Installation(tmp_path / "home", free_port())
    script = tmp_path / "roles.sql"
    script.write_text(installation.run("database", "roles").stdout)
    psql = [str(find_binaries().program("psql")), "-h", str(server.sockets), "-U", "postgres"]
    for _ in range(2):
        subprocess.run([*psql, "-f", str(script)], check=True, capture_output=True)
    urls = {
        f"DATABASE_{name}URL": f"postgresql://minzheng_{role}@/minzheng?host={server.sockets}"
        for name, role in (("", "app"), ("OWNER_", "owner"), ("WORKER_", "worker"))
    }
    backup = f"postgresql://postgres@/postgres?host={server.sockets}"

    assert installation.run("migrate", **urls).returncode == 0
    checked = installation.run("check", "--deploy", **urls, MINZHENG_PRODUCTION="1")
    assert "权限过大" not in checked.stdout
    assert "内置数据库" not in checked.stdout
    assert not (installation.home / "database").exists()
    refused = installation.run("restore", **urls)
    assert (refused.returncode, "数据库管理员" in refused.stdout) == (2, True)
    made = installation.run("backup", **urls, DATABASE_BACKUP_URL=backup)
    assert made.returncode == 0, made.stdout
    demo = installation.run("demo", "-o", str(tmp_path / "demo"), "--households", "10", **urls)
    assert demo.returncode == 2
    assert "不会写入正式的平台" in demo.stdout
