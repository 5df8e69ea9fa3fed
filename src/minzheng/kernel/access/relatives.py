"""Near relatives and recusal: nobody decides about himself or his own (近亲属备案与回避)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from minzheng.kernel.access import clock
from minzheng.kernel.access.accounts import person_index
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Recused, Refused, Unseen
from minzheng.kernel.access.models import Account, Relation, RelativeFiling
from minzheng.kernel.access.places import within


@command(permission="relatives.file", action="relative.file")
def file_relative(actor: Actor, *, identity: str, name: str, relation: str) -> UUID:
    """File a near relative of one's own. Raises `InvalidIdentifier`, `Refused`, `Conflict`."""
    if relation not in Relation.values or not name.strip():
        raise Refused("请填写亲属姓名并选择关系。")
    relative = person_index(identity)
    if relative == actor.person:
        raise Refused("不能把自己备案为亲属。")
    try:
        with transaction.atomic():
            filing = RelativeFiling.objects.create(
                holder=actor.person,
                relative=relative,
                relative_name=name.strip(),
                relation=relation,
                filed_by_id=actor.account,
                filed_at=clock.now(),
            )
    except IntegrityError:
        raise Conflict("该亲属已经备案。") from None
    touched("relative", filing.id, actor.division, payload={"relation": relation})
    return filing.id


@command(permission="relatives.file", action="relative.file")
def withdraw_relative(actor: Actor, *, filing: UUID) -> None:
    """End a filing of one's own, after a divorce for instance. It stays on record."""
    rows = RelativeFiling.objects.filter(pk=filing, holder=actor.person, ended_at=None)
    if not rows.update(ended_at=clock.now()):
        raise Unseen
    touched("relative", filing, actor.division, payload={"withdrawn": True})


@query(permission="relatives.file")
def own_relatives(actor: Actor) -> list[RelativeFiling]:
    """What one has filed."""
    return list(RelativeFiling.objects.filter(holder=actor.person).order_by("filed_at"))


@query(permission="relatives.read", action="relative.read")
def relatives_of(actor: Actor, *, account: UUID) -> list[RelativeFiling]:
    """What somebody of the actor's division has filed. Raises `Unseen`."""
    row = within(Account.objects.all(), actor).filter(pk=account).first()
    if row is None:
        raise Unseen
    touched("account", row.id, row.division)
    return list(RelativeFiling.objects.filter(holder=row.person).order_by("filed_at"))


def recused(actor: Actor, person_indexes: Iterable[bytes]) -> bool:
    """Whether the actor must stay away from a matter of these persons.

    `person_indexes` are blind indexes of ID numbers ("identity"): of everybody in the household,
    not of the applicant alone. It counts whichever of the two filed the relation.
    """
    return bool(related_among([actor.person], person_indexes))


def related_among(staff: Iterable[bytes], person_indexes: Iterable[bytes]) -> frozenset[bytes]:
    """Those among some members of staff who must stay away from these persons: one query.

    For work that is given out: whoever gives it is somebody else.
    """
    asked = {bytes(each) for each in staff if each}
    wanted = {bytes(each) for each in person_indexes}
    if not asked or not wanted:
        return frozenset()
    theirs = Q(holder__in=asked, relative__in=wanted) | Q(holder__in=wanted, relative__in=asked)
    filings = RelativeFiling.objects.filter(theirs, ended_at=None)
    pairs = filings.values_list("holder", "relative")
    ties = {bytes(each) for pair in pairs for each in pair if each is not None}
    return frozenset(asked & (wanted | ties))


def require_not_recused(actor: Actor, permission: str, person_indexes: Iterable[bytes]) -> None:
    """For commands that decide about a person. Raises `Recused`."""
    if recused(actor, person_indexes):
        raise Recused(permission)
