"""The locks fit pyproject.toml, pin every package by hash, and agree with each other."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.sources import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<rest>.*(?:\n .*)*)", re.MULTILINE)
HOLDS = {"run": (), "dev": ("spark", "dev"), "bench": ("bench",)}
"""Name of a lock -> the extras that it holds beside the dependencies."""

each_lock = pytest.mark.parametrize("lock", HOLDS)


def text_of_lock(lock: str) -> str:
    """A lock as it stands."""
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, set[Version]]:
    """Package -> the versions pinned; several if they depend on the Python or the platform."""
    found: dict[str, set[Version]] = {}
    for pin in PIN.finditer(text_of_lock(lock)):
        found.setdefault(pin["name"], set()).add(Version(pin["version"]))
    return found


def wanted(lock: str) -> Iterator[Requirement]:
    """What pyproject.toml asks of a lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in HOLDS[lock]:
        yield from map(Requirement, project["optional-dependencies"][extra])
    yield from map(Requirement, project["dependencies"])


@each_lock
def test_a_lock_fits_what_is_asked(lock: str) -> None:
    held = pins(lock)
    unfit = [
        str(requirement)
        for requirement in wanted(lock)
        if not held.get(canonicalize_name(requirement.name))
        or not all(map(requirement.specifier.contains, held[canonicalize_name(requirement.name)]))
    ]
    assert not unfit, "run `make lock`"


@each_lock
def test_every_pin_has_a_hash(lock: str) -> None:
    assert [
        pin["name"] for pin in PIN.finditer(text_of_lock(lock)) if "sha256:" not in pin["rest"]
    ] == []


@pytest.mark.parametrize("lock", ["dev", "bench"])
def test_every_lock_holds_the_versions_that_run(lock: str) -> None:
    held = pins(lock)
    assert {name: held.get(name) for name in pins("run")} == pins("run")


def test_the_two_sparks_never_share_an_environment() -> None:
    assert not [lock for lock in HOLDS if {"pyspark", "pyspark-client"} <= pins(lock).keys()]
