"""The tables of casework."""

from minzheng.kernel.casework.models.assessments import (
    Assessment,
    AssessmentReason,
    AssessmentState,
)
from minzheng.kernel.casework.models.cases import Case, CaseEvent, Channel
from minzheng.kernel.casework.models.decisions import (
    CountyDraw,
    Decision,
    DrawCounter,
    PaceAlert,
    RuleEdition,
    Suspicion,
)
from minzheng.kernel.casework.models.hearings import Hearing, HearingMethod, HearingOutcome
from minzheng.kernel.casework.models.inquiries import (
    Agreement,
    Appraisal,
    Conclusion,
    Inquiry,
    Standing,
)
from minzheng.kernel.casework.models.letters import (
    Delivery,
    Letter,
    LetterCounter,
    ServiceMethod,
)
from minzheng.kernel.casework.models.notices import (
    Notice,
    NoticeInterruption,
    NoticeKind,
    NoticeObjection,
    NoticeState,
    ObjectionBox,
    PublicNotice,
)
from minzheng.kernel.casework.models.papers import CaseProof, Completion, ProofState
from minzheng.kernel.casework.models.powers import Delegation, DelegationState
from minzheng.kernel.casework.models.rows import CaseRow, with_case, without_case
from minzheng.kernel.casework.models.visits import (
    Errand,
    SignedHow,
    Visit,
    VisitOrder,
    VisitState,
    Way,
)
from minzheng.kernel.casework.models.voices import (
    AssignmentState,
    Conference,
    ConferenceState,
    ConferenceTask,
    Objection,
    ObjectionSource,
    ObjectionState,
)
from minzheng.kernel.casework.models.windows import (
    Handover,
    Incoming,
    IncomingState,
    Receipt,
    ReceiptState,
)
from minzheng.kernel.casework.models.work import (
    LIVE,
    NO_LIMIT,
    Clock,
    ClockKind,
    Suspension,
    SuspensionKind,
    Task,
    TaskState,
)

__all__ = [
    "LIVE",
    "NO_LIMIT",
    "Agreement",
    "Appraisal",
    "Assessment",
    "AssessmentReason",
    "AssessmentState",
    "AssignmentState",
    "Case",
    "CaseEvent",
    "CaseProof",
    "CaseRow",
    "Channel",
    "Clock",
    "ClockKind",
    "Completion",
    "Conclusion",
    "Conference",
    "ConferenceState",
    "ConferenceTask",
    "CountyDraw",
    "Decision",
    "Delegation",
    "DelegationState",
    "Delivery",
    "DrawCounter",
    "Errand",
    "Handover",
    "Hearing",
    "HearingMethod",
    "HearingOutcome",
    "Incoming",
    "IncomingState",
    "Inquiry",
    "Letter",
    "LetterCounter",
    "Notice",
    "NoticeInterruption",
    "NoticeKind",
    "NoticeObjection",
    "NoticeState",
    "Objection",
    "ObjectionBox",
    "ObjectionSource",
    "ObjectionState",
    "PaceAlert",
    "ProofState",
    "PublicNotice",
    "Receipt",
    "ReceiptState",
    "RuleEdition",
    "ServiceMethod",
    "SignedHow",
    "Standing",
    "Suspension",
    "SuspensionKind",
    "Suspicion",
    "Task",
    "TaskState",
    "Visit",
    "VisitOrder",
    "VisitState",
    "Way",
    "with_case",
    "without_case",
]
