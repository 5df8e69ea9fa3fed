"""``minzheng audit``: verifying and handing out the audit trail, erasing details of events."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.errors import InvalidValue
from minzheng.config.commands.screen import console
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole, Environment, read_environment
from minzheng.config.installation import embedded_server

CHECKPOINT_FILE = "checkpoints.jsonl"
_API = "minzheng.kernel.audit.api"

audit = typer.Typer(cls=ChineseGroup, no_args_is_help=True, help="审计: 校验、导出、状态、清除")

Outside = Annotated[
    Path | None,
    typer.Option("--checkpoints", help="移交在外的检查点文件, 不给时用本机的一份"),
]


@audit.command()
def verify(
    checkpoints: Outside = None,
    details: Annotated[bool, typer.Option("--details", help="同时逐条校验加密的明细")] = False,
) -> None:
    """校验整条审计链: 有没有改动、删除、插入、截尾或重写。"""
    environment = _ready()
    file = checkpoints or environment.checkpoints / CHECKPOINT_FILE
    if checkpoints is not None and not file.is_file():
        raise InvalidValue(f"没有检查点文件 {file}。")
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    try:
        finding = run_as(DatabaseRole.AUDITOR, f"{_API}:verify", checkpoints=lines)
    except ValueError:
        raise InvalidValue(f"{file} 不是检查点文件, 或其中有一行损坏。") from None
    for line in run_as(DatabaseRole.AUDITOR, f"{_API}:report", finding=finding, signatures=True):
        console.print(line, markup=False)
    wrong = list(run_as(DatabaseRole.AUDITOR, f"{_API}:payload_problems")) if details else []
    for line in wrong:
        console.print(line, markup=False)
    if finding.problems or wrong:
        sys.exit(1)


@audit.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个文件")],
) -> None:
    """导出审计链, 供监督部门用 verify_audit.py 离线校验（不含明细）。"""
    _ready()
    if target.exists():
        raise InvalidValue(f"{target} 已存在, 请换一个文件名。")
    with target.open("xb") as file:
        count = run_as(DatabaseRole.WORKER, f"{_API}:export", file=file, actor=_operator())
    verifier = target.with_name("verify_audit.py")
    verifier.write_bytes(run_as(DatabaseRole.WORKER, f"{_API}:stand_alone").read_bytes())
    keys = run_as(DatabaseRole.WORKER, f"{_API}:public_keys")
    console.print(f"已导出{count}条到 {target}, 校验程序在 {verifier}。")
    for number, key in keys.items():
        console.print(f"公钥: --public-key {number}:{key.hex()}", markup=False, soft_wrap=True)


@audit.command()
def status() -> None:
    """封存到哪里、滞后多少、最近一次检查点和公钥。"""
    _ready()
    found = run_as(DatabaseRole.AUDITOR, f"{_API}:status")
    console.print(f"已封存{found.size}条, 链值 {found.head}", markup=False, soft_wrap=True)
    seconds = int(found.lag.oldest.total_seconds())
    console.print(f"待封存{found.lag.waiting}条, 最早的已等{seconds}秒")
    last = found.checkpoint
    told = f"{last:%Y-%m-%d %H:%M:%S} UTC, {found.checkpoint_size}条" if last else "还没有"
    console.print(f"最近检查点: {told}")
    for number, key in found.keys.items():
        console.print(f"公钥 {number}:{key.hex()}", markup=False, soft_wrap=True)
    if found.lag.alarming:
        console.print("封存滞后: 请检查后台任务（minzheng worker）是否在运行。")
        sys.exit(1)


@audit.command()
def erase(
    subject: Annotated[str, typer.Argument(metavar="对象", help="如 person:编号")],
    reason: Annotated[str, typer.Option("--reason", help="依据或理由")],
) -> None:
    """清除一个对象全部审计记录的明细; 记录本身和审计链保留, 清除也留下记录。"""
    kind, colon, number = subject.partition(":")
    if not (kind and colon and number):
        raise InvalidValue("对象应写作 person:编号 这样的形式。")
    _ready()
    count = run_as(
        DatabaseRole.WORKER,
        f"{_API}:erase",
        subject_type=kind,
        subject=number,
        reason=reason,
        actor=_operator(),
    )
    console.print(f"已清除{count}条记录的明细。")


def _ready() -> Environment:
    environment = read_environment()
    if environment.embedded:
        embedded_server(environment).start()
    return environment


def _operator() -> str:
    """Whoever sits at the machine, as the operating system knows them."""
    return f"{getpass.getuser()}（命令行）"
