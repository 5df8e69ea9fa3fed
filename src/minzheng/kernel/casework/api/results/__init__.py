"""What casework answers with. Titles are words for people, so that pages need no tables."""

from minzheng.kernel.casework.api.results.board import BoardRow, ComplianceRow
from minzheng.kernel.casework.api.results.cases import (
    CaseHead,
    CaseRow,
    CaseView,
    ClockView,
    CompletionView,
    ConferenceView,
    EventView,
    FlagView,
    ObjectionView,
    PersonView,
    SuspensionView,
)
from minzheng.kernel.casework.api.results.tasks import DoneView, InboxCounts, TaskRow, TaskView

__all__ = [
    "BoardRow",
    "CaseHead",
    "CaseRow",
    "CaseView",
    "ClockView",
    "CompletionView",
    "ComplianceRow",
    "ConferenceView",
    "DoneView",
    "EventView",
    "FlagView",
    "InboxCounts",
    "ObjectionView",
    "PersonView",
    "SuspensionView",
    "TaskRow",
    "TaskView",
]
