"""Imports, for whoever shows them."""

from minzheng.kernel.exchange.imports.command import Loaded, Watching, load_source
from minzheng.kernel.exchange.imports.orders import (
    Finding,
    ImportView,
    cancel_import,
    count_waiting_imports,
    follow_import,
    list_imports,
    problem_workbook,
    read_import,
    run_import,
    start_import,
)
from minzheng.kernel.exchange.states import ImportState

__all__ = [
    "Finding",
    "ImportState",
    "ImportView",
    "Loaded",
    "Watching",
    "cancel_import",
    "count_waiting_imports",
    "follow_import",
    "list_imports",
    "load_source",
    "problem_workbook",
    "read_import",
    "run_import",
    "start_import",
]
