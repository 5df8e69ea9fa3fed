"""The tables of access."""

from minzheng.kernel.access.models.accounts import Account
from minzheng.kernel.access.models.emergencies import EmergencyAlert, EmergencyGrant
from minzheng.kernel.access.models.posts import Post, PostState
from minzheng.kernel.access.models.relatives import Relation, RelativeFiling
from minzheng.kernel.access.models.repeats import RepeatedRequest
from minzheng.kernel.access.models.sessions import Session
from minzheng.kernel.access.models.tokens import Token, TokenUse

__all__ = [
    "Account",
    "EmergencyAlert",
    "EmergencyGrant",
    "Post",
    "PostState",
    "Relation",
    "RelativeFiling",
    "RepeatedRequest",
    "Session",
    "Token",
    "TokenUse",
]
