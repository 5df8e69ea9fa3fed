"""The whole platform in one program that looks after the others."""

import logging.config
import sys
from collections.abc import Callable
from typing import IO

from minzheng.config.environment import Environment
from minzheng.config.installation import demand_tables, embedded_server, prepare
from minzheng.config.logs import log_configuration
from minzheng.config.running import web
from minzheng.config.running.children import Child
from minzheng.config.running.place import Place
from minzheng.config.running.supervision import Supervisor

PROGRAM = (sys.executable, "-m", "minzheng.config.running")
"""Without the weight of the commands that evaluate and simulate."""


def serve_here(
    environment: Environment, host: str, port: int, workers: int, tell: Callable[[str], None]
) -> None:
    """Serve until told to stop; ``tell`` is given the address.

    Raises ``AlreadyRunning``, ``NotInstalled``, ``ServerFailed``, and ``InvalidValue`` for a port
    that is taken.
    """
    place = Place(environment.home)
    with place.occupy() as lock:
        prepare(environment)
        demand_tables(environment)
        web.demand_free(host, port)
        logging.config.dictConfig(log_configuration())
        supervisor = Supervisor(
            place=place,
            address=f"http://{web.bound(reachable(host), port)}/",
            children=_children(environment, lock, host, port, workers),
            server=embedded_server(environment) if environment.embedded else None,
        )
        tell(f"平台地址: {supervisor.address}　按 Ctrl-C 停止。")
        supervisor.run()


def reachable(host: str) -> str:
    """An address at which a server that listens everywhere can be asked."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def _children(
    environment: Environment, lock: IO[str], host: str, port: int, workers: int
) -> list[Child]:
    folder = str(environment.home / "run")
    command = web.command(host, port, workers or web.default_workers(), folder)
    kept = (lock.fileno(),)
    return [
        Child("web", command, {"MINZHENG_ROLE": "app"}, kept),
        Child("worker", [*PROGRAM, "worker"], {"MINZHENG_ROLE": "worker"}, kept),
    ]
