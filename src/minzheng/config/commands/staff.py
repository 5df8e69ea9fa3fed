"""``minzheng staff``: the first administrators of an installation, and demo accounts."""

from typing import Annotated, Any

import typer

from minzheng.config.commands.days import day
from minzheng.config.commands.screen import console
from minzheng.config.commands.usage import ChineseGroup
from minzheng.config.django_start import run_as
from minzheng.config.environment import DatabaseRole, outbox_file, read_environment

staff = typer.Typer(cls=ChineseGroup, no_args_is_help=True, help="账号: 首批管理员, 演示账号, 停用")

_INSTALLING = "minzheng.kernel.access.installing"
_RESIDENTS = "minzheng.kernel.residents.demonstration"

Username = Annotated[str, typer.Argument(help="账号", metavar="账号")]
Division = Annotated[str, typer.Option("--division", help="行政区划代码")]


@staff.command("add")
def add(
    username: Username,
    name: Annotated[str, typer.Option("--name", help="姓名")],
    division: Division,
    identity: Annotated[
        str, typer.Option("--identity", prompt="本人身份证号", help="本人身份证号（不填则询问）")
    ],
) -> None:
    """开设账号, 打印初始密码（首次登录须修改并绑定动态口令）。"""
    password = _run("add", username=username, name=name, identity=identity, division=division)
    console.print(f"账号 {username} 的初始密码: {password}", markup=False)


@staff.command("post")
def post(
    username: Username,
    role: Annotated[
        str, typer.Option("--role", help="system_admin、audit_admin 或 security_admin")
    ],
    division: Division,
) -> None:
    """设立首批系统、审计、安全管理员（安全管理员最后设立）。"""
    console.print(f"已设立: {_run('post', username=username, role=role, division=division)}")


@staff.command("list")
def listed() -> None:
    """列出账号和岗位。"""
    for each in _run("listed"):
        state = "" if each.active else "（已停用）"
        posts = "、".join(each.posts) or "无岗位"
        console.print(f"{each.username}  {each.name}{state}  {posts}", markup=False)


@staff.command("disable")
def disable(
    username: Username,
    reason: Annotated[str, typer.Option("--reason", help="原因, 记入审计")],
) -> None:
    """立即停用账号, 已登录的会话在下一次操作时失效。"""
    _run("disable", username=username, reason=reason)
    console.print(f"账号 {username} 已停用。")


@staff.command("demo")
def demo(
    city: Annotated[str, typer.Option("--city", help="市")] = "320400",
    county: Annotated[str, typer.Option("--county", help="县（区）")] = "320402",
    town: Annotated[str, typer.Option("--town", help="镇（街道）")] = "320402001",
    village: Annotated[str, typer.Option("--village", help="村（社区）")] = "320402001204",
    neighbour: Annotated[str, typer.Option("--neighbour", help="邻镇")] = "320402004",
    since: Annotated[str, typer.Option("--since", help="任职起, 如 2026-01-01, 不给时为今天")] = "",
) -> None:
    """演示安装: 每种角色一个账号, 打印密码, 不需要动态口令; 正式安装拒绝。"""
    places = {
        "city": city,
        "county": county,
        "town": town,
        "village": village,
        "neighbour": neighbour,
    }
    console.print("演示账号（密码在后; 正式安装没有这些账号）:")
    for each in _run("demo", places=places, since=day(since)):
        console.print(f"  {each.username:<20} {each.password}  {each.posts[0]}", markup=False)
    _print_residents((village, town, county, city))


def _print_residents(divisions: tuple[str, ...]) -> None:
    """Whoever tries the portal signs in as somebody invented, with a code from the outbox."""
    found = run_as(DatabaseRole.APP, f"{_RESIDENTS}:demo_residents", divisions=divisions)
    if not found:
        return
    console.print("演示居民（在 /my/ 用身份证号码登录, 都是虚构的人）:")
    for each in found:
        console.print(f"  {each.number}  {each.name}", markup=False)
    outbox = outbox_file(read_environment().home)
    console.print(f"验证码不会真的发出, 写在 {outbox} 的最后一行。", markup=False)


def _run(function: str, **arguments: Any) -> Any:
    return run_as(DatabaseRole.APP, f"{_INSTALLING}:{function}", **arguments)
