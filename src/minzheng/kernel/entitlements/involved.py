"""Whom an award concerns, and who must therefore keep away from it (回避)."""

from uuid import UUID

from minzheng.kernel.access import api as access
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Recused
from minzheng.kernel.entitlements.models import Award
from minzheng.kernel.registry.api.parties import concerned_indexes


def require_uninvolved(actor: Actor, award: Award, permission: str, *others: UUID | None) -> None:
    """Refuse whoever would deal with himself or a near relative. Raises `Recused`."""
    people = {award.person_id, award.payee_id, *others} - {None}
    indexes = concerned_indexes(award.household_id, {each for each in people if each})
    if actor.person and access.recused(actor, indexes):
        raise Recused(permission)
