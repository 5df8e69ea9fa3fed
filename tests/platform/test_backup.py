"""The restore drill: what was backed up comes back, to the end or to a moment."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from minzheng.base.errors import InvalidValue, MinzhengError
from minzheng.config.database.backup import Backup, backups_in, make_backup
from minzheng.config.database.embedded import EmbeddedServer
from minzheng.config.database.restore import RestoreFailed, choose_backup, restore
from minzheng.config.database.sealed_keys import open_keys, seal_keys
from minzheng.config.database.wal_archive import first_segment, wal_folder
from minzheng.config.environment import Environment, read_environment
from minzheng.config.installation import embedded_server, prepare
from minzheng.kernel.protection.cryptography import keyring

pytestmark = pytest.mark.slow
PASSPHRASE = "正确的马电池订书钉 2026"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Environment]:
    """A running installation with one row, one document and keys."""
    environment = read_environment({"MINZHENG_HOME": str(tmp_path / "office")})
    prepare(environment)
    (environment.home / "documents" / "ab").mkdir()
    (environment.home / "documents" / "ab" / "abcd").write_bytes(b"sealed content")
    write(server(environment), "CREATE TABLE kept (name text)", "INSERT INTO kept VALUES ('first')")
    yield environment
    server(environment).stop()


def server(environment: Environment) -> EmbeddedServer:
    """The installation's database server."""
    return embedded_server(environment)


def write(where: EmbeddedServer, *statements: str) -> None:
    """Execute and commit statements one by one."""
    with where.connect("minzheng") as connection:
        for statement in statements:
            connection.execute(statement.encode())


def names(environment: Environment) -> list[str]:
    """What is kept."""
    with server(environment).connect("minzheng") as connection:
        return [row[0] for row in connection.execute("SELECT name FROM kept ORDER BY name")]


def archived(environment: Environment) -> None:
    """Wait until everything committed so far is in the archive."""
    with server(environment).connect("minzheng") as connection:
        row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert row is not None
    deadline = time.monotonic() + 30
    while not (wal_folder(environment.home) / f"{row[0]}.gz").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def backed_up(environment: Environment, keep: int = 7) -> Backup:
    """A backup in the usual folder."""
    return make_backup(environment, environment.home / "backups", keep)


def test_a_mistake_is_undone_by_going_back_to_the_moment_before(office: Environment) -> None:
    backup = backed_up(office)
    write(server(office), "INSERT INTO kept VALUES ('second')")
    time.sleep(0.2)
    before = datetime.now(UTC)
    time.sleep(0.2)
    write(server(office), "DELETE FROM kept", "INSERT INTO kept VALUES ('mistake')")
    archived(office)
    server(office).stop()
    (office.home / "documents" / "ab" / "abcd").unlink()

    aside = restore(office, backup, before)

    assert names(office) == ["first", "second"]
    assert (office.home / "documents" / "ab" / "abcd").read_bytes() == b"sealed content"
    assert aside is not None
    assert (aside / "PG_VERSION").exists()


def test_after_a_crash_everything_acknowledged_comes_back(office: Environment) -> None:
    """The last changes were in no archive yet: they are taken from the former database."""
    backup = backed_up(office)
    write(server(office), "INSERT INTO kept VALUES ('just now')")
    number = server(office).running()
    assert number is not None
    os.kill(number, signal.SIGKILL)
    while server(office).running() is not None:
        time.sleep(0.01)
    restore(office, backup, None)
    assert names(office) == ["first", "just now"]


def test_the_disk_is_lost_and_the_archive_remains(office: Environment, tmp_path: Path) -> None:
    """A new machine with the backup, the archive and the keys of the old one."""
    backup = backed_up(office)
    write(server(office), "INSERT INTO kept VALUES ('second')")
    archived(office)
    sealed = tmp_path / "keys.sealed"
    seal_keys(office.home / "keys", sealed, PASSPHRASE)
    keys = (office.home / "keys" / "keyring.json").read_bytes()

    anew = read_environment({"MINZHENG_HOME": str(tmp_path / "anew")})
    anew.home.mkdir()
    wal_folder(office.home).rename(wal_folder(anew.home))
    open_keys(sealed, anew.home / "keys", PASSPHRASE)
    try:
        assert restore(anew, backup, None) is None
        assert names(anew) == ["first", "second"]
    finally:
        server(anew).stop()
        wal_folder(anew.home).rename(wal_folder(office.home))
    assert (anew.home / "keys" / "keyring.json").read_bytes() == keys


