"""Commands on a person's own rows."""

from dataclasses import fields
from datetime import date
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.base.events import publish
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import events, numbers
from minzheng.kernel.registry.models import (
    Address,
    AddressKind,
    Contact,
    Household,
    NameKind,
    Person,
    PersonName,
)
from minzheng.kernel.registry.naming.readings import sort_key
from minzheng.kernel.registry.naming.spelling import clean_name
from minzheng.kernel.registry.placing import protect_home, rehome_person
from minzheng.kernel.registry.registering import (
    PersonChanges,
    PersonEntry,
    check_dates,
    index_names,
    registered,
)
from minzheng.kernel.registry.scoping import one
from minzheng.kernel.registry.transferring import end_transfers_of

LONGEST_ADDRESS = 200
SOMEBODY_WAS_FIRST = "该档案已被他人修改，请刷新后重新填写。"


@command(permission="person.change", action="person.register")
def register_person(actor: Actor, *, entry: PersonEntry) -> UUID:
    """A new person's id. The number waits for the worker, whoever else may hold it."""
    if entry.label not in actor.labels:
        raise Refused("您的岗位不能登记该敏感级别的人员。")
    person = registered(entry)
    if entry.phone:
        contact(person, entry.phone, "")
    if entry.address:
        address(person, AddressKind.RESIDENCE, entry.address)
    tell(person)
    return person.pk


@command(permission="person.change", action="person.change")
def change_person(actor: Actor, *, person: UUID, version: int, changes: PersonChanges) -> int:
    """The new version. Raises `Conflict` when somebody else changed the person since."""
    row = changeable(person, version)
    former = row.name
    changed = []
    for each in fields(changes):
        value = getattr(changes, each.name)
        if each.name != "keep_former_name" and value is not None:
            setattr(row, each.name, clean_name(value) if each.name == "name" else value)
            changed.append(each.name)
    check_dates(row)
    save(row)
    if row.name != former:
        row.name_sort = sort_key(row.name)
        Person.objects.filter(pk=row.pk).update(name_sort=row.name_sort)
        if changes.keep_former_name:
            _further_name(row, former, NameKind.FORMER)
        index_names(row)
    tell(row, fields=changed)
    return row.version


@command(permission="person.change", action="person.change")
def record_death(actor: Actor, *, person: UUID, on: date, version: int) -> int:
    """A death; memberships stay, because the month of death still counts. The new version."""
    row = changeable(person, version)
    row.death_date = on
    check_dates(row)
    save(row)
    publish(events.PersonDied(row.pk, on))
    tell(row, fields=["death_date"])
    return row.version


@command(permission="person.change", action="person.change")
def withdraw_death(actor: Actor, *, person: UUID, reason: str, version: int) -> int:
    """The person lives, or died on another day, which is recorded anew. The new version.

    Raises `Conflict`, `Refused`, `Unseen`.
    """
    row = changeable(person, version)
    if row.death_date is None:
        raise Conflict("档案中没有死亡登记，不需要撤销。")
    if not reason.strip():
        raise Refused("请填写撤销死亡登记的依据。")
    withdrawn, row.death_date = row.death_date, None
    save(row)
    publish(events.DeathWithdrawn(row.pk, withdrawn))
    tell(row, fields=["death_date"], reason=reason.strip()[:200])
    return row.version


@command(permission="person.change", action="person.change")
def add_name(actor: Actor, *, person: UUID, name: str, kind: str) -> UUID:
    """A further name by which the person is found from now on."""
    row = one(Person.objects, person, lock=True)
    if kind not in NameKind.values:
        raise Refused("姓名类别不正确。")
    added = _further_name(row, clean_name(name), NameKind(kind))
    index_names(row)
    tell(row, fields=["names"])
    return added.pk


@command(permission="person.change", action="person.change")
def remove_name(actor: Actor, *, name: UUID) -> None:
    """A further name that was entered by mistake."""
    row = one(PersonName.objects.select_related("person"), name, lock=True)
    person = row.person
    row.delete()
    index_names(person)
    tell(person, fields=["names"])


@command(permission="person.change", action="person.change")
def add_contact(actor: Actor, *, person: UUID, phone: str, whose: str = "") -> UUID:
    """A telephone number; ``whose`` names somebody who answers for the person."""
    row = one(Person.objects, person)
    added = contact(row, phone, clean_name(whose) if whose else "")
    tell(row, fields=["contacts"])
    return added.pk


@command(permission="person.change", action="person.change")
def end_contact(actor: Actor, *, contact: UUID, on: date | None = None) -> None:
    """A telephone number that no longer reaches the person, from a day on."""
    row = one(Contact.objects.select_related("person"), contact, lock=True)
    _end(row, None, on or clock.today())
    tell(row.person, fields=["contacts"])


