"""Identity numbers: added, corrected, shown whole, verified, disputed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.masking import mask_identity
from minzheng.kernel.registry import numbers
from minzheng.kernel.registry.api.results import DisputeRow, Page, Verification
from minzheng.kernel.registry.models import (
    Contact,
    DisputeState,
    Division,
    DocumentKind,
    IdentityDispute,
    IdentityDocument,
    NumberState,
    Person,
)
from minzheng.kernel.registry.numbers import InvalidNumber, InvalidPhone
from minzheng.kernel.registry.reading import person_rows
from minzheng.kernel.registry.registering import add_number, read_new
from minzheng.kernel.registry.scoping import one, page_of, seen
from minzheng.kernel.registry.standing import tell

__all__ = [
    "InvalidNumber",
    "InvalidPhone",
    "add_identity",
    "correct_identity",
    "count_disputes",
    "decide_dispute",
    "disputes",
    "reveal_number",
    "reveal_phone",
    "verify_number",
]

ONE_RESIDENT_NUMBER = "该人员已有居民身份证号码；号码变更请用“更正号码”。"


@command(permission="person.change", action="person.change")
def add_identity(
    actor: Actor,
    *,
    person: UUID,
    kind: str,
    number: str,
    official: bool = False,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> UUID:
    """A further document. An old number of 15 digits is linked to the one of 18 (§14 C6)."""
    row = one(Person.objects, person, lock=True)
    read = read_new(kind, number, official=official)
    live = [each for each in row.identities.all() if each.state != NumberState.SUPERSEDED]
    same = [each for each in live if each.index == blind_index("identity", read.number)]
    if same:
        return _linked(row, same[0], read)
    if kind == DocumentKind.RESIDENT and any(each.kind == kind for each in live):
        raise Conflict(ONE_RESIDENT_NUMBER)
    added = add_number(row, kind, read, official=official, valid_from=valid_from, valid_to=valid_to)
    if row.no_identity:
        Person.objects.filter(pk=row.pk).update(no_identity=False, temporary_code="")
    tell(row, fields=["identities"])
    return added.pk


@command(permission="person.change", action="person.change")
def correct_identity(
    actor: Actor, *, identity: UUID, number: str, on: date, official: bool = False
) -> UUID:
    """Another number in place of one, from a day on; the old one stays readable (§14 C7)."""
    old = one(IdentityDocument.objects.select_related("person"), identity, lock=True)
    if old.state == NumberState.SUPERSEDED:
        raise Conflict("该号码已停用，不能再更正。")
    read = read_new(old.kind, number, official=official)
    if blind_index("identity", read.number) == old.index:
        raise Refused("新号码与原号码相同。")
    old.state, old.valid_to = NumberState.SUPERSEDED, on
    old.save(update_fields=["state", "valid_to"])
    new = add_number(old.person, old.kind, read, official=official, valid_from=on)
    tell(old.person, fields=["identities"], superseded=str(old.pk))
    return new.pk


@query(permission="person.read", action="person.read")
def reveal_number(actor: Actor, *, identity: UUID) -> str:
    """A number whole. An event of its own."""
    row = one(IdentityDocument.objects.select_related("person"), identity)
    tell(row.person, revealed="identity")
    return str(row.number)


@query(permission="person.read", action="person.read")
def reveal_phone(actor: Actor, *, contact: UUID) -> str:
    """A telephone number whole. An event of its own."""
    row = one(Contact.objects.select_related("person"), contact)
    tell(row.person, revealed="phone")
    return str(row.phone)


@query(permission="person.search", action="person.verify")
def verify_number(actor: Actor, *, number: str) -> Verification:
    """Whether a number is on file anywhere, and the town that holds it.

    The same steps are taken for a hit and a miss, so that nothing can be read off the time.
    """
    sought = numbers.sought_number(number, today=clock.today())
    held = numbers.indexes("identity", sought)
    with connection.cursor() as cursor:
        cursor.execute("select public.registry_owning_office(%s)", [held])
        code = (cursor.fetchone() or [None])[0]
    names = dict(Division.objects.filter(code=code or "").values_list("code", "name"))
    touched("number", held[0].hex(), payload={"matches": code is not None})
    return Verification(code is not None, names.get(code, "") if code else "")


@query(permission="duplicates.review")
def disputes(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[DisputeRow]:
    """Numbers that two persons hold, for the office that sees both."""
    rows = seen(IdentityDispute.objects, division).filter(state=DisputeState.OPEN)
    related = rows.select_related("first__person", "second__person")
    return page_of(related, ("division", "id"), after, limit, _dispute_rows)


@query(permission="duplicates.review")
def count_disputes(actor: Actor, *, most: int) -> int:
    """How many numbers are disputed, counted up to `most`; tells nothing about anybody."""
    return int(seen(IdentityDispute.objects).filter(state=DisputeState.OPEN)[:most].count())


@command(permission="duplicates.review", action="duplicates.review")
def decide_dispute(actor: Actor, *, dispute: UUID, verdict: str) -> None:
    """Whose number it is: ``first``, ``second``, or ``same`` when both are one person.

    After ``same`` the two files are merged by `api.merges`, as any two files of one person.
    """
    rows = IdentityDispute.objects.select_related("first", "second")
    row = one(rows, dispute, lock=True)
    if row.state != DisputeState.OPEN:
        raise Conflict("该争议已经处理。")
    if verdict not in (DisputeState.FIRST, DisputeState.SECOND, DisputeState.SAME):
        raise Refused("处理结论不正确。")
    kept, other = row.first, row.second
    if verdict == DisputeState.SECOND:
        kept, other = other, kept
    other.state, other.valid_to = NumberState.SUPERSEDED, clock.today()
    other.save(update_fields=["state", "valid_to"])
    kept.state = NumberState.CONFIRMED
    kept.save(update_fields=["state"])
    row.state, row.decided_by, row.decided_at = verdict, actor.account, clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    touched("dispute", row.pk, row.division, Label(row.label), payload={"verdict": verdict})


def _linked(person: Person, row: IdentityDocument, read: numbers.ReadNumber) -> UUID:
    """The number is known already, perhaps in its other spelling."""
    if read.first_generation and not row.first_generation:
        row.first_generation = True
        row.save(update_fields=["first_generation"])
    tell(person, fields=["identities"])
    return row.pk


def _dispute_rows(rows: Iterable[IdentityDispute]) -> list[DisputeRow]:
    listed = list(rows)
    holders = [each for row in listed for each in (row.first.person, row.second.person)]
    shown = {each.id: each for each in person_rows(holders, clock.today())}
    return [
        DisputeRow(
            id=row.pk,
            division=row.division,
            first=shown[row.first.person_id],
            second=shown[row.second.person_id],
            number=mask_identity(row.first.number or ""),
            state=row.state,
            state_title=row.get_state_display(),
            created_at=row.created_at,
        )
        for row in listed
    ]