def test_a_restored_database_is_backed_up_and_restored_again(office: Environment) -> None:
    first = backed_up(office)
    archived(office)
    server(office).stop()
    restore(office, first, None)
    write(server(office), "INSERT INTO kept VALUES ('after')")
    archived(office)
    server(office).stop()
    restore(office, first, None)
    assert names(office) == ["after", "first"]


def test_a_moment_that_was_not_kept_is_refused(office: Environment) -> None:
    backup = backed_up(office)
    archived(office)
    server(office).stop()
    with pytest.raises(RestoreFailed, match="没有恢复成功"):
        restore(office, backup, datetime.now(UTC) + timedelta(hours=1))
    with pytest.raises(InvalidValue, match="没有"):
        choose_backup(backup.folder.parent, datetime.now(UTC) - timedelta(hours=1))
    assert choose_backup(backup.folder.parent, None) == backup


def test_a_damaged_backup_is_noticed(office: Environment) -> None:
    backup = backed_up(office)
    server(office).stop()
    base = backup.database / "base.tar.gz"
    content = bytearray(base.read_bytes())
    content[len(content) // 2] ^= 0xFF
    base.write_bytes(bytes(content))
    with pytest.raises(RestoreFailed, match="损坏"):
        restore(office, backup, None)


def test_a_running_database_is_not_overwritten(office: Environment) -> None:
    backup = backed_up(office)
    with pytest.raises(InvalidValue, match="minzheng stop"):
        restore(office, backup, None)
    assert names(office) == ["first"]


def test_old_backups_go_and_their_changes_with_them(office: Environment) -> None:
    first = backed_up(office)
    archived(office)
    time.sleep(1.1)
    second = backed_up(office, keep=1)
    assert backups_in(office.home / "backups") == [second]
    needed = first_segment(second.database / "backup_manifest")
    kept = [file.stem for file in wal_folder(office.home).glob("*.gz")]
    assert all(name[8:24] >= needed[8:] for name in kept)
    assert not first.folder.exists()


def test_a_backup_holds_no_keys(office: Environment) -> None:
    backup = backed_up(office)
    assert not [file for file in backup.folder.rglob("*") if "key" in file.name]
    assert backup.folder.stat().st_mode & 0o077 == 0


def test_sealed_keys_want_no_master_key(tmp_path: Path) -> None:
    keys, sealed, master = tmp_path / "keys", tmp_path / "sealed", os.urandom(32)
    before = keyring.ensure(keys / "keyring.json", datetime.now(UTC), master)
    with pytest.raises(MinzhengError, match="MINZHENG_MASTER_KEY_FILE"):
        seal_keys(keys, sealed, PASSPHRASE)
    seal_keys(keys, sealed, PASSPHRASE, master)
    open_keys(sealed, tmp_path / "other", PASSPHRASE)
    assert keyring.load(tmp_path / "other" / "keyring.json") == before


def test_sealed_keys_want_their_passphrase(tmp_path: Path) -> None:
    keys, sealed = tmp_path / "keys", tmp_path / "sealed"
    keys.mkdir()
    (keys / "keyring.json").write_text("{}")
    with pytest.raises(InvalidValue, match="太短"):
        seal_keys(keys, sealed, "short")
    seal_keys(keys, sealed, PASSPHRASE)
    with pytest.raises(InvalidValue, match="口令不对"):
        open_keys(sealed, tmp_path / "other", PASSPHRASE + "?")
    with pytest.raises(InvalidValue, match="没有覆盖"):
        open_keys(sealed, keys, PASSPHRASE)
    with pytest.raises(InvalidValue, match="已存在"):
        seal_keys(keys, sealed, PASSPHRASE)
    assert b"{}" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o777 == 0o600
