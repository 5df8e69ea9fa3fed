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
    """What stands of one person for one case."""

    authorisation: UUID
    state: str
    state_title: str


def consents_of(*, person: UUID, cases: Iterable[UUID]) -> Mapping[UUID, Consented]:
    """By case, where the person has allowed or refused: one query."""
    rows = Authorisation.objects.filter(case__in=list(cases), person=person, supporter=None)
    standing = rows.exclude(state=AuthorisationState.WITHDRAWN).order_by("recorded_at")
    return {
        each.case: Consented(each.pk, each.state, str(AuthorisationState(each.state).label))
        for each in standing
    }
