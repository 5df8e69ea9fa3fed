"""Make sure that a Chromium is there for the tests that use a browser.

No package registry of Python ships one, so it is the system's. Where none is found it is installed
by Debian's or Ubuntu's package tool, which wants root; elsewhere the message says what to do.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "google-chrome")
INSTALL = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", NAMES[0]]


def found() -> bool:
    """Whether the tests will find a browser."""
    return bool(os.environ.get("CHROMIUM")) or any(map(shutil.which, NAMES))


def install() -> bool:
    """Install the browser; whether that went well."""
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "--quiet"], INSTALL)
    return all(
        subprocess.run(step, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for step in steps
    )


def main() -> int:
    """Command line; returns the exit code."""
    if found():
        return 0
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") and install():
        return 0
    print(
        "The browser tests need Chromium: install it with your system's package tool, or name its "
        "program in the environment variable CHROMIUM."
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
