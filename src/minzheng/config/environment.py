"""What the surroundings decide, read from environment variables here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from minzheng.base.errors import InvalidValue
from minzheng.kernel.protection.cryptography.master_key import NONE, read_master_key


class DatabaseRole(StrEnum):
    """The database roles as which a program of ours connects; the value is the role's name."""

    APP = "minzheng_app"
    WORKER = "minzheng_worker"
    OWNER = "minzheng_owner"
    AUDITOR = "minzheng_auditor"


_URL_VARIABLES: Mapping[DatabaseRole, str] = {
    DatabaseRole.APP: "DATABASE_URL",
    DatabaseRole.WORKER: "DATABASE_WORKER_URL",
    DatabaseRole.OWNER: "DATABASE_OWNER_URL",
    DatabaseRole.AUDITOR: "DATABASE_AUDITOR_URL",
}

_ROLES: Mapping[str, DatabaseRole] = {role.name.lower(): role for role in DatabaseRole}
_ASSETS = Path(__file__).resolve().parents[3] / "var" / "assets"
"""Where ``tools/set_up.py`` puts the styles and scripts of others, in a source tree."""

MASTER_KEY_CREDENTIAL = "minzheng-master-key"
"""The name under which systemd hands the master key to the service."""

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Environment:
    """One reading of the environment variables.

    ``home`` holds everything that this installation writes: database, keys, documents, checkpoints
    and logs. ``urls`` is empty when the embedded server is to be used. ``assets`` holds the styles
    and scripts of others, in ``vendor``, and their fonts, in ``fonts``. ``checkpoints`` should be a
    place that whoever runs this machine cannot rewrite.
    """

    home: Path
    role: DatabaseRole
    urls: Mapping[DatabaseRole, str]
    production: bool
    debug: bool
    secret_key: str
    hosts: tuple[str, ...]
    behind_proxy: bool
    database: str
    assets: Path
    backup_url: str
    checkpoints: Path
    master_key: bytes = field(default=NONE, repr=False)

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded server in ``home``."""
        return not self.urls

    def url(self, role: DatabaseRole) -> str:
        """How to reach the real server as a role.

        Raises ``InvalidValue`` when there is a real server and this role was not named.
        """
        if role not in self.urls:
            raise InvalidValue(
                f"已设 DATABASE_URL, 但没有 {_URL_VARIABLES[role]}; 请为角色 {role} 也设置连接。"
            )
        return self.urls[role]


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the variables; ``InvalidValue`` for one that cannot be understood."""
    home = Path(variables.get("MINZHENG_HOME") or "var/platform").expanduser().absolute()
    name = variables.get("MINZHENG_ROLE") or "app"
    if name not in _ROLES:
        raise InvalidValue(f"MINZHENG_ROLE 应为 {'、'.join(_ROLES)} 之一, 而不是 {name}。")
    urls = {role: url for role, key in _URL_VARIABLES.items() if (url := variables.get(key))}
    return Environment(
        home=home,
        role=_ROLES[name],
        urls=urls,
        production=_flag(variables, "MINZHENG_PRODUCTION"),
        debug=_flag(variables, "MINZHENG_DEBUG"),
        secret_key=_secret_key(variables, home),
        hosts=_hosts(variables),
        behind_proxy=_flag(variables, "MINZHENG_BEHIND_PROXY"),
        database=variables.get("MINZHENG_DATABASE") or "minzheng",
        assets=Path(variables.get("MINZHENG_ASSETS") or _ASSETS),
        checkpoints=Path(variables.get("MINZHENG_CHECKPOINTS") or home / "checkpoints"),
        backup_url=variables.get("DATABASE_BACKUP_URL") or "",
        master_key=_master_key(variables),
    )


def secret_key_file(home: Path) -> Path:
    """Where an installation that was given no secret key keeps the one it made."""
    return home / "keys" / "secret-key"


def outbox_file(home: Path) -> Path:
    """Where messages to residents' telephones are written, for a demonstration or a gateway."""
    return home / "outbox" / "messages.jsonl"


def _secret_key(variables: Mapping[str, str], home: Path) -> str:
    """The key that signs cookies and links, "" when none has been made yet."""
    given = variables.get("MINZHENG_SECRET_KEY")
    if given:
        return given
    file = Path(variables.get("MINZHENG_SECRET_KEY_FILE") or secret_key_file(home))
    return file.read_text(encoding="ascii").strip() if file.is_file() else ""


def _master_key(variables: Mapping[str, str]) -> bytes:
    """What locks the keyring: from a file that is named, or the credentials of systemd."""
    given = variables.get("MINZHENG_MASTER_KEY_FILE")
    if given:
        return read_master_key(Path(given))
    credentials = variables.get("CREDENTIALS_DIRECTORY")
    file = Path(credentials) / MASTER_KEY_CREDENTIAL if credentials else None
    return read_master_key(file) if file and file.is_file() else NONE


def _hosts(variables: Mapping[str, str]) -> tuple[str, ...]:
    names = variables.get("MINZHENG_HOSTS") or "localhost,127.0.0.1,[::1]"
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _flag(variables: Mapping[str, str], name: str) -> bool:
    text = variables.get(name, "").strip().lower()
    if text not in _YES | _NO:
        raise InvalidValue(f"{name} 应为 1 或 0, 而不是 {text}。")
    return text in _YES
