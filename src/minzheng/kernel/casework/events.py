"""What casework tells those above: typed, frozen, in the past tense.

Handlers run in the transaction of the act, so that what follows from it is there with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from minzheng.base.months import Month

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class CaseSubmitted:
    """An application was handed in."""

    case: UUID
    item: str


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """An application was accepted; the law's limits run."""

    case: UUID
    item: str
    accepted_on: date


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """Somebody with the power to do so has decided."""

    case: UUID
    item: str
    household: UUID | None
    person: UUID | None
    outcome: str
    amount_fen: int | None
    effective_from: Month | None
    effective_to: Month | None
    decision: UUID


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """Nothing is left to do."""

    case: UUID
    item: str
    outcome: str


@dataclass(frozen=True, slots=True)
class LetterServed:
    """The household has a letter in hand, or counts as having it."""

    case: UUID
    letter: UUID
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class NoticePublished:
    """Something was put up for objections, or made known."""

    case: UUID
    notice: UUID
    kind: str
    until: date | None


@dataclass(frozen=True, slots=True)
class ClockOverdue:
    """A limit of the law has passed."""

    case: UUID
    code: str
    due_on: date
    office: str


_handlers: dict[type[Any], list[Callable[[Any], None]]] = {}


def handle(event: type[E], handler: Callable[[E], None]) -> None:
    """Called by config, once for each row of its table of handlers."""
    known = _handlers.setdefault(event, [])
    if handler not in known:
        known.append(handler)


def publish(event: object) -> None:
    """Let every handler of the event do its part, now."""
    for handler in _handlers.get(type(event), ()):
        handler(event)
