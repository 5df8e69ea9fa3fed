"""What exchange needs from above: who reads and writes files, which cases are open, departments.

Config installs them at start. Nothing here knows the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import pyarrow as pa

from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access.actor import Actor
from minzheng.rules.numbers.parameter_set import ParameterSet

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


@dataclass(frozen=True, slots=True)
class CasePurpose:
    """A case as the purpose of a query. `persons` are meant where there is no household."""

    case: UUID
    number: str
    item_title: str
    open: bool
    household: UUID | None
    persons: tuple[UUID, ...]
    declared_on: date


class CaseOpen(Protocol):
    """Whether a case is open, and who belongs to it."""

    def __call__(self, case: UUID) -> CasePurpose | None:
        """The case within the entered scope; None for what is not seen."""
        ...


class KeepsAway(Protocol):
    """Whoever is near the people of a case keeps away from its check, as from all of it (回避)."""

    def __call__(self, actor: Actor, case: UUID, permission: str) -> None:
        """Raises `Recused`."""
        ...


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """What a department is told: a reference, who is meant, which months, and what for.

    `reference` is the same however often the question is put: asked twice, it is one question.
    """

    reference: str
    source: CheckSource
    number: str = field(repr=False)
    name: str = field(repr=False)
    since: str
    until: str
    purpose: str
    authorised_on: date


class DepartmentUnreachable(Exception):
    """A department cannot be reached, or is out of order: it is tried again later."""


class Department(Protocol):
    """One department that is asked. What it answers is not trusted: it is read and checked."""

    def ask(self, query: SourceQuery) -> None:
        """Put a question; returns when it was taken. Raises `DepartmentUnreachable`."""
        ...

    def collect(
        self, query: SourceQuery, *, asked_at: datetime, now: datetime
    ) -> Sequence[Mapping[str, object]]:
        """What has been answered so far, [] for nothing yet. Raises `DepartmentUnreachable`."""
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
case_open: Installed[CaseOpen] = Installed("exchange.ports.case_open")
keeps_away: Installed[KeepsAway] = Installed("exchange.ports.keeps_away")
departments: Installed[Callable[[], Mapping[CheckSource, Department]]] = Installed(
    "exchange.ports.departments"
)
check_numbers: Installed[Callable[[], ParameterSet]] = Installed("exchange.ports.check_numbers")
