"""Events of the trail as they are shown: codes replaced by words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minzheng.kernel.access.purposes import purpose_title
from minzheng.kernel.access.roles import ROLES
from minzheng.kernel.audit.api import EventView


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event in words."""

    id: UUID
    at: datetime
    actor: str
    role_title: str
    post_division: str
    title: str
    subject_type: str
    subject: str
    division: str
    purpose_title: str
    result: str
    ip: str


def in_words(events: Iterable[EventView]) -> list[ShownEvent]:
    """The events in words, in the same order."""
    return [
        ShownEvent(
            id=event.id,
            at=event.at,
            actor=event.actor,
            role_title=ROLES[event.role].title if event.role in ROLES else "",
            post_division=event.post_division,
            title=event.title,
            subject_type=event.subject_type,
            subject=event.subject,
            division=event.division,
            purpose_title=purpose_title(event.purpose) if event.purpose else "",
            result=event.result,
            ip=event.ip,
        )
        for event in events
    ]
