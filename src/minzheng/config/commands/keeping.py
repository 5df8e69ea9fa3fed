"""``minzheng check``, ``backup``, ``restore``, ``keys`` and ``database``: looking after it all."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from minzheng.base.errors import InvalidValue
from minzheng.config.commands.screen import console
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.database.backup import make_backup
from minzheng.config.database.restore import choose_backup
from minzheng.config.database.restore import restore as bring_back
from minzheng.config.database.roles import database_statements, role_statements
from minzheng.config.database.sealed_keys import open_keys, seal_keys
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole, read_environment
from minzheng.config.installation import embedded_server, make_keys, prepare_embedded
from minzheng.config.running.place import Place
from minzheng.config.schema import forget_schema

PASSPHRASE = "MINZHENG_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable
"""The environment variable with the passphrase of sealed keys, for runs without a terminal."""

_CHINA = ZoneInfo("Asia/Shanghai")
_MEGABYTE = 1024 * 1024
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")

keys = typer.Typer(cls=ChineseGroup, no_args_is_help=True, help="密钥: 新建、另存、取回")
database = typer.Typer(cls=ChineseGroup, no_args_is_help=True, help="数据库: 启动、停止、角色")

Folder = Annotated[Path | None, typer.Option("--folder", help="备份文件夹")]
Sealed = Annotated[Path, typer.Argument(help="密钥备份文件", metavar="文件")]


def check(
    deploy: Annotated[bool, typer.Option("--deploy", help="按正式使用的要求检查")] = False,
) -> None:
    """检查安装是否完整; --deploy 检查能否正式使用。"""
    found: list[str] = run_as(
        DatabaseRole.APP,
        "minzheng.config.deployment:shortcomings",
        environment=read_environment(),
        deploy=deploy,
    )
    for number, sentence in enumerate(found, start=1):
        console.print(f"{number}. {sentence}", markup=False)
    console.print(f"发现 {len(found)} 个问题。" if found else "检查通过。")
    if found:
        sys.exit(1)


def backup(
    folder: Folder = None,
    keep: Annotated[int, typer.Option("--keep", help="保留最近几份", min=1)] = 7,
) -> None:
    """备份数据库和证明材料（不含密钥, 密钥用 minzheng keys seal 另存）。"""
    environment = read_environment()
    made = make_backup(environment, folder or environment.home / "backups", keep)
    console.print(f"备份完成: {made.folder}（{made.size / _MEGABYTE:.1f} MB）")
    console.print("备份不含密钥。没有密钥, 身份证号等无法恢复: 请用 minzheng keys seal 另存一份。")


def restore(
    folder: Folder = None,
    at: Annotated[
        str, typer.Option("--at", help="恢复到这一刻（北京时间, 如 2026-11-22 18:00）")
    ] = "",
) -> None:
    """从备份恢复内置数据库, 可以恢复到任一时刻; 现有数据移到一旁, 不删除。"""
    environment = read_environment()
    if not environment.embedded:
        raise InvalidValue("外部数据库由数据库管理员恢复, 步骤见部署文档; 这里没有改动任何数据。")
    if Place(environment.home).occupied():
        raise InvalidValue("平台正在运行, 不能恢复。请先运行 minzheng stop。")
    moment = _moment(at) if at else None
    chosen = choose_backup(folder or environment.home / "backups", moment)
    console.print(f"恢复备份: {chosen.folder}")
    aside = bring_back(environment, chosen, moment)
    embedded_server(environment).stop()
    forget_schema(environment.home)
    if aside is not None:
        console.print(f"原来的数据在 {aside}; 确认无误后可以删除。")
    console.print("恢复完成。请运行 minzheng serve, 并用 minzheng audit verify 核对审计记录。")


@keys.command("create")
def create_keys() -> None:
    """新装时建立密钥; 已有的不会改动。"""
    environment = read_environment()
    make_keys(environment)
    console.print(f"密钥在 {environment.home / 'keys'}。请用 minzheng keys seal 另存一份。")


@keys.command("seal")
def seal(target: Sealed) -> None:
    """把全部密钥加密另存为一个文件, 与数据库备份分开保管。"""
    environment = read_environment()
    passphrase = _passphrase(confirm=True)
    seal_keys(environment.home / "keys", target, passphrase, environment.master_key)
    console.print(f"密钥已加密保存到 {target}。口令和文件应由不同的人保管。")


@keys.command("open")
def open_sealed(source: Sealed) -> None:
    """从另存的文件取回密钥。"""
    folder = read_environment().home / "keys"
    open_keys(source, folder, _passphrase(confirm=False))
    console.print(f"密钥已取回到 {folder}。")


@database.command("start")
def start_database() -> None:
    """只启动内置数据库, 不启动网页。"""
    environment = read_environment()
    prepare_embedded(environment)
    console.print(f"内置数据库已启动: {embedded_server(environment).sockets}")


@database.command("stop")
def stop_database() -> None:
    """停止内置数据库。"""
    stopped = embedded_server(read_environment()).stop()
    console.print("内置数据库已停止。" if stopped else "内置数据库没有在运行。")


@database.command("roles")
def show_roles() -> None:
    """打印建立角色、扩展和权限的 SQL, 交数据库管理员在 PostgreSQL 上运行。"""
    name = read_environment().database
    lines = [*(f"{statement};" for statement in role_statements()), ""]
    lines += [f'CREATE DATABASE "{name}" OWNER {DatabaseRole.OWNER} ENCODING UTF8']
    lines[-1] += " LOCALE 'C.UTF-8' TEMPLATE template0;"
    lines += [f'\\connect "{name}"', ""]
    lines += [f"{statement};" for statement in database_statements(name)]
    lines += ["", "-- 为登录角色设置口令: \\password minzheng_app 等; 不要把口令写进脚本。"]
    console.print("\n".join(lines), markup=False)


def _moment(text: str) -> datetime:
    for form in _MOMENTS:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=_CHINA)
        except ValueError:
            continue
    raise InvalidValue(f"--at 应写作 2026-11-22 18:00 这样的北京时间, 而不是 {text}。")


def _passphrase(*, confirm: bool) -> str:
    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise InvalidValue(f"没有终端可以输入口令; 请设置环境变量 {PASSPHRASE}。")
    asked: str = typer.prompt("口令", hide_input=True, confirmation_prompt=confirm)
    return asked
