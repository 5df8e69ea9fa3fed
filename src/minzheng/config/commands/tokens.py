"""``minzheng token``: tokens with which other programs use the interface."""

from typing import Annotated, Any
from uuid import UUID

import typer

from minzheng.config.commands.screen import console
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole

token = typer.Typer(cls=ChineseGroup, no_args_is_help=True, help="接口令牌: 签发, 列出, 撤销")

_TOKENS = "minzheng.kernel.access.installing_tokens"


@token.command("add")
def add(
    username: Annotated[str, typer.Argument(help="令牌代表的账号", metavar="账号")],
    title: Annotated[str, typer.Option("--title", help="给哪个系统、做什么用")],
    role: Annotated[str, typer.Option("--role", help="哪个角色的岗位（只有一个岗位时不填）")] = "",
    division: Annotated[
        str, typer.Option("--division", help="哪个区划的岗位（只有一个岗位时不填）")
    ] = "",
    permission: Annotated[
        list[str] | None, typer.Option("--permission", help="权限, 可多次; 不填为岗位的全部")
    ] = None,
    days: Annotated[int, typer.Option("--days", help="有效天数, 至多366")] = 90,
    requests_per_minute: Annotated[
        int, typer.Option("--requests-per-minute", help="每分钟请求数上限")
    ] = 600,
    records_per_day: Annotated[
        int, typer.Option("--records-per-day", help="每日查阅人次上限")
    ] = 5_000,
) -> None:
    """签发令牌, 打印一次（以后不能再查看）。"""
    raw = _run(
        "add",
        username=username,
        role=role,
        division=division,
        title=title,
        permissions=permission or [],
        days=days,
        requests_per_minute=requests_per_minute,
        records_per_day=records_per_day,
    )
    console.print(f"令牌（只显示这一次, 请妥善保存）: {raw}", markup=False, soft_wrap=True)


@token.command("list")
def listed() -> None:
    """列出令牌（不含令牌本身）。"""
    for each in _run("listed"):
        console.print(
            f"{each.id}  {each.state}  至{each.expires:%Y-%m-%d}  {each.username}  {each.title}"
            f"  {'、'.join(each.permissions)}",
            markup=False,
        )


@token.command("revoke")
def revoke(
    identifier: Annotated[UUID, typer.Argument(help="令牌编号, 见 list", metavar="编号")],
) -> None:
    """立即撤销令牌。"""
    _run("revoke", token=identifier)
    console.print("令牌已撤销。")


def _run(function: str, **arguments: Any) -> Any:
    return run_as(DatabaseRole.APP, f"{_TOKENS}:{function}", **arguments)
