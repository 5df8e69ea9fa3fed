"""The export gate, for whoever shows it."""

from minzheng.kernel.exchange.exports.columns import SUBJECTS, Column, Subject
from minzheng.kernel.exchange.exports.gate import (
    ExportView,
    approve_export,
    count_waiting_exports,
    fetch_export,
    list_exports,
    refuse_export,
    request_export,
    trace_canary,
    trace_reference,
)
from minzheng.kernel.exchange.exports.limits import EXPORT_LIMITS, ExportLimit, limit_of
from minzheng.kernel.exchange.states import ExportState

__all__ = [
    "EXPORT_LIMITS",
    "SUBJECTS",
    "Column",
    "ExportLimit",
    "ExportState",
    "ExportView",
    "Subject",
    "approve_export",
    "count_waiting_exports",
    "fetch_export",
    "limit_of",
    "list_exports",
    "refuse_export",
    "request_export",
    "trace_canary",
    "trace_reference",
]