@command(permission="person.change", action="person.change")
def add_address(
    actor: Actor,
    *,
    person: UUID,
    kind: str,
    text: str,
    within: str = "",
    valid_from: date | None = None,
) -> UUID:
    """An address from a day on; the one of the same kind before it ends that day."""
    row = one(Person.objects, person)
    if kind not in AddressKind.values:
        raise Refused("地址类别不正确。")
    since = valid_from or clock.today()
    Address.objects.filter(person=row, kind=kind, valid_to=None).update(valid_to=since)
    added = address(row, AddressKind(kind), text, within=within, since=since)
    tell(row, fields=["addresses"])
    return added.pk


@command(permission="person.change", action="person.change")
def end_address(actor: Actor, *, address: UUID, on: date | None = None) -> None:
    """An address at which the person is not to be found any more, from a day on."""
    row = one(Address.objects.select_related("person"), address, lock=True)
    _end(row, row.valid_from, on or clock.today())
    tell(row.person, fields=["addresses"])


@command(permission="person.change", action="person.move")
def move_person(actor: Actor, *, person: UUID, division: str, reason: str) -> int:
    """Move a whole file to another division within the scope; answers how many rows moved."""
    row = one(Person.objects, person, lock=True)
    before = row.division
    moved = rehome_person(row, division)
    touched(
        "person",
        row.pk,
        row.division,
        Label(row.label),
        payload={"from": before, "to": division, "reason": reason[:200], "rows": moved},
    )
    return moved


@command(permission="person.seal", action="person.seal")
def seal_person(actor: Actor, *, person: UUID, label: Label, reason: str) -> None:
    """Put another label on a whole file; the actor must hold it, or would lose sight of it."""
    row = one(Person.objects, person, lock=True)
    if label not in actor.labels:
        raise Refused("您的岗位没有该敏感级别，不能设置。")
    if not reason.strip():
        raise Refused("请填写理由。")
    before = row.label
    rehome_person(row, row.division, label)
    homes = list(
        Household.objects.filter(memberships__person=row, memberships__valid__upper_inf=True)
    )
    end_transfers_of(row, homes)
    for home in homes:
        protect_home(home)
    tell(row, label={"from": before, "to": label.value}, reason=reason[:200])


def changeable(person: UUID, version: int) -> Person:
    """The locked row, as the actor last saw it. Raises `Unseen`, `Conflict`."""
    row: Person = one(Person.objects, person, lock=True)
    if row.merged_into_id is not None:
        raise Unseen
    if row.version != version:
        raise Conflict(SOMEBODY_WAS_FIRST)
    return row


def save(row: Person) -> None:
    """Store a changed person under a new version."""
    row.version += 1
    row.save()


def contact(person: Person, phone: str, whose: str) -> Contact:
    """A telephone number of a person, stored."""
    number = numbers.read_phone(phone)
    row = Contact(
        division=person.division,
        label=person.label,
        person=person,
        whose=whose[:50],
        phone=number,
        index=blind_index("phone", number),
    )
    row.save(force_insert=True)
    return row


def address(
    person: Person,
    kind: AddressKind,
    text: str,
    *,
    within: str = "",
    since: date | None = None,
) -> Address:
    """An address of a person, stored."""
    written = " ".join(text.replace("\0", "").split())
    if not 1 <= len(written) <= LONGEST_ADDRESS:
        raise InvalidValue(f"地址应为1至{LONGEST_ADDRESS}个字。")
    row = Address(
        division=person.division,
        label=person.label,
        person=person,
        kind=kind,
        within=within,
        text=written,
        valid_from=since,
    )
    row.save(force_insert=True)
    return row


def _end(row: Contact | Address, since: date | None, on: date) -> None:
    if row.valid_to is not None:
        raise Conflict("这一项此前已经停用。")
    if since is not None and on < since:
        raise Refused("停用日期早于起始日期。")
    if on > clock.today():
        raise Refused("停用日期晚于今天。")
    row.valid_to = on
    row.save(update_fields=["valid_to"])


def _further_name(person: Person, name: str, kind: NameKind) -> PersonName:
    found, _ = PersonName.objects.get_or_create(
        person=person,
        name=name,
        defaults={"division": person.division, "label": person.label, "kind": kind},
    )
    added: PersonName = found
    return added


def tell(person: Person, **payload: object) -> None:
    """Tell the trail which person was touched, and how."""
    touched("person", person.pk, person.division, Label(person.label), payload=payload)
