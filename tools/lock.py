"""Resolve ``requirements/*.txt`` from ``pyproject.toml``: ``make lock``, ``make lock UPGRADE=1``.

Each lock pins versions and hashes for every platform and every Python from 3.11, and names no
registry, so that a bureau can install from its own mirror. ``dev`` is resolved within ``run``, so
that one environment can hold both.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--custom-compile-command=make lock",
    "--allow-unsafe",  # setuptools may be pinned: it builds the packages that have no wheel
    "--quiet",
]
LOCKS: dict[str, Sequence[str]] = {
    "build": ["requirements/build.in"],
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--extra=spark", "--extra=dev", "--constraints=requirements/run.txt"],
    "bench": ["pyproject.toml", "--extra=bench", "--constraints=requirements/run.txt"],
}
"""Name of the lock -> what it is resolved from. The order matters: later ones keep to ``run``."""


def resolve(name: str, extra: Sequence[str]) -> None:
    """Write one lock."""
    command = [sys.executable, "-m", "uv", "pip", "compile", *LOCKS[name], *OPTIONS, *extra]
    command.append(f"--output-file=requirements/{name}.txt")
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main(extra: Sequence[str]) -> None:
    """Write every lock."""
    for name in LOCKS:
        resolve(name, extra)


if __name__ == "__main__":
    main(sys.argv[1:])
