"""A platform of its own for benchmarks: its server, keys and database lie in the folder given."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from minzheng.config.database.embedded import EmbeddedServer
from minzheng.config.environment import Environment, read_environment
from minzheng.config.installation import embedded_server, prepare


@dataclass(frozen=True, slots=True)
class Place:
    """An installation that is made anew for each run."""

    environment: Environment
    variables: Mapping[str, str]

    @property
    def server(self) -> EmbeddedServer:
        """Its database server."""
        return embedded_server(self.environment)

    def superuser(self) -> psycopg.Connection:
        """Whoever owns the machine."""
        return self.server.connect(self.environment.database)

    def remove(self) -> None:
        """Stop the server and forget everything."""
        self.server.stop()
        shutil.rmtree(self.environment.home, ignore_errors=True)


def make(home: Path) -> Place:
    """Set up, migrate, and make this process one of its workers (before Django is started)."""
    ours = {"MINZHENG_HOME": str(home.absolute()), "MINZHENG_ROLE": "worker"}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "MINZHENG_"))}
    place = Place(read_environment(kept | ours), ours)
    if home.exists():
        place.remove()
    prepare(place.environment)
    command = [sys.executable, "-m", "minzheng.config.command_line", "migrate"]
    subprocess.run(command, env=kept | ours, check=True, capture_output=True)
    return place
