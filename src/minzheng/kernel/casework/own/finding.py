"""Own cases: found by row security, and by name of the person whose matters are handled."""

from uuid import UUID

from django.db.models import Q, QuerySet

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import NotAllowed, Unseen
from minzheng.kernel.casework.models import Case
from minzheng.kernel.residents.api.authorities import READ_ONLY

_READ_ONLY = "您的授权只能查看，不能替他（她）办理。"


def own_cases(actor: Actor) -> QuerySet[Case]:
    """The cases that the person has asked for, or that are about that person.

    The names are said beside row security: an officer at the door sees his whole village by it.
    """
    whose = actor.own.person
    if whose is None:
        return Case.objects.none()
    return Case.objects.filter(Q(applicant_id=whose) | Q(subject_id=whose))


def own_case(actor: Actor, case: UUID) -> Case:
    """One of them. Raises `Unseen`."""
    row = own_cases(actor).filter(pk=case).first()
    if row is None:
        raise Unseen
    return row


def require_may_act(actor: Actor) -> None:
    """Raises `NotAllowed` for somebody whose authority is to look only."""
    if actor.own.matters == READ_ONLY:
        raise NotAllowed("own.cases", _READ_ONLY)
