"""Persons: found, read, registered."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Query, Router
from ninja.responses import Status

from minzheng.interfaces.api.budget import shown
from minzheng.interfaces.api.schemas.kinds import IdempotencyKey, Identifier, Purpose
from minzheng.interfaces.api.schemas.persons import (
    NameQuestion,
    NewPerson,
    Number,
    NumberQuestion,
    PersonFile,
    PersonPage,
    PersonSummary,
    Registered,
    Telephone,
)
from minzheng.interfaces.api.schemas.problems import refusals
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import NotAllowed, Refused
from minzheng.kernel.access.middleware import actor_of
from minzheng.kernel.access.routes import policy
from minzheng.kernel.registry.api import identities, people
from minzheng.kernel.registry.api.results import Page, PersonRow
from minzheng.kernel.registry.api.results import PersonFile as FileOfPerson

router = Router(tags=["人员"])
PurposeHeader = Annotated[Purpose, Header(alias="X-Purpose", description="查询或登记的用途")]
UNMASK = "export.unmask"


@router.post(
    "/persons/lookup",
    response={200: PersonPage, **refusals()},
    summary="按证件号码查找人员",
    description="只在令牌的辖区内查找。没有这个号码、号码在别处，答复相同：空列表。"
    "需要权限 `person.search`。",
)
@policy("person.search")
def lookup_person(
    request: HttpRequest, question: NumberQuestion, purpose: PurposeHeader
) -> PersonPage:
    """Persons with a number."""
    found = people.find_by_number(
        actor_of(request), number=question.number, division=question.division or ""
    )
    return _page(request, found)


@router.post(
    "/persons/search",
    response={200: PersonPage, **refusals(404)},
    summary="按姓名查找人员",
    description="姓名或拼音，按区划和姓名排列，逐页取得。需要权限 `person.search`。",
)
@policy("person.search")
def search_persons(
    request: HttpRequest, question: NameQuestion, purpose: PurposeHeader
) -> PersonPage:
    """Persons by name."""
    found = people.find_by_name(
        actor_of(request),
        name=question.name,
        division=question.division or "",
        after=str(question.after or ""),
        limit=question.limit,
    )
    return _page(request, found)


@router.get(
    "/persons/{person}",
    response={200: PersonFile, **refusals(404)},
    summary="人员档案",
    description="不存在和无权查看，答复相同。号码和电话脱敏；`unmasked=true` 要求权限 "
    "`export.unmask`，并另记日志。需要权限 `person.read`。",
)
@policy("person.read")
def person_file(
    request: HttpRequest,
    person: Annotated[Identifier, Path(description="档案编号")],
    purpose: PurposeHeader,
    unmasked: Annotated[bool, Query(description="不脱敏")] = False,
) -> PersonFile:
    """A person's file."""
    actor = actor_of(request)
    if unmasked and not actor.may(UNMASK):
        raise NotAllowed(UNMASK)
    shown(request, 1)
    return _file(actor, people.person_file(actor, person=person), unmasked=unmasked)


@router.post(
    "/persons",
    response={201: Registered, **refusals(404, 409)},
    summary="登记人员",
    description="号码是否已由别处登记，此处不作说明，由系统随后核实。同一 `Idempotency-Key` "
    "重复提交只登记一次，答复相同。需要权限 `person.change`。",
)
@policy("person.change")
def register_person(
    request: HttpRequest,
    response: HttpResponse,
    entry: NewPerson,
    purpose: PurposeHeader,
    key: Annotated[
        IdempotencyKey,
        Header(alias="Idempotency-Key", description="每次登记自选一个不重复的编号，重试时不变"),
    ],
) -> Status[Registered]:
    """A new person."""
    if entry.number and entry.no_identity:
        raise Refused("填写了证件号码的，不能同时注明没有身份证件。")
    person = people.register_person(
        actor_of(request),
        entry=people.PersonEntry(
            name=entry.name,
            division=entry.division,
            number=entry.number,
            no_identity=entry.no_identity,
            sex=entry.sex,
            birth_date=entry.birth_date,
            phone=entry.telephone,
            address=entry.address,
        ),
    )
    shown(request, 1)
    response.headers["Location"] = f"/api/v1/persons/{person}"
    return Status(HTTPStatus.CREATED, Registered(id=person))


def _page(request: HttpRequest, found: Page[PersonRow]) -> PersonPage:
    shown(request, len(found.rows))
    items = [
        PersonSummary(
            id=each.id,
            division=each.division,
            name=each.name,
            sex=each.sex,
            birth_date=each.birth_date,
            death_date=each.death_date,
            household=each.household,
        )
        for each in found.rows
    ]
    return PersonPage(items=items, next=UUID(found.next) if found.next else None)


def _file(actor: Actor, file: FileOfPerson, *, unmasked: bool) -> PersonFile:
    def number(identity: Identifier, masked: str) -> str:
        return identities.reveal_number(actor, identity=identity) if unmasked else masked

    def phone(contact: Identifier, masked: str) -> str:
        return identities.reveal_phone(actor, contact=contact) if unmasked else masked

    return PersonFile(
        id=file.id,
        division=file.division,
        name=file.name,
        sex=file.sex,
        birth_date=file.birth_date,
        death_date=file.death_date,
        registration_division=file.registration_division,
        residence_division=file.residence_division,
        household=file.household,
        numbers=[
            Number(kind=each.kind, number=number(each.id, each.number), state=each.state)
            for each in file.identities
        ],
        telephones=[
            Telephone(whose=each.whose, number=phone(each.id, each.phone))
            for each in file.contacts
            if each.valid_to is None
        ],
        masked=not unmasked,
    )
