"""A checkout in which a lesson is followed, and the terminal in which its commands run."""

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minzheng import lines
from minzheng.config.command_line import main
from minzheng.config.commands import screen
from minzheng.config.platform import platform
from minzheng.config.practice import LOCAL_PARAMETERS
from tests.architecture.sources import LINES

COPY = "src/minzheng/lines"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a copy of our lines, from which the platform is assembled meanwhile."""
    shutil.copytree(LINES, tmp_path / COPY, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lines, "__path__", [COPY])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _forget_modules(monkeypatch)
    monkeypatch.delenv(LOCAL_PARAMETERS, raising=False)
    monkeypatch.setattr(screen.console, "width", 120)
    yield tmp_path
    platform.cache_clear()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[list[str]], str]:
    """Runs ``minzheng …`` as a terminal would; gives what it shows, messages first."""

    def command(words: list[str]) -> str:
        assert words[0] == "minzheng"
        platform.cache_clear()
        _forget_modules(monkeypatch)
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit):
            main()
        shown = capsys.readouterr()
        return shown.err + shown.out

    return command


def _forget_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are Python: what was imported from our own checkout, or before a change, is stale."""
    importlib.invalidate_caches()
    for name in [name for name in sys.modules if name.startswith(f"{lines.__name__}.")]:
        monkeypatch.delitem(sys.modules, name)
