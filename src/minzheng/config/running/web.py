"""The web server: how it is started, and whether it answers."""

import http.client
import os
import socket
import sys
import time
from collections.abc import Callable

from minzheng.base.errors import InvalidValue

_PROGRAM = (sys.executable, "-m", "gunicorn")
_SETTINGS = "python:minzheng.config.running.gunicorn_settings"
_APPLICATION = "minzheng.config.wsgi:application"
_MOST_WORKERS = 8


def command(host: str, port: int, workers: int, folder: str) -> list[str]:
    """The command that starts gunicorn; ``folder`` is for its heartbeat files."""
    return [
        *(*_PROGRAM, "-c", _SETTINGS, "--bind", bound(host, port)),
        *("--workers", str(workers), "--worker-tmp-dir", folder, _APPLICATION),
    ]


def default_workers() -> int:
    """A worker for each processor: each answers several requests at a time in threads."""
    return max(2, min(os.cpu_count() or 2, _MOST_WORKERS))


def bound(host: str, port: int) -> str:
    """An address as gunicorn and people write it."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def demand_free(host: str, port: int) -> None:
    """Raises ``InvalidValue`` if something else listens at the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidValue(
                f"{bound(host, port)} 不能使用（{error.strerror}）; 请用 --port 换一个端口。"
            ) from error


def answers(host: str, port: int, name: str) -> bool:
    """Whether the server answers that it is well; ``name`` is the host name that it goes by."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/health", headers={"Host": name})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until(ready: Callable[[], bool], given_up: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again; returns whether it became ready."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        if given_up():
            return False
        time.sleep(0.1)
    return False
