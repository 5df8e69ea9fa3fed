"""Make a virtual environment exactly as locked: ``python tools/set_up.py FOLDER SET``.

SET is ``run``, ``dev`` or ``bench``: a file of that name in ``requirements/``. Safe to repeat, and
quick when nothing has changed: a stamp in the environment says which locks it holds. ``dev`` holds
everything of ``run``, so a ``run`` environment grows into a ``dev`` one without starting again; any
other difference, and any set-up that was cut short, starts from an empty environment.

Only the standard library, because this runs before anything is installed. Pip's own settings (a
mirror, a proxy) are respected; what it may install is fixed by the hashes in the locks.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
STAMP = "set-up.json"
CONTAINS = {"run": ["run"], "dev": ["dev", "run"], "bench": ["bench"]}
WITH_DESK = ("run", "dev")
FETCH_ASSETS = ROOT / "tools" / "fetch_assets.py"


class SetUpFailed(Exception):
    """What a person should read instead of a traceback."""


def digest(*files: Path) -> str:
    """A hash of the contents of files and of the Python that runs this."""
    whole = hashlib.sha256(sys.version.encode())
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()


def lock(name: str) -> Path:
    """The lock file of a set."""
    return ROOT / "requirements" / f"{name}.txt"


def lock_digest(name: str) -> str:
    """What identifies a set's installed packages."""
    return digest(lock("build"), lock(name))


def read_stamp(folder: Path) -> dict[str, str]:
    """What an environment holds; empty if it was never finished."""
    try:
        stamp: dict[str, str] = json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def write_stamp(folder: Path, stamp: dict[str, str]) -> None:
    """Record what an environment now holds."""
    (folder / STAMP).write_text(json.dumps(stamp, indent=2))


def python_of(folder: Path) -> Path:
    """The Python inside an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pip(folder: Path, *arguments: str | Path) -> None:
    """Run the environment's pip; it is quiet unless something goes wrong."""
    command = [python_of(folder), "-m", "pip", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpFailed(
            "The packages could not be installed; pip says why above. If the network is at fault, "
            "run the same command again: what has been downloaded is kept."
        )


def empty_environment(folder: Path) -> None:
    """An environment with nothing but pip."""
    try:
        venv.create(folder, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise SetUpFailed(
            f"No virtual environment could be made in {folder.name}. On Debian and Ubuntu the "
            f"package python3-venv is needed.\n{error}"
        ) from error


def install(folder: Path, name: str) -> None:
    """Install a set: first what builds packages, then the rest, all by hash."""
    pip(folder, "install", "-qq", "--require-hashes", "-r", lock("build"))
    pip(folder, "install", "-qq", "--require-hashes", "--no-build-isolation", "-r", lock(name))


def install_project(folder: Path) -> None:
    """Make ``import minzheng`` and the command ``minzheng`` work from the source tree."""
    pip(folder, "install", "-qq", "--no-deps", "--no-build-isolation", "--editable", ROOT)


@contextmanager
def assets_meanwhile(folder: Path) -> Iterator[None]:
    """Fetch them while pip works, where the system has npm; what fails is tried again later."""
    begun = None
    if shutil.which("npm"):
        command = [sys.executable, str(FETCH_ASSETS), str(folder)]
        nowhere = subprocess.DEVNULL
        begun = subprocess.Popen(command, cwd=ROOT, stdout=nowhere, stderr=nowhere)
    try:
        yield
    finally:
        if begun is not None:
            begun.wait()


def fetch_assets(folder: Path) -> None:
    """The styles and scripts of the desk and the fonts of letters, which are npm packages."""
    command = [python_of(folder), FETCH_ASSETS, folder]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpFailed("The environment is ready, the styles and scripts of the desk are not.")


def set_up(folder: Path, name: str) -> None:
    """Bring an environment to a set, doing only what is needed."""
    project = digest(ROOT / "pyproject.toml")
    stamp = read_stamp(folder)
    current = all(lock_digest(held) == stamp[held] for held in CONTAINS if held in stamp)
    if not (current and name in stamp):
        began = time.monotonic()
        print(f"Setting up {folder.name} ({name}); this is slow the first time only …", flush=True)
        if not (stamp and current):
            empty_environment(folder)
        (folder / STAMP).unlink(missing_ok=True)
        with assets_meanwhile(folder) if name in WITH_DESK else nullcontext():
            install(folder, name)
        stamp = {held: lock_digest(held) for held in CONTAINS[name]}
        write_stamp(folder, stamp)
        print(f"… {folder.name} is ready after {time.monotonic() - began:.0f} s.", flush=True)
    if stamp.get("project") != project:
        install_project(folder)
        write_stamp(folder, {**stamp, "project": project})
    if name in WITH_DESK:
        fetch_assets(folder)


def main(arguments: list[str]) -> int:
    """Command line; returns the exit code."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Minzheng needs Python 3.11 or newer, not {found}. Try: make PYTHON=python3.11 …")
        return 2
    if len(arguments) != 2 or arguments[1] not in CONTAINS:
        print("Usage: python tools/set_up.py FOLDER run|dev|bench")
        return 2
    try:
        set_up(ROOT / arguments[0], arguments[1])
    except SetUpFailed as failure:
        print(failure)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The next command starts the set-up again.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
