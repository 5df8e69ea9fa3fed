"""Acting for somebody: recorded with its paper, its scope and its term, revocable at any time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.own_rows import act_under, own_rows
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.own import own_person
from minzheng.kernel.registry.api.places import Place, place_of_person
from minzheng.kernel.residents.counter import at_the_counter
from minzheng.kernel.residents.models import Authority, Matters

MATTERS = tuple((each.value, str(each.label)) for each in Matters)
"""Code and title of what an authority can cover."""

READ_ONLY = Matters.READ.value

LONGEST = timedelta(days=366)
LONGEST_AT_THE_DOOR = timedelta(days=31)
_OVER = "该授权此前已经撤销。"
_FOR_ONESELF = "只有本人可以授权他人，代办时不能再转授权。"


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted: to whom, for what, until when."""

    name: str
    matters: str
    until: date
    number: str = ""
    relation: int | None = None
    document: UUID | None = None


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """An authority that the person has given."""

    id: UUID
    agent_name: str
    officer: bool
    relation_title: str
    matters_title: str
    valid_from: date
    valid_to: date
    in_force: bool


@dataclass(frozen=True, slots=True)
class Empowered:
    """Somebody for whom the asker may act."""

    id: UUID
    name: str
    matters: str
    matters_title: str
    until: date


@command(permission="own.cases", action="authority.record")
def empower(actor: Actor, *, grant: Grant) -> UUID:
    """Let a relative act for oneself; the own sign-in stands for the paper. Raises `Refused`."""
    if actor.own.authority is not None:
        raise Refused(_FOR_ONESELF)
    person = own_person(actor)
    place = Place(person.division, person.label)
    with at_the_counter(actor, place.division, "own.cases"):
        return _recorded(actor, person.id, place, grant, officer=False)


@command(permission="case.open", action="authority.record")
def record_authority(actor: Actor, *, person: UUID, grant: Grant, officer: bool = False) -> UUID:
    """What a person has signed on paper before staff: for a relative, or for the officer himself.

    Raises `Refused`, `Unseen`.
    """
    if grant.document is None:
        raise Refused("请上传委托人签字的授权书照片。")
    return _recorded(actor, person, place_of_person(person), grant, officer=officer)


@command(permission="own.cases", action="authority.revoke")
def revoke_authority(actor: Actor, *, authority: UUID) -> None:
    """Take back an authority that one has given; it is over at the agent's next request."""
    if actor.own.authority is not None:
        raise Refused(_FOR_ONESELF)
    row = Authority.objects.filter(pk=authority, principal=own_person(actor).id).first()
    if row is None:
        raise Unseen
    with at_the_counter(actor, row.division, "own.cases"):
        _revoke(actor, authority)


@command(permission="case.open", action="authority.revoke")
def end_authority(actor: Actor, *, authority: UUID) -> None:
    """Take back an authority for somebody who asks staff to do so. Raises `Unseen`, `Conflict`."""
    _revoke(actor, authority)


@query(permission="own.cases")
def authorities(actor: Actor) -> tuple[AuthorityRow, ...]:
    """Those that the person has given, the newest first."""
    rows = Authority.objects.filter(principal=own_person(actor).id).order_by("-recorded_at")
    return tuple(_row(each) for each in rows[:50])


@query(permission="own.cases")
def empowered(actor: Actor) -> tuple[Empowered, ...]:
    """Those for whom the actor may act today."""
    with connection.cursor() as cursor:
        cursor.execute("select public.residents_empowered(%s, %s)", [actor.account, clock.today()])
        (found,) = cursor.fetchone()
    told: Sequence[dict[str, str]] = json.loads(found) if isinstance(found, str) else found
    return tuple(
        Empowered(
            UUID(each["id"]),
            each["name"],
            each["matters"],
            str(Matters(each["matters"]).label),
            date.fromisoformat(each["until"]),
        )
        for each in told
    )


def choose(request: HttpRequest, actor: Actor, authority: UUID | None) -> None:
    """Act for somebody from the next request on, or for oneself again. Raises `Unseen`."""
    if authority is not None and own_rows(actor.account, authority).person is None:
        raise Unseen
    act_under(request, authority)


def _recorded(actor: Actor, person: UUID, place: Place, grant: Grant, *, officer: bool) -> UUID:
    _check(grant, officer=officer)
    index = None if officer else access.person_index(grant.number)
    row = Authority(
        division=place.division,
        label=place.label.value,
        principal=person,
        agent=index,
        officer=actor.account if officer else None,
        agent_name=actor.name if officer else grant.name.strip(),
        relation=grant.relation,
        matters=grant.matters,
        valid_from=clock.today(),
        valid_to=grant.until,
        document=grant.document,
        recorded_by=actor.account,
        recorded_at=clock.now(),
    )
    row.save(force_insert=True)
    touched("person", person, place.division, place.label, payload={"authority": str(row.pk)})
    return row.pk


def _check(grant: Grant, *, officer: bool) -> None:
    longest = LONGEST_AT_THE_DOOR if officer else LONGEST
    if not clock.today() <= grant.until <= clock.today() + longest:
        raise Refused(f"授权期限最短为今天，最长{longest.days}天。")
    if grant.matters not in Matters.values:
        raise Refused("请选择授权范围。")
    if not officer and not grant.name.strip():
        raise Refused("请填写受托人姓名。")
    if grant.relation is not None and grant.relation not in set(Relation):
        raise Refused("请选择关系。")


def _revoke(actor: Actor, authority: UUID) -> None:
    row = Authority.objects.filter(pk=authority).select_for_update().first()
    if row is None:
        raise Unseen
    if row.revoked_at is not None:
        raise Conflict(_OVER)
    row.revoked_at, row.revoked_by = clock.now(), actor.account
    row.save(update_fields=["revoked_at", "revoked_by"])
    payload = {"authority": str(row.pk)}
    touched("person", row.principal, row.division, Label(row.label), payload=payload)


def _row(row: Authority) -> AuthorityRow:
    today = clock.today()
    return AuthorityRow(
        id=row.pk,
        agent_name=row.agent_name or "",
        officer=row.officer is not None,
        relation_title="" if row.relation is None else Relation.numbered(row.relation).title,
        matters_title=str(Matters(row.matters).label),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        in_force=row.revoked_at is None and row.valid_from <= today <= row.valid_to,
    )
