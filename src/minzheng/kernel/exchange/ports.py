"""What imports and exports need from above: somebody who reads a file, somebody who writes one.

Config installs both at start. Nothing here knows the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import pyarrow as pa

Port = TypeVar("Port")
Cell = str | int | None
"""What a cell of an export holds. Identifiers and dates are text."""


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part of a checked input, in the columns of a snapshot; `contacts` by `person_no`."""

    households: pa.Table
    persons: pa.Table
    supporters: pa.Table
    contacts: pa.Table | None


@dataclass(frozen=True, slots=True)
class ReadInput:
    """The outcome of reading an input.

    `parts` is empty when there were errors that may not be skipped. `problems` are sentences, the
    first of them all; `workbook` lists every one, and is None where there are none.
    """

    parts: Iterable[ReadPart]
    accepted: bool
    problems: Sequence[str]
    errors: int
    warnings: int
    left_out: int
    workbook: Path | None


class Progress(Protocol):
    """Told how far the reading is; ``total`` is ``None`` when it is not known beforehand."""

    def __call__(self, stage: str, done: int, total: int | None, /) -> None:
        """`stage` is a Chinese phrase."""
        ...


class InputReader(Protocol):
    """Reads and checks an input, all of it."""

    def __call__(
        self,
        source: Path,
        *,
        into: Path,
        area: str,
        today: date,
        skip_bad: bool,
        progress: Progress,
    ) -> ReadInput:
        """Read `source`, using the folder `into`. Raises `MinzhengError` for what is no input."""
        ...


@dataclass(frozen=True, slots=True)
class ExportSheet:
    """A table to be written: every cell is text or a number, and none may become a formula."""

    title: str
    watermark: Sequence[str]
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


class SheetWriter(Protocol):
    """Writes a table as a workbook."""

    def __call__(self, sheet: ExportSheet) -> bytes:
        """The content of an xlsx file."""
        ...


class PortMissing(RuntimeError):
    """A program's mistake: config has not said who does this."""


class Installed(Generic[Port]):
    """One port, and what config has put there."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._installed: list[Port] = []

    def install(self, port: Port) -> None:
        """Called once by config."""
        self._installed[:] = [port]

    def __call__(self) -> Port:
        """Whoever was installed. Raises `PortMissing`."""
        if not self._installed:
            raise PortMissing(f"config installs {self._name} at start")
        return self._installed[0]


input_reader: Installed[InputReader] = Installed("exchange.ports.input_reader")
sheet_writer: Installed[SheetWriter] = Installed("exchange.ports.sheet_writer")
