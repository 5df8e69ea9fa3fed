"""Who acts: told once per request or job, and written into every event of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Acting:
    """Whoever acts, as they were at that moment.

    `division` is the place of their post, not of what they look at; `person` is the register's
    entry of the account's holder where it is known, so that two accounts of one person meet.
    """

    account: UUID | None = None
    name: str = ""
    role: str = ""
    division: str = ""
    purpose: str = ""
    request: str = ""
    ip: str = ""
    person: UUID | None = None


NOBODY = Acting()
"""Before anybody has signed in."""

_acting: ContextVar[Acting] = ContextVar("acting", default=NOBODY)


def acting() -> Acting:
    """Who acts now; `NOBODY` if nobody was named."""
    return _acting.get()


@contextmanager
def acting_as(whoever: Acting) -> Iterator[Acting]:
    """Everything inside is done by `whoever`."""
    token = _acting.set(whoever)
    try:
        yield whoever
    finally:
        _acting.reset(token)
