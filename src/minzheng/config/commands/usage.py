"""A command typed wrongly is told in one Chinese sentence, as every other mistake is."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from minzheng.base.errors import MinzhengError

_USAGE_EXIT_CODE = 2

_SENTENCES: Sequence[tuple[str, str]] = (
    (r"No such command (.+)\. Did you mean (.+)\?", r"没有命令 \1, 是否想写 \2"),
    (r"No such command (.+)\.", r"没有命令 \1"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1, 相近的有 \2"),
    (r"No such option: (.+)", r"没有选项 \1"),
    (r"Missing command\.", "缺少命令"),
    (r"Missing argument (.+)\.", r"缺少 \1"),
    (r"Missing option (.+)\.", r"缺少选项 \1"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"多写了 \1"),
    (r"Option (.+) requires an argument\.", r"选项 \1 后面要写值"),
    (r"Option (.+) does not take a value\.", r"选项 \1 后面不写值"),
    (r"Invalid value for (.+?): .*valid integer.*", r"\1 应为整数"),
    (r"Invalid value for (.+?): .*greater than or equal to (\S+)", r"\1 不得小于 \2"),
    (r"Invalid value for (.+?): .*less than or equal to (\S+)", r"\1 不得大于 \2"),
)
"""What Typer says, without its quotes -> what we say.  The first that fits."""


class UsageRefused(MinzhengError):
    """A command, option or value that there is not."""


class ChineseGroup(TyperGroup):
    """Commands whose usage errors, and those of all commands below, are Chinese."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command."""
        with _in_chinese(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Find the command and run it."""
        with _in_chinese(ctx):
            return super().invoke(ctx)


@contextmanager
def _in_chinese(ctx: Any) -> Iterator[None]:
    try:
        yield
    except typer.TyperException as error:
        said = error.format_message()
        # Without arguments a group shows its help, and has nothing more to say.
        if error.exit_code != _USAGE_EXIT_CODE or not said:
            raise
        about = getattr(getattr(error, "param", None), "help", None)
        meaning = f"（{about}）" if about else ""
        command = _command(getattr(error, "ctx", None) or ctx)
        raise UsageRefused(
            f"{_translated(said)}{meaning}。用 {command} --help 查看用法。"
        ) from error


def _translated(said: str) -> str:
    bare = said.replace("'", "")
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, bare, re.DOTALL)
        if found:
            return found.expand(sentence)
    return f"命令写得不对: {bare}"


def _command(ctx: Any) -> str:
    """The command that was typed, as far as it was recognised."""
    return " ".join(part for part in (ctx.command_path, ctx.invoked_subcommand) if part)
