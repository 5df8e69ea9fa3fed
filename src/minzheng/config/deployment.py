"""What must be so before an installation may serve in earnest: each shortcoming as a sentence."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.conninfo import conninfo_to_dict

from minzheng.base.errors import MinzhengError
from minzheng.config.database.connection import parameters
from minzheng.config.environment import DatabaseRole, Environment
from minzheng.config.installation import keyring_file
from minzheng.kernel.protection.cryptography import keyring

_SHORTEST_SECRET = 50
_LONGEST_SESSION = 12 * 60 * 60
_TLS = ("verify-full", "verify-ca")
_STYLES = "vendor/tabler.min.css"

Check = Callable[[Environment], Iterator[str]]


def shortcomings(environment: Environment, *, deploy: bool) -> list[str]:
    """Everything that is wrong with an installation; ``deploy`` adds what production demands."""
    wanted = (*_ALWAYS, *_DEPLOY) if deploy else _ALWAYS
    return [sentence for check in wanted for sentence in check(environment)]


def _programs(environment: Environment) -> Iterator[str]:
    """Django's own checks, ours among them; English where they come from others."""
    for found in checks.run_checks():
        if found.level >= checks.WARNING and not found.is_silenced():
            yield f"{found.id}: {found.msg} {found.hint or ''}".strip()


def _tables(environment: Environment) -> Iterator[str]:
    try:
        given = {"connect_timeout": 5, **parameters(environment, DatabaseRole.APP)}
        psycopg.connect(**given).close()
    except psycopg.Error as error:
        yield f"连接不上数据库: {error}"
        return
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield f"数据库缺少 {len(missing)} 项升级, 请运行 minzheng migrate。"


def _pages(environment: Environment) -> Iterator[str]:
    if finders.find(_STYLES) is None:
        yield (f"缺少网页样式 {_STYLES}; 请运行 make setup, 或用 MINZHENG_ASSETS 指明文件夹。")
    if not settings.LETTER_FONTS.is_dir():
        yield "缺少文书字体: 请运行 make setup, 或用 MINZHENG_ASSETS 指明文件夹。"


def _mode(environment: Environment) -> Iterator[str]:
    if not environment.production:
        yield "没有设置 MINZHENG_PRODUCTION=1: 登录凭据会经未加密的连接发送。"
    if environment.debug:
        yield "MINZHENG_DEBUG 已打开: 出错页面会显示个人信息。请去掉它。"
    if environment.embedded:
        yield "正在使用内置数据库。正式使用请设置 DATABASE_URL, 用独立的 PostgreSQL。"


def _secrets(environment: Environment) -> Iterator[str]:
    secret = environment.secret_key
    if not secret:
        yield "没有签名密钥: 请设置 MINZHENG_SECRET_KEY_FILE, 或运行 minzheng keys create。"
    elif len(secret) < _SHORTEST_SECRET or secret.startswith(("django-insecure", "only-for-tests")):
        yield f"签名密钥太短或是示例值; 应为至少 {_SHORTEST_SECRET} 个随机字符。"
    try:
        keyring.load(keyring_file(environment.home), environment.master_key)
    except MinzhengError as error:
        yield error.message


def _folders(environment: Environment) -> Iterator[str]:
    for folder in (environment.home, environment.home / "keys", environment.home / "documents"):
        if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            yield f"文件夹 {folder} 对其他用户开放; 请运行 chmod 700。"
    if _within(environment.checkpoints, environment.home):
        yield (
            "审计检查点保存在本机的 MINZHENG_HOME 中, 管理本机的人可以一并改动。"
            "请用 MINZHENG_CHECKPOINTS 指向其他部门的共享文件夹或只写介质。"
        )


def _names(environment: Environment) -> Iterator[str]:
    if "*" in environment.hosts:
        yield "MINZHENG_HOSTS 不能是 *; 请写明本平台的域名。"
    elif set(environment.hosts) <= {"localhost", "127.0.0.1", "[::1]"}:
        yield "没有设置 MINZHENG_HOSTS: 别的机器无法访问。请写明本平台的域名。"
    if not environment.behind_proxy:
        yield (
            "没有设置 MINZHENG_BEHIND_PROXY=1: 平台本身不提供加密连接, "
            "应放在 nginx 之后, 由它提供 HTTPS 并转告来访地址。"
        )


def _login(environment: Environment) -> Iterator[str]:
    if not getattr(settings, "AXES_ENABLED", True) or settings.AXES_FAILURE_LIMIT > 10:
        yield "登录失败锁定没有启用, 或允许的次数过多。"
    if settings.AXES_LOCKOUT_PARAMETERS != [["username", "ip_address"]]:
        yield "登录失败锁定应按账号和地址一起计数, 否则会锁住同一出口的整个单位。"
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield "登录凭据没有限定在加密连接上。"
    if not settings.SESSION_COOKIE_HTTPONLY or settings.SESSION_COOKIE_AGE > _LONGEST_SESSION:
        yield "登录有效期超过 12 小时, 或凭据可被脚本读取。"
    if "argon2" not in settings.PASSWORD_HASHERS[0].lower():
        yield "密码没有用 Argon2 保存。"


def _database(environment: Environment) -> Iterator[str]:
    if environment.embedded:
        return
    for role in (DatabaseRole.APP, DatabaseRole.WORKER):
        try:
            given = conninfo_to_dict(environment.url(role))
            yield from _transport(given, role)
            with psycopg.connect(**parameters(environment, role)) as opened:
                yield from _powers(opened, role)
        except (MinzhengError, psycopg.Error) as error:
            yield f"角色 {role} 连接不上数据库: {error}"


def _transport(given: dict[str, str | int | None], role: DatabaseRole) -> Iterator[str]:
    host = str(given.get("host") or "")
    local = host.startswith("/") or host in {"", "localhost", "127.0.0.1", "::1"}
    if not local and given.get("sslmode") not in _TLS:
        yield f"角色 {role} 到数据库的连接没有验证证书; 请加 sslmode=verify-full。"


def _powers(opened: psycopg.Connection, role: DatabaseRole) -> Iterator[str]:
    row = opened.execute(
        "SELECT current_user, rolsuper OR rolbypassrls OR rolcreaterole, "
        "pg_has_role(current_user, %s, 'MEMBER') FROM pg_roles WHERE rolname = current_user",
        [DatabaseRole.OWNER.value],
    ).fetchone()
    if row is None or row[0] != role.value:
        yield f"应以角色 {role} 连接数据库, 实际是 {row[0] if row else '未知'}。"
    elif row[1] or row[2]:
        yield f"角色 {role} 的权限过大, 行级权限对它无效; 请按 minzheng database roles 设置。"


def _within(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())


_ALWAYS: tuple[Check, ...] = (_programs, _tables, _pages)
_DEPLOY: tuple[Check, ...] = (_mode, _secrets, _folders, _names, _login, _database)
