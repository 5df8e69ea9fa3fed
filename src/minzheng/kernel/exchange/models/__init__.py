"""The tables of imports, exports and checks."""

from minzheng.kernel.exchange.models.checks import (
    Authorisation,
    CheckAnswer,
    CheckRequest,
    CheckRound,
    Difference,
    SourceCircuit,
)
from minzheng.kernel.exchange.models.exports import ExportRequest
from minzheng.kernel.exchange.models.imports import ImportFile, ImportJob, ImportPart

__all__ = [
    "Authorisation",
    "CheckAnswer",
    "CheckRequest",
    "CheckRound",
    "Difference",
    "ExportRequest",
    "ImportFile",
    "ImportJob",
    "ImportPart",
    "SourceCircuit",
]
