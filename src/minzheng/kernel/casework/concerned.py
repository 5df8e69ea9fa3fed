"""Whom a case concerns, and who must therefore keep away from it (回避)."""

from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Recused
from minzheng.kernel.casework.deciding.suspicion import suspected
from minzheng.kernel.casework.models import Case
from minzheng.kernel.registry.api.parties import concerned_indexes


def indexes_of(row: Case) -> frozenset[bytes]:
    """Blind indexes of the numbers of everybody whom a case concerns, as of now.

    Asked anew for each act: a number that was corrected or a member who joined since counts too.
    """
    named = (row.applicant_id, row.subject_id, *row.concerned)
    return concerned_indexes(row.household_id, {each for each in named if each is not None})


def involved(actor: Actor, row: Case) -> bool:
    """Whether the actor would deal with himself or a near relative.

    A relation that nobody filed, but of which there are signs, counts too; which of the two it is,
    nobody is told.
    """
    filed = bool(actor.person) and access.recused(actor, indexes_of(row))
    return filed or suspected(actor, row)


def require_uninvolved(actor: Actor, row: Case, permission: str) -> None:
    """Refuse whoever would deal with himself or a near relative. Raises `Recused`."""
    if involved(actor, row):
        raise Recused(permission)
