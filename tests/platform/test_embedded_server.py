"""The embedded server comes up again after everything that can happen to a machine."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from minzheng.config.database import ordinary_user, postmaster
from minzheng.config.database.connection import PORT, socket_folder
from minzheng.config.database.embedded import EmbeddedServer, ServerFailed, own_folder
from minzheng.config.database.ordinary_user import Runner

pytestmark = pytest.mark.slow

SMALL = {"shared_buffers": "16MB", "max_connections": "10", "archive_mode": "off"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A running server with one committed row."""
    server = EmbeddedServer(tmp_path / "database", SMALL)
    assert server.start()
    with server.connect() as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    yield server
    server.stop()


def rows(server: EmbeddedServer) -> int:
    """How many rows are kept."""
    with server.connect() as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    return int(row[0]) if row else -1


def killed(server: EmbeddedServer) -> int:
    """Kill the server as the kernel does when memory runs out; its former number."""
    number = server.running()
    assert number is not None
    os.kill(number, signal.SIGKILL)
    while server.running() is not None:
        time.sleep(0.01)
    return number


def test_a_second_start_finds_it_running(server: EmbeddedServer) -> None:
    assert not server.start()


def test_what_was_committed_is_there_after_a_restart(server: EmbeddedServer) -> None:
    assert server.stop()
    assert not server.stop()
    assert server.running() is None
    assert server.start()
    assert rows(server) == 1


def test_it_recovers_from_a_kill(server: EmbeddedServer) -> None:
    killed(server)
    assert server.start()
    assert rows(server) == 1


def test_a_start_in_the_moment_of_a_kill_starts_it(server: EmbeddedServer) -> None:
    """The number of the dying server is still there, and nobody answers under it."""
    number = server.running()
    assert number is not None
    os.kill(number, signal.SIGKILL)
    server.start()
    assert rows(server) == 1
    assert server.running() != number


def test_nothing_acknowledged_is_lost_when_killed_under_load(server: EmbeddedServer) -> None:
    acknowledged = 1
    with server.connect() as writer:
        threading.Timer(0.3, killed, [server]).start()
        with pytest.raises(psycopg.OperationalError):
            for _ in range(1_000_000):
                writer.execute("INSERT INTO kept VALUES (2)")
                acknowledged += 1
    server.start()
    # The last one may have been committed without our having heard of it.
    assert rows(server) in (acknowledged, acknowledged + 1)
    assert acknowledged > 10


def test_a_pid_file_that_names_somebody_else_does_not_mislead(server: EmbeddedServer) -> None:
    """As after a loss of power, when the number has gone to another program in the meantime."""
    pid_file = server.cluster / "postmaster.pid"
    text = pid_file.read_text()
    number = killed(server)
    with subprocess.Popen(["sleep", "60"]) as other:
        pid_file.write_text(text.replace(str(number), str(other.pid), 1))
        lock = server.sockets / f".s.PGSQL.{PORT}.lock"
        lock.write_text(lock.read_text().replace(str(number), str(other.pid), 1))
        assert server.running() is None
        assert server.start()
        assert rows(server) == 1
        other.kill()


def test_a_server_not_yet_waited_for_counts_as_dead(tmp_path: Path) -> None:
    """Its number still exists, as in a container whose first program waits for nobody."""
    with subprocess.Popen(["sleep", "0"], cwd=tmp_path) as zombie:
        for _ in range(200):
            if Path(f"/proc/{zombie.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                break
            time.sleep(0.01)
        (tmp_path / "postmaster.pid").write_text(f"{zombie.pid}\n")
        assert postmaster.running(tmp_path) is None


def test_children_of_a_killed_server_are_waited_for(server: EmbeddedServer) -> None:
    number = server.running()
    assert number is not None
    child = server.cluster / "postmaster.pid"
    assert child.exists()
    with server.connect() as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        backend = int(row[0])
        # A stopped child cannot notice that its parent is gone.
        os.kill(backend, signal.SIGSTOP)
        killed(server)
        with pytest.raises(TimeoutError):
            postmaster.clear_leftovers(server.cluster, server.sockets / "none", seconds=0.3)
        assert child.exists()
        os.kill(backend, signal.SIGCONT)
    assert server.start()


def test_a_deep_folder_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("很长的文件夹名称" * 4) / ("x" * 60) / "database"
    sockets = socket_folder(deep)
    assert len(os.fsencode(sockets / f".s.PGSQL.{PORT}")) < 100
    assert sockets == socket_folder(deep)
    assert sockets != socket_folder(deep.parent)
    server = EmbeddedServer(deep, SMALL)
    try:
        assert server.start()
        assert sockets.stat().st_mode & 0o077 == 0
        with server.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()
        sockets.rmdir()


def test_a_folder_with_spaces_and_quotes(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "it's a 民政 folder", SMALL)
    assert server.start()
    assert server.stop()


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ServerFailed):
        own_folder(tmp_path / "run", Runner())


def test_it_listens_on_no_network_address(server: EmbeddedServer) -> None:
    with server.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert server.sockets.stat().st_mode & 0o777 == 0o700


def test_text_sorts_by_its_bytes(server: EmbeddedServer) -> None:
    """Ranges of division codes rest on ``:`` coming after ``9``."""
    with server.connect() as connection:
        found = connection.execute("SELECT '3204:' > '3204999', 'a' > 'B', '丁' > '一'").fetchone()
    assert found == (True, True, True)


def test_parallel_starts_make_one_server(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from minzheng.config.database.embedded import EmbeddedServer as Server;"
        f"print(Server(Path(sys.argv[1]), {SMALL!r}).start())"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "database")]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = sorted(start.communicate()[0].strip() for start in starts)
    EmbeddedServer(tmp_path / "database", SMALL).stop()
    assert said == ["False", "False", "True"]


def test_folders_above_are_left_as_they_are(tmp_path: Path) -> None:
    """The launcher of one of the wheels opens them to everybody; ours must not."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "database", SMALL)
    server.start()
    server.stop()
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_where_namespaces_are_refused_nobody_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordinary_user, "_namespace", tuple)
    # The folders of pytest are closed to everybody but their owner.
    place = Path("/var/tmp") / f"minzheng-nobody-{os.getpid()}"  # noqa: S108 - removed below
    server = EmbeddedServer(place / "database", SMALL)
    place.mkdir(mode=0o755)
    try:
        assert server.start()
        killed(server)
        assert server.start()
        assert server.cluster.stat().st_uid == 65534
        assert server.stop()
    finally:
        subprocess.run(["rm", "-rf", str(place)], check=True)


def test_data_of_another_version_is_refused(server: EmbeddedServer) -> None:
    server.stop()
    (server.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(ServerFailed, match="由 PostgreSQL 14 建立"):
        server.start()


def test_a_failed_start_tells_why(server: EmbeddedServer) -> None:
    server.stop()
    spoiled = EmbeddedServer(server.folder, {**SMALL, "shared_buffers": "many"})
    with pytest.raises(ServerFailed, match="shared_buffers"):
        spoiled.start()
