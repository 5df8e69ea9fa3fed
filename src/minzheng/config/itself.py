"""Runs commands of ours as programs of their own: each may need another role in the database."""

import subprocess
import sys

from minzheng.base.errors import MinzhengError

ITSELF = (sys.executable, "-m", "minzheng.config.command_line")


class StepFailed(MinzhengError):
    """A command that another command runs did not succeed; it has said why."""


def run_itself(*arguments: str, quiet: bool = False) -> str:
    """Run ``minzheng`` with arguments; returns what it wrote if ``quiet``, else shows it.

    Raises ``StepFailed``.
    """
    done = subprocess.run(  # noqa: S603 - this very program
        [*ITSELF, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StepFailed(f"步骤 minzheng {arguments[0]} 没有成功, 原因见上。")
    return done.stdout or ""
