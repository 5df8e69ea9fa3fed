"""Makes an installation out of nothing: folders, keys, the embedded server with an empty database.

Everything here can be repeated, and does only what is missing.
"""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from minzheng.base.errors import MinzhengError
from minzheng.config.database.connection import cluster_folder, parameters
from minzheng.config.database.embedded import EmbeddedServer
from minzheng.config.database.roles import (
    create_database,
    prepare_database,
    prepare_roles,
    prepare_template,
)
from minzheng.config.database.wal_archive import archive_settings
from minzheng.config.environment import DatabaseRole, Environment, secret_key_file
from minzheng.kernel.protection.cryptography import keyring

_PRIVATE = 0o700
_OWNER_ONLY = 0o600
_FOLDERS = ("keys", "documents", "checkpoints", "logs", "run")


class NotInstalled(MinzhengError):
    """Something must be set up before this can work."""


def keyring_file(home: Path) -> Path:
    """Where the keys lie that protect what is in the database."""
    return home / "keys" / "keyring.json"


def prepare(environment: Environment) -> None:
    """Folders and keys; for the embedded server also the cluster, the roles and the database.

    In production keys are never made by the way: a new keyring beside an old database would look
    sound, and open nothing. Raises ``NotInstalled``.
    """
    environment.home.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    for name in _FOLDERS:
        (environment.home / name).mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    if environment.production:
        _demand_keys(environment)
    else:
        _make_keys(environment)
    if environment.embedded:
        prepare_embedded(environment)


def make_keys(environment: Environment) -> None:
    """Make the keys of a new installation on purpose: ``minzheng keys create``."""
    (environment.home / "keys").mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    _make_keys(environment)


def prepare_embedded(environment: Environment) -> None:
    """Start the embedded server and see to its roles and its database."""
    server = embedded_server(environment)
    server.start()
    with server.connect() as superuser:
        prepare_roles(superuser)
        create_database(superuser, environment.database)
    with server.connect("template1") as template1:
        prepare_template(template1)
    with server.connect(environment.database) as inside:
        prepare_database(inside, environment.database)


def embedded_server(environment: Environment) -> EmbeddedServer:
    """The embedded server of an installation, which keeps its changes once there is a backup."""
    return EmbeddedServer(cluster_folder(environment.home), archive_settings(environment.home))


def demand_tables(environment: Environment) -> None:
    """Raises ``NotInstalled`` where nothing has been migrated yet."""
    with psycopg.connect(**parameters(environment, DatabaseRole.APP)) as connection:
        found = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if found is None or found[0] is None:
        raise NotInstalled("数据库里还没有表, 请先运行 minzheng migrate。")


def _make_keys(environment: Environment) -> None:
    ring = keyring_file(environment.home)
    keyring.ensure(ring, datetime.now(UTC), environment.master_key)
    file = secret_key_file(environment.home)
    if not file.exists():
        draft = file.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, _OWNER_ONLY), "w") as opened:
            opened.write(secrets.token_urlsafe(64))
        draft.rename(file)


def _demand_keys(environment: Environment) -> None:
    missing = []
    if not keyring_file(environment.home).exists():
        missing.append(f"密钥文件 {keyring_file(environment.home)}")
    if not environment.secret_key:
        missing.append("签名密钥 MINZHENG_SECRET_KEY 或 MINZHENG_SECRET_KEY_FILE")
    if missing:
        raise NotInstalled(
            f"生产环境缺少{'、'.join(missing)}。新装请运行 minzheng keys create; "
            "已有数据请从备份恢复原来的密钥, 新密钥打不开旧数据。"
        )
