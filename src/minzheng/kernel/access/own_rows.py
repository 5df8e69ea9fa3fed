"""Whose rows a resident reads: his own, or those of whom he acts for with recorded authority.

Asked of the database at every request, so that an authority that was revoked, a child that came of
age or a consent that was withdrawn counts at the next one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from minzheng.kernel.access import clock

OWN_CASES = "own.cases"
"""The permission of those who have own rows."""

AUTHORITY_KEY = "authority"
"""Where a session keeps under which authority its holder acts for somebody else."""


@dataclass(frozen=True, slots=True)
class OwnRows:
    """`person` is whose matters are handled, `authority` by what right when it is somebody else.

    `persons` are all whose rows are shown: that person, minors of the household, adults of it who
    have consented. `households` are those that the person belongs to today.
    """

    person: UUID | None = None
    persons: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()
    authority: UUID | None = None
    matters: str = ""


NOBODY = OwnRows()


def own_rows(account: UUID, authority: UUID | None = None) -> OwnRows:
    """What an account reads as a resident: one query, of identifiers only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select public.residents_own_rows(%s, %s, %s)", [account, authority, clock.today()]
        )
        (found,) = cursor.fetchone()
    told: Mapping[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    if told is None:
        return NOBODY
    return OwnRows(
        UUID(told["person"]),
        frozenset(map(UUID, told["persons"])),
        frozenset(map(UUID, told["households"])),
        authority,
        str(told["matters"]),
    )


def chosen_authority(request: HttpRequest) -> UUID | None:
    """Under which authority the session acts for somebody else."""
    chosen = request.session.get(AUTHORITY_KEY)
    return None if chosen is None else UUID(chosen)


def act_under(request: HttpRequest, authority: UUID | None) -> None:
    """Let the session act under an authority from its next request on; None: for oneself."""
    if authority is None:
        request.session.pop(AUTHORITY_KEY, None)
    else:
        request.session[AUTHORITY_KEY] = str(authority)
