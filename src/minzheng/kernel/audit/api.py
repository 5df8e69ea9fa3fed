"""What other packages may use of the trail."""

from minzheng.kernel.audit.actions import ACTIONS, UnknownAction, title_of
from minzheng.kernel.audit.actors import NOBODY, Acting, acting, acting_as
from minzheng.kernel.audit.erasing import erase, payload_problems
from minzheng.kernel.audit.reading import (
    EventView,
    Wanted,
    history,
    payload_of,
    search_events,
)
from minzheng.kernel.audit.recording import JSON, Entry, Result, record, record_many
from minzheng.kernel.audit.sealing import (
    Lag,
    SealingBehind,
    checkpoint,
    lag,
    require_sealing,
    seal_all,
    seal_pending,
)
from minzheng.kernel.audit.verify_audit import Finding, report
from minzheng.kernel.audit.verifying import Status, export, public_keys, stand_alone, status, verify
from minzheng.kernel.protection.labels import Label

__all__ = [
    "ACTIONS",
    "JSON",
    "NOBODY",
    "Acting",
    "Entry",
    "EventView",
    "Finding",
    "Label",
    "Lag",
    "Result",
    "SealingBehind",
    "Status",
    "UnknownAction",
    "Wanted",
    "acting",
    "acting_as",
    "checkpoint",
    "erase",
    "export",
    "history",
    "lag",
    "payload_of",
    "payload_problems",
    "public_keys",
    "record",
    "record_many",
    "report",
    "require_sealing",
    "seal_all",
    "seal_pending",
    "search_events",
    "stand_alone",
    "status",
    "title_of",
    "verify",
]
