"""Loads an input in many small parts, in a program that may be killed (`test_crashes`)."""

import time
from pathlib import Path

from pytest import MonkeyPatch

from minzheng.kernel.exchange.api.imports import load_source
from minzheng.kernel.exchange.imports import packing, staging
from minzheng.kernel.exchange.ports import ReadPart

HOUSEHOLDS_AT_ONCE = 15


def load(source: Path, gate: Path | None = None) -> None:
    """Load `source` for Changzhou; with a `gate`, a folder, only once `open` lies in it."""
    if gate is not None:
        (gate / "waiting").touch()
        wait_for(gate / "open")

    def small(part: ReadPart) -> object:
        return packing.cut(part, HOUSEHOLDS_AT_ONCE)

    with MonkeyPatch.context() as patch:
        patch.setattr(staging, "cut", small)
        load_source(source, area="320400")


def wait_for(file: Path) -> None:
    """Until `file` is there."""
    while not file.exists():
        time.sleep(0.01)
