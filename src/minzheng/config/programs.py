"""What the operating system says about programs that run."""

import subprocess
from pathlib import Path

_PROC = Path("/proc")


def command_of(number: int) -> str:
    """The command line of a running program, "" if there is none with that number."""
    if _PROC.is_dir():
        try:
            content = (_PROC / str(number) / "cmdline").read_bytes()
        except OSError:
            return ""
        return content.replace(b"\0", b" ").decode("utf-8", errors="replace").strip()
    return subprocess.run(  # noqa: S603 - a program of the system, with a number as its argument
        ["/bin/ps", "-o", "command=", "-p", str(number)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
