"""The second half of ``minzheng demo``: the demo city in the platform, accounts, and cases.

Each step is done once: a second start only serves.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minzheng.base.clock import SystemClock, today
from minzheng.base.errors import InvalidValue
from minzheng.config import commands
from minzheng.config.commands.screen import console, heading
from minzheng.config.commands.serving import serve
from minzheng.config.environment import Environment, read_environment
from minzheng.config.itself import run_itself
from minzheng.config.running.place import Place
from minzheng.config.running.serving import PROGRAM
from minzheng.config.schema import schema_is_current


@dataclass(frozen=True, slots=True)
class Made:
    """Whether the calculations of a demo stand in a folder already, as they would be made now."""

    folder: Path
    wish: str

    def current(self) -> bool:
        """Whether there is nothing to do."""
        return self._file.is_file() and self._file.read_text(encoding="utf-8") == self._text()

    def note(self) -> None:
        """Write down that everything has been made."""
        self._file.write_text(self._text(), encoding="utf-8")

    @property
    def _file(self) -> Path:
        return self.folder / "made.txt"

    def _text(self) -> str:
        """The wish, and the state of the program: a changed rule makes another demo."""
        package = Path(commands.__path__[0]).parents[1]
        whole = hashlib.sha256()
        for path in sorted(_of_the_calculator(package)):
            whole.update(path.read_bytes())
        return f"{self.wish}\n{whole.hexdigest()}\n"


def _of_the_calculator(package: Path) -> Iterator[Path]:
    for part in ("adapters/population", "catalogue", "interfaces/calculator", "lines", "rules"):
        yield from (path for path in (package / part).rglob("*.py"))
        yield from (path for path in (package / part).rglob("*.yaml"))


def load_platform(city: Path, area: str) -> None:
    """Bring the database up to date, load the city into it, and open the accounts."""
    environment = read_environment()
    if environment.production or not environment.embedded:
        raise InvalidValue("演示只用内置数据库, 不会写入正式的平台; 请去掉 DATABASE_URL 等设置。")
    if not Place(environment.home).occupied():
        if not schema_is_current(environment.home):
            heading("五、建立数据库")
            run_itself("migrate")
        _load(environment, city, area)
    for title, kept in (("演示账号", _accounts(environment)), ("演示办件", _cases(environment))):
        # A platform that is running since before there were cases has none.
        if kept.is_file():
            heading(title)
            console.print(kept.read_text(encoding="utf-8").rstrip(), markup=False)


def serve_platform(host: str, port: int, *, detach: bool) -> None:
    """Serve in the background, or in the place of this program, whose memory is let go."""
    if detach:
        serve(host=host, port=port, workers=0, detach=True)
    else:
        command = [*PROGRAM, "serve", "--host", host, "--port", str(port)]
        os.execv(command[0], command)  # noqa: S606 - a program of ours


def _load(environment: Environment, city: Path, area: str) -> None:
    """The city by the same import as every other; asked to do it again, it finds it done."""
    loaded = environment.home / "demo-city.txt"
    if not (loaded.is_file() and loaded.read_text(encoding="utf-8") == str(city.resolve())):
        heading("六、导入演示城市")
        run_itself("load", str(city), "--area", area, "--on", _a_year_ago())
        loaded.write_text(str(city.resolve()), encoding="utf-8")
    accounts = _accounts(environment)
    if not accounts.is_file():
        accounts.write_text(
            run_itself("staff", "demo", "--since", _a_year_ago(), quiet=True), encoding="utf-8"
        )
        accounts.chmod(0o600)
    cases = _cases(environment)
    if not cases.is_file():
        heading("七、办理演示办件")
        cases.write_text(run_itself("cases", "demo", quiet=True), encoding="utf-8")
        cases.chmod(0o600)


def _a_year_ago() -> str:
    """Cases of the past year want people who were on file, and staff in their posts."""
    now = today(SystemClock())
    return now.replace(year=now.year - 1, day=1).isoformat()


def _cases(environment: Environment) -> Path:
    return environment.home / "demo-cases.txt"


def _accounts(environment: Environment) -> Path:
    return environment.home / "demo-accounts.txt"
