"""Work in the background: the system acts, within a division, for a stated purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.permissions import PERMISSIONS
from minzheng.kernel.access.roles import NATION
from minzheng.kernel.audit.actors import Acting, acting_as
from minzheng.kernel.protection.context import Scope, entered, scope_of
from minzheng.kernel.protection.labels import EVERY_LABEL

SYSTEM = UUID("00000000-0000-7000-8000-000000000001")
"""Stands for the system where an account is asked for; no account has it, none can sign in."""

SYSTEM_ROLE = "system"
SYSTEM_NAME = "系统"


@contextmanager
def working(purpose: str, division: str = NATION) -> Iterator[Actor]:
    """A transaction in which the system acts on the rows of a division, `''` for all."""
    request = str(uuid4())
    low, high = scope_of(division)
    scope = Scope(low, high, EVERY_LABEL, SYSTEM, purpose, request)
    acting = Acting(
        account=None,
        name=SYSTEM_NAME,
        role=SYSTEM_ROLE,
        division=division,
        purpose=purpose,
        request=request,
    )
    with entered(scope), acting_as(acting):
        yield the_system(division)


def the_system(division: str) -> Actor:
    """The system as an actor, for what follows by itself from what somebody does."""
    return Actor(
        account=SYSTEM,
        name=SYSTEM_NAME,
        post=SYSTEM,
        role=SYSTEM_ROLE,
        division=division,
        labels=EVERY_LABEL,
        permissions=frozenset(PERMISSIONS),
        # Nobody sits there who could show an identity; what it may start is code of ours.
        stepped_up_at=datetime.now(UTC),
    )
