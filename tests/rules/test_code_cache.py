"""Machine code is kept for the next process, and nobody else's is ever loaded."""

import os
from pathlib import Path

import pytest

from minzheng.rules.native import code_cache

CODE = b"\x7fcode"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    return tmp_path / "minzheng" / "machine-code"


def test_code_is_kept_for_its_user_alone(folder: Path) -> None:
    code_cache.keep("digest", CODE)
    assert code_cache.read("digest") == CODE
    assert [path.name for path in folder.iterdir()] == ["digest"]
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "digest").stat().st_mode & 0o077 == 0


def test_what_was_never_kept_is_not_there(folder: Path) -> None:
    assert code_cache.read("digest") is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_code_that_others_could_have_written_is_not_loaded(folder: Path, mode: int) -> None:
    code_cache.keep("digest", CODE)
    (folder / "digest").chmod(mode)
    assert code_cache.read("digest") is None


def test_code_in_a_folder_that_others_could_have_written_is_not_loaded(folder: Path) -> None:
    code_cache.keep("digest", CODE)
    folder.chmod(0o777)
    assert code_cache.read("digest") is None


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(CODE)
    folder.mkdir(parents=True, mode=0o700)
    (folder / "digest").symlink_to(elsewhere)
    assert code_cache.read("digest") is None


def test_where_nothing_can_be_written_nothing_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refused)
    code_cache.keep("digest", CODE)
    assert code_cache.read("digest") is None


def test_the_oldest_go_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_cache, "_MOST", 2)
    for age, digest in enumerate(["third", "second", "first"]):
        code_cache.keep(digest, CODE)
        path = folder / digest
        stamp = path.stat().st_mtime - age * 60
        os.utime(path, (stamp, stamp))
    code_cache.keep("newest", CODE)
    assert {path.name for path in folder.iterdir()} == {"third", "newest"}
