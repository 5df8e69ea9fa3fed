"""A table of the input before it is understood: titles, and batches of cells of any type."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from minzheng.interfaces.calculator.reading.problems import Problem, Severity
from minzheng.rules.facts import Entity

BATCH_ROWS = 32_768
"""Rows read at a time; with some hundred columns a batch takes tens of megabytes."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that the file itself spoils, such as a CSV row with too many cells."""

    row: int
    text: str
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: their numbers as Excel shows them, and their cells, column by column."""

    rows: pa.Array
    columns: tuple[pa.Array, ...]
    faults: tuple[RowFault, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or file.  ``batches`` may be called more than once and reads afresh each time."""

    entity: Entity
    sheet: str
    titles: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SourceFault:
    """What is wrong with a table as a whole, such as a sheet that is not there."""

    entity: Entity
    sheet: str
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Source:
    """An input that was opened: its tables, and what is wrong with it as a whole."""

    path: Path
    tables: Mapping[Entity, RawTable]
    faults: tuple[SourceFault, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """The faults as problems of the log."""
        for fault in self.faults:
            yield Problem(
                Severity.ERROR, fault.entity, fault.sheet, 0, "", "", fault.wrong, fault.remedy
            )
