"""Whether one person allows to be asked about, for several cases at once: for residents.

Called inside a scope by a command that writes down that it was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from minzheng.kernel.exchange.checks.states import AuthorisationState
from minzheng.kernel.exchange.models import Authorisation


@dataclass(frozen=True, slots=True)
class Consented:
    """What one person has said for one case: allowed, refused, or taken back."""

    authorisation: UUID
    state: str
    state_title: str


def consents_of(*, person: UUID, cases: Iterable[UUID]) -> Mapping[UUID, Consented]:
    """By case, what the person has said last: one query."""
    rows = Authorisation.objects.filter(case__in=list(cases), person=person, supporter=None)
    return {
        each.case: Consented(each.pk, each.state, str(AuthorisationState(each.state).label))
        for each in rows.order_by("recorded_at", "id")
    }
