"""The commands that a newcomer meets exist, say what they do, and CI runs no other."""

import os
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

COMMANDS = ["setup", "demo", "stop", "test", "check", "fix", "load", "bench", "lock", "clean"]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make at the root of the project."""
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )


def test_make_alone_lists_the_commands() -> None:
    listed = [line.split()[1] for line in make().stdout.splitlines() if line.startswith("  make ")]
    assert listed == ["help", *COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_can_be_planned(command: str) -> None:
    assert make("--dry-run", command).stdout


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    steps = [line for line in script.read_text().splitlines() if line and line[0] != "#"]
    assert steps == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]


@pytest.mark.parametrize("arguments", [[], [".venv"], [".venv", "everything"]])
def test_set_up_explains_how_it_is_called(arguments: list[str]) -> None:
    command = [sys.executable, str(ROOT / "tools" / "set_up.py"), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (
        2,
        "Usage: python tools/set_up.py FOLDER run|dev|bench\n",
    )
