"""The sessions of one's own account: seen and ended without asking anybody."""

from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.models import Session
from minzheng.kernel.audit import api as audit


def own_sessions(actor: Actor) -> list[Session]:
    """Where one is signed in, the latest use first."""
    return list(Session.objects.filter(account=actor.account).order_by("-last_seen"))


def end_own_session(actor: Actor, *, session: UUID) -> None:
    """Sign out elsewhere. Raises `Unseen`."""
    if not Session.objects.filter(account=actor.account, pk=session).delete()[0]:
        raise Unseen
    audit.record("session.revoke", subject_type="account", subject=actor.account)
