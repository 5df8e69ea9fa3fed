"""Reading an input: a workbook, CSVs, Parquet or a snapshot, checked in full."""

from minzheng.interfaces.calculator.reading.leaving_out import LeftOut
from minzheng.interfaces.calculator.reading.problems import (
    Problem,
    Severity,
    UnreadableInput,
)
from minzheng.interfaces.calculator.reading.reader import Progress, Reading, read_input

__all__ = [
    "LeftOut",
    "Problem",
    "Progress",
    "Reading",
    "Severity",
    "UnreadableInput",
    "read_input",
]
