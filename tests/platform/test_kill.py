"""kill -9 of any part while clients write: nothing acknowledged is lost, nothing is done twice."""

import http.client
import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.config.database.connection import cluster_folder, socket_folder
from tests.platform.installations import Installation, free_port, soon

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PARTS = ("web", "worker", "database")
KILLS = 9
CLIENTS = 3
PATIENCE = 60
DIVISION = "320402001204"


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Installation, str]]:
    """A demonstration that serves, and a clerk's token."""
    installation = Installation(tmp_path / "home", free_port())
    for command in (("migrate",), ("staff", "demo")):
        done = installation.run(*command)
        assert done.returncode == 0, done.stdout
    limit = ("--requests-per-minute", "60000", "--records-per-day", "1000000")
    done = installation.run("token", "add", "town_clerk", "--title", "登记", *limit)
    assert done.returncode == 0, done.stdout
    installation.serve()
    yield installation, done.stdout.split()[-1]
    installation.run("stop")


class Client(threading.Thread):
    """Registers one person after another, each until it is acknowledged, always with one key."""

    def __init__(self, number: int, port: int, token: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.token, self.stop = number, port, token, stop
        self.acknowledged: dict[str, str] = {}
        self.repeated = 0
        self.refused: list[str] = []

    def run(self) -> None:
        """Until told to stop; what was begun is finished."""
        for sequence in range(100_000):
            if self.stop.is_set():
                return
            born = date(1950, 1, 1) + timedelta(days=sequence)
            number = synthetic_resident_id("320402", born, 100 + self.number)
            self._until_acknowledged(str(uuid4()), number)

    def _until_acknowledged(self, key: str, number: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException, ValueError):
                status, told = self._ask(key, number)
                if status == 201:
                    self.acknowledged[key] = told["id"]
                    return
                if status < 500:
                    self.refused.append(f"{status} {told}")
                    return
            self.repeated += 1
            time.sleep(0.1)
        self.refused.append("never answered")

    def _ask(self, key: str, number: str) -> tuple[int, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(
                "POST",
                "/api/v1/persons",
                json.dumps({"name": "张三", "division": DIVISION, "number": number}),
                {
                    "Authorization": f"Bearer {self.token}",
                    "X-Purpose": "handling",
                    "Idempotency-Key": key,
                    "Content-Type": "application/json",
                },
            )
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()


def test_nothing_acknowledged_is_lost_and_nothing_doubled(
    serving: tuple[Installation, str],
) -> None:
    installation, token = serving
    stop = threading.Event()
    clients = [Client(i, installation.port, token, stop) for i in range(CLIENTS)]
    for client in clients:
        client.start()
    chance = random.Random(937)
    for i in range(KILLS):
        time.sleep(chance.uniform(1.5, 3.0))
        part = PARTS[i % len(PARTS)]
        number = installation.children()[part]
        # It may be down from the kill before, and not yet be written down anew.
        with suppress(ProcessLookupError):
            if number:
                os.kill(number, signal.SIGKILL)
    assert soon(installation.answers, PATIENCE)
    time.sleep(2)
    stop.set()
    for client in clients:
        client.join(PATIENCE + 20)
    assert not [each for client in clients for each in client.refused]
    acknowledged = [each for client in clients for each in client.acknowledged.values()]
    assert len(acknowledged) > 30
    assert sum(client.repeated for client in clients) > 0, "nobody noticed the kills"
    assert len(set(acknowledged)) == len(acknowledged), "one answer for two persons"
    assert _persons(installation) == sorted(acknowledged)
    assert _registrations(installation) == sorted(acknowledged)
    verified = installation.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout


def _persons(installation: Installation) -> list[str]:
    return _column(installation, "select id::text from registry_person order by 1")


def _registrations(installation: Installation) -> list[str]:
    action = "select subject from audit_event where action = 'person.register' order by 1"
    return _column(installation, action)


def _column(installation: Installation, query: str) -> list[str]:
    sockets = socket_folder(cluster_folder(installation.home))
    with psycopg.connect(host=str(sockets), user="postgres", dbname="minzheng") as connection:
        return sorted(value for (value,) in connection.execute(query))
