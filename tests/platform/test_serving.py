"""The whole platform starts, survives the loss of any part of it, and stops without a trace."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from minzheng.config.database.connection import cluster_folder, socket_folder
from tests.platform.installations import Installation, alive, free_port, soon

pytestmark = pytest.mark.slow

DEFER = """
import django; django.setup()
from procrastinate.contrib.django import app
app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs").defer(max_hours=1)
"""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation whose database has its tables."""
    installation = Installation(tmp_path_factory.mktemp("serving") / "home", free_port())
    done = installation.run("migrate")
    assert done.returncode == 0, done.stdout
    yield installation
    installation.run("stop")


@pytest.fixture
def serving(migrated: Installation) -> Installation:
    """The same, serving: who finds it running leaves it running."""
    if not migrated.answers():
        migrated.serve()
    return migrated


@pytest.fixture
def stopped(migrated: Installation) -> Installation:
    """The same, not running."""
    if migrated.answers():
        migrated.run("stop")
    return migrated


def jobs(installation: Installation) -> int:
    """How many jobs wait or are being done."""
    sockets = socket_folder(cluster_folder(installation.home))
    with psycopg.connect(host=str(sockets), user="postgres", dbname="minzheng") as connection:
        row = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
    return int(row[0]) if row else -1


def test_it_stops_without_a_trace(serving: Installation) -> None:
    numbers = serving.children()
    assert all(alive(number) for number in numbers.values())
    done = serving.run("stop")
    assert "已停止" in done.stdout
    assert not [name for name, number in numbers.items() if alive(number)]
    assert "没有在运行" in serving.run("stop").stdout


def test_a_port_that_is_taken_is_told(stopped: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = stopped.run("serve", "--port", port)
        assert done.returncode == 2
        assert "--port" in done.stdout
        detached = stopped.run("serve", "--detach", "--port", port)
        assert detached.returncode == 2
        assert "没有启动成功" in detached.stdout


@pytest.mark.parametrize("part", ["web", "worker", "database"])
def test_a_part_that_is_killed_comes_back(serving: Installation, part: str) -> None:
    before = serving.children()
    os.kill(before[part], signal.SIGKILL)
    assert soon(lambda: serving.children()[part] not in (0, before[part]))
    assert soon(serving.answers)
    after = serving.children()
    assert after["supervisor"] == before["supervisor"]
    assert alive(after[part])


def test_after_a_killed_supervisor_stop_still_stops_everything(serving: Installation) -> None:
    numbers = serving.children()
    os.kill(numbers["supervisor"], signal.SIGKILL)
    assert soon(lambda: not alive(numbers["supervisor"]))
    assert alive(numbers["web"])
    assert "已停止" in serving.run("stop").stdout
    assert not [name for name, number in numbers.items() if alive(number)]


def test_it_does_not_start_twice(serving: Installation) -> None:
    again = serving.run("serve", "--port", str(free_port()))
    assert again.returncode == 2
    assert "平台已在运行" in again.stdout
    detached = serving.run("serve", "--detach", "--port", str(free_port()))
    assert (detached.returncode, "平台已在运行" in detached.stdout) == (0, True)


def test_the_web_defers_jobs_and_the_worker_does_them(serving: Installation) -> None:
    surroundings = {**serving.environment, "DJANGO_SETTINGS_MODULE": "minzheng.config.settings"}
    subprocess.run([sys.executable, "-c", DEFER], env=surroundings, check=True)
    assert soon(lambda: jobs(serving) == 0)


def test_an_empty_database_is_not_served(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "empty", free_port())
    done = installation.run("serve", "--port", str(installation.port))
    installation.run("stop")
    assert done.returncode == 2
    assert "minzheng migrate" in done.stdout


def test_what_is_written_down_is_json_and_names_no_page(serving: Installation) -> None:
    assert serving.answers()
    log = (serving.home / "logs" / "serve.log").read_text()
    assert "GET /health" not in log


def test_a_running_platform_is_backed_up(serving: Installation) -> None:
    done = serving.run("backup")
    assert done.returncode == 0, done.stdout
    assert "密钥" in done.stdout
    refused = serving.run("restore")
    assert (refused.returncode, "minzheng stop" in refused.stdout) == (2, True)
    serving.run("stop")
    restored = serving.run("restore")
    assert restored.returncode == 0, restored.stdout
    serving.serve()
    assert serving.answers()
