"""Django's session engine over our table: keys kept as digests, idle and absolute limits.

The account, the post and their validity are joined into the one query that loads a session, so
that a disabled account, an ended post or a revoked session is noticed at the next request.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Session

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
BEFORE_LOGIN = timedelta(hours=1)
"""How long a session lives in which nobody has signed in yet."""

POST_KEY = "post"
PURPOSE_KEY = "purpose"
SIGNED_IN_KEY = "signed_in"
ADDRESS_KEY = "address"
AGENT_KEY = "agent"


def digest_of(key: str) -> bytes:
    """What is kept of a key. Keys are random and long, so that a plain hash is enough."""
    return hashlib.sha256(key.encode()).digest()


def revoke(account: UUID) -> int:
    """End every session of an account; returns how many. Their next request is a stranger's."""
    return Session.objects.filter(account=account).delete()[0]


def lapsed(row: Session, at: datetime) -> bool:
    """Whether a session is over at that instant."""
    if row.expires <= at:
        return True
    if row.account is None:
        return False
    return row.last_seen + IDLE <= at or (row.signed_in or row.created) + ABSOLUTE <= at


class SessionStore(SessionBase):
    """One session. `row` is what was loaded, with account and post; None before that."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of that key."""
        return Session.objects.filter(digest=digest_of(session_key)).exists()

    def load(self) -> dict[str, Any]:
        """The content; empty, and the key forgotten, when the session is over."""
        row = self._find()
        if row is None:
            self._session_key = None
            return {}
        content = self.decode(row.content)
        if row.account and not _same_password(row, content):
            row.delete()
            self._session_key = None
            return {}
        self.row = row
        return content

    def create(self) -> None:
        """A new key, saved at once so that it is ours."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # Django has it
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write. Raises `UpdateError` when the session was revoked in the meantime."""
        if self.session_key is None:
            self.create()
            return
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # Django has it
        values = _columns(content, self.encode(content))
        digest = digest_of(self.session_key)
        try:
            with transaction.atomic():
                if must_create:
                    Session.objects.create(digest=digest, created=clock.now(), **values)
                elif not Session.objects.filter(digest=digest).update(**values):
                    raise UpdateError
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise
        except DatabaseError:
            if not must_create:
                raise UpdateError from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or that of the key given."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(digest=digest_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove sessions that are over."""
        Session.objects.filter(expires__lt=clock.now()).delete()

    def _find(self) -> Session | None:
        if self.session_key is None:
            return None
        rows = Session.objects.select_related("account", "post")
        row = rows.filter(digest=digest_of(self.session_key)).first()
        if row is None:
            return None
        disabled = row.account is not None and not row.account.is_active
        if disabled or lapsed(row, clock.now()):
            row.delete()
            return None
        return row


def _same_password(row: Session, content: dict[str, Any]) -> bool:
    """Whether the password is still the one with which the session was opened."""
    if row.account is None:
        return True
    held = str(content.get(HASH_SESSION_KEY, ""))
    return constant_time_compare(held, row.account.get_session_auth_hash())


def _columns(content: dict[str, Any], encoded: str) -> dict[str, Any]:
    """What the row repeats of the content, so that sessions are listed and revoked by it."""
    at = clock.now()
    account = content.get(SESSION_KEY)
    signed_in = content.get(SIGNED_IN_KEY)
    since = datetime.fromisoformat(signed_in) if signed_in else None
    return {
        "content": encoded,
        "account_id": account,
        "post_id": content.get(POST_KEY) if account else None,
        "signed_in": since,
        "last_seen": at,
        "expires": (since or at) + ABSOLUTE if account else at + BEFORE_LOGIN,
        "address": content.get(ADDRESS_KEY),
        "agent": content.get(AGENT_KEY, ""),
    }
