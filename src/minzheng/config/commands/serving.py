"""``minzheng serve``, ``stop``, ``worker`` and ``migrate``: the platform itself."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Annotated

import typer

from minzheng.base.errors import MinzhengError
from minzheng.config.commands.screen import console
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole, Environment, read_environment
from minzheng.config.installation import embedded_server, prepare
from minzheng.config.programs import command_of
from minzheng.config.running import web
from minzheng.config.running.place import Place
from minzheng.config.running.serving import PROGRAM, reachable, serve_here
from minzheng.config.schema import note_schema

_UP_SECONDS = 90.0
_DOWN_SECONDS = 90.0

Host = Annotated[str, typer.Option("--host", help="监听的地址")]
Port = Annotated[int, typer.Option("--port", help="监听的端口", min=1, max=65535)]


class DoesNotAnswer(MinzhengError):
    """The platform was started and does not answer."""


def migrate() -> None:
    """建立或升级数据库: 表、角色、行级权限（可重复运行）。"""
    environment = read_environment()
    prepare(environment)
    run_as(
        DatabaseRole.OWNER,
        "django.core.management:call_command",
        command_name="migrate",
        interactive=False,
        verbosity=0,
    )
    note_schema(environment.home)
    console.print("数据库已是最新。")


def worker() -> None:
    """处理后台任务, 封存审计记录, 清理中断的任务（serve 会自动启动它）。"""
    checkpoints = read_environment().checkpoints
    run_as(DatabaseRole.WORKER, "minzheng.config.running.worker:work", checkpoints=checkpoints)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option("--workers", help="进程数, 0 为按处理器数", min=0)] = 0,
    detach: Annotated[bool, typer.Option("--detach", help="在后台运行, 能访问后返回")] = False,
) -> None:
    """启动平台: 数据库、网页和后台任务; 任何一个中断都会自动恢复。"""
    environment = read_environment()
    if detach:
        _serve_detached(environment, host, port, workers)
    else:
        serve_here(environment, host, port, workers, console.print)


def stop() -> None:
    """停止平台和内置数据库。"""
    environment = read_environment()
    place = Place(environment.home)
    stopped = False
    if place.occupied():
        _end(place)
        stopped = True
    if environment.embedded and embedded_server(environment).stop():
        stopped = True
    console.print("平台已停止。" if stopped else "平台没有在运行。")


def _serve_detached(environment: Environment, host: str, port: int, workers: int) -> None:
    place = Place(environment.home)
    if place.occupied():
        told = place.told()
        console.print(f"平台已在运行: {told.address if told else ''}")
        return
    log = environment.home / "logs" / "serve.log"
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arguments = ["--host", host, "--port", str(port), "--workers", str(workers)]
    with log.open("a") as opened:
        started = subprocess.Popen(  # noqa: S603 - a program of ours
            [*PROGRAM, "serve", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=opened,
            stderr=opened,
            start_new_session=True,
        )
    if not web.wait_until(
        lambda: web.answers(reachable(host), port, environment.hosts[0]),
        lambda: started.poll() is not None,
        _UP_SECONDS,
    ):
        raise DoesNotAnswer(f"平台没有启动成功。日志 {log} 的末尾:\n{_tail(log)}")
    console.print(f"平台地址: http://{web.bound(reachable(host), port)}/　日志: {log}")


def _end(place: Place) -> None:
    """Tell the supervisor to end; if it is gone already, tell its children."""
    told = place.told()
    if told is not None:
        for number in (told.supervisor, *told.children.values()):
            if _is_ours(number):
                os.kill(number, signal.SIGTERM)
                if number == told.supervisor:
                    break
    deadline = time.monotonic() + _DOWN_SECONDS
    while place.occupied():
        if time.monotonic() > deadline:
            raise MinzhengError("平台没有在规定时间内停止; 请查看日志, 或结束相应的进程。")
        time.sleep(0.1)


def _is_ours(number: int) -> bool:
    """Whether the number still belongs to a program of ours, and not to somebody else's."""
    return "minzheng" in command_of(number)


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
