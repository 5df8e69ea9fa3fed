"""Who acts: one account in one of its posts, as of one request."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from minzheng.base.divisions import Level, level
from minzheng.kernel.access import clock
from minzheng.kernel.access.own_rows import NOBODY, OwnRows
from minzheng.kernel.access.roles import ROLES
from minzheng.kernel.protection.context import Scope, scope_of
from minzheng.kernel.protection.labels import Label

STEP_UP_LASTS = timedelta(minutes=5)
"""How long a shown identity is good for marked acts (security §4.5)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An account in a post. `permissions` are the role's, or fewer for a token.

    `person` is the blind index of the actor's own ID number (32 bytes); `stepped_up_at` is when
    the identity was last shown, aware; `token` is set for a machine. `own` says whose rows are
    read as a resident's, for residents and for officers who fill in a form for one.
    """

    account: UUID
    name: str
    post: UUID
    role: str
    division: str
    labels: frozenset[Label]
    permissions: frozenset[str]
    stepped_up_at: datetime | None = None
    person: bytes = field(default=b"", repr=False)
    token: UUID | None = None
    own: OwnRows = NOBODY

    def may(self, permission: str) -> bool:
        """Whether the post has `permission`."""
        return permission in self.permissions

    def stepped_up(self) -> bool:
        """Whether the identity was shown within the last five minutes."""
        if self.stepped_up_at is None:
            return False
        return timedelta(0) <= clock.now() - self.stepped_up_at <= STEP_UP_LASTS

    def scope(self, purpose: str, request: str) -> Scope:
        """The rows that the post sees, for `purpose`, in the request of that id."""
        low, high = ("", "")
        if ROLES[self.role].sees_rows:
            low, high = scope_of(self.division)
        return Scope(
            low,
            high,
            self.labels,
            self.account,
            purpose,
            request,
            auditor=self._reads_every_trail(),
            persons=self.own.persons,
            households=self.own.households,
        )

    def _reads_every_trail(self) -> bool:
        """Logins and grants have no division: those who audit a whole city or more see them."""
        high_up = level(self.division) <= Level.PREFECTURE
        return high_up and self.may("audit.read")
