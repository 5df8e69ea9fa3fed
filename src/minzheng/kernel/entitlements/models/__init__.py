"""The tables of entitlements."""

from minzheng.kernel.entitlements.models.awards import (
    Award,
    AwardLine,
    AwardState,
    LineKind,
)
from minzheng.kernel.entitlements.models.covers import Cover, FormerPayer
from minzheng.kernel.entitlements.models.holds import (
    ChangeState,
    Hold,
    HoldKind,
    PayeeChange,
)
from minzheng.kernel.entitlements.models.leads import WAITING, Lead, LeadKind, LeadState
from minzheng.kernel.entitlements.models.numbers import (
    NumberProposal,
    NumberSimulation,
    ProposalState,
    Rerating,
    WorkState,
)
from minzheng.kernel.entitlements.models.runs import (
    DIFFERENCE_KINDS,
    Engine,
    Run,
    RunDifference,
    RunPart,
    RunState,
)

__all__ = [
    "DIFFERENCE_KINDS",
    "WAITING",
    "Award",
    "AwardLine",
    "AwardState",
    "ChangeState",
    "Cover",
    "Engine",
    "FormerPayer",
    "Hold",
    "HoldKind",
    "Lead",
    "LeadKind",
    "LeadState",
    "LineKind",
    "NumberProposal",
    "NumberSimulation",
    "PayeeChange",
    "ProposalState",
    "Rerating",
    "Run",
    "RunDifference",
    "RunPart",
    "RunState",
    "WorkState",
]
