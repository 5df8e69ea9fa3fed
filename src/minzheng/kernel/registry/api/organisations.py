"""Organisations, their facilities, and who works in villages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.credit_code import parse_credit_code
from minzheng.base.errors import InvalidValue
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import finding
from minzheng.kernel.registry.api.results import (
    FacilityRow,
    OrganisationFile,
    OrganisationRow,
    Page,
)
from minzheng.kernel.registry.models import (
    Facility,
    FacilityKind,
    Organisation,
    OrganisationKind,
    OrganisationState,
    OrganisationToken,
)
from minzheng.kernel.registry.naming.readings import sort_key
from minzheng.kernel.registry.naming.tokens import tokens_of
from minzheng.kernel.registry.registering import OUTSIDE
from minzheng.kernel.registry.scoping import cursor_id, one, page_of, seen, within_scope
from minzheng.kernel.registry.standing import SOMEBODY_WAS_FIRST

ORDER = ("division", "name_sort", "id")
LONGEST_NAME = 200
_CODE_LENGTH = 18


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """What is entered about an organisation; the code may be missing, but not be wrong."""

    name: str
    kind: str
    division: str
    credit_code: str = ""
    state: str = OrganisationState.ACTIVE.value
    legal_representative: str = ""
    address: str = ""
    registered_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class FacilityEntry:
    """What is entered about a facility."""

    name: str
    kind: str
    division: str
    organisation: UUID | None = None
    address: str = ""
    beds: int | None = None
    floor_area: int | None = None
    opened_on: date | None = None


@query(permission="organisation.read", action="organisation.search")
def list_organisations(
    actor: Actor, *, division: str = "", kind: str = "", after: str = "", limit: int = 50
) -> Page[OrganisationRow]:
    """The organisations of a division, by division and name."""
    rows = seen(Organisation.objects, division)
    page = page_of(rows.filter(kind=kind) if kind else rows, ORDER, after, limit, _rows)
    _told(actor, division, page)
    return page


@query(permission="organisation.read", action="organisation.search")
def find_organisations(
    actor: Actor, *, text: str, division: str = "", after: str = "", limit: int = 50
) -> Page[OrganisationRow]:
    """Organisations by name, pinyin or credit code."""
    typed = "".join(text.split()).upper()
    rows = seen(Organisation.objects, division)
    if len(typed) == _CODE_LENGTH and typed.isascii():
        page = Page(tuple(_rows(rows.filter(credit_code=typed))))
    else:
        page = _by_name(text, division, after, limit)
    _told(actor, division, page)
    return page


@query(permission="organisation.read", action="organisation.read")
def organisation_file(actor: Actor, *, organisation: UUID) -> OrganisationFile:
    """An organisation with its facilities: two queries. Raises `Unseen`."""
    row = one(Organisation.objects, organisation)
    facilities = seen(Facility.objects).filter(organisation=row).order_by("name_sort", "id")
    touched("organisation", row.pk, row.division, Label(row.label))
    return OrganisationFile(_rows([row])[0], tuple(map(_facility, facilities)))


@command(permission="organisation.change", action="organisation.change")
def register_organisation(actor: Actor, *, entry: OrganisationEntry) -> UUID:
    """A new organisation. Raises `Conflict` when the code is registered already."""
    if not within_scope(entry.division):
        raise Refused(OUTSIDE)
    row = Organisation(division=entry.division)
    _fill(row, entry)
    _save(row, new=True)
    return row.pk


@command(permission="organisation.change", action="organisation.change")
def change_organisation(
    actor: Actor, *, organisation: UUID, version: int, entry: OrganisationEntry
) -> int:
    """All columns anew; the code stays what it was when the division changes (§14 G7)."""
    row = one(Organisation.objects, organisation, lock=True)
    if row.version != version:
        raise Conflict(SOMEBODY_WAS_FIRST)
    if not within_scope(entry.division):
        raise Refused(OUTSIDE)
    row.division, row.version = entry.division, row.version + 1
    _fill(row, entry)
    _save(row, new=False)
    seen(Facility.objects).filter(organisation=row).update(division=row.division)
    changed: int = row.version
    return changed


@query(permission="organisation.read", action="organisation.search")
def list_facilities(
    actor: Actor, *, division: str = "", kind: str = "", after: str = "", limit: int = 50
) -> Page[FacilityRow]:
    """The facilities of a division, by division and name."""
    rows = seen(Facility.objects, division)
    chosen = rows.filter(kind=kind) if kind else rows
    page = page_of(chosen, ORDER, after, limit, lambda found: map(_facility, found))
    touched("list", None, division or actor.division, payload={"kind": kind})
    return page


@query(permission="organisation.read")
def facility_row(actor: Actor, *, facility: UUID) -> FacilityRow:
    """One facility, for a page about it. Raises `Unseen`."""
    return _facility(one(Facility.objects, facility))


@command(permission="organisation.change", action="organisation.change")
def register_facility(actor: Actor, *, entry: FacilityEntry) -> UUID:
    """A new facility."""
    if not within_scope(entry.division):
        raise Refused(OUTSIDE)
    if entry.kind not in FacilityKind.values:
        raise Refused("设施类型不正确。")
    name = _name(entry.name)
    row = Facility(
        division=entry.division,
        organisation=one(Organisation.objects, entry.organisation) if entry.organisation else None,
        name=name,
        name_sort=sort_key(name),
        kind=entry.kind,
        address=entry.address.strip()[:200],
        beds=entry.beds,
        floor_area=entry.floor_area,
        opened_on=entry.opened_on,
    )
    row.save(force_insert=True)
    touched("facility", row.pk, row.division)
    return row.pk


@command(permission="organisation.change", action="organisation.change")
def close_facility(actor: Actor, *, facility: UUID, on: date) -> None:
    """A facility that serves nobody any more."""
    row = one(Facility.objects, facility, lock=True)
    if row.closed_on is not None:
        raise Conflict("该设施此前已经停用。")
    if row.opened_on is not None and on < row.opened_on:
        raise Refused("停用日期早于启用日期。")
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    touched("facility", row.pk, row.division)


def _fill(row: Organisation, entry: OrganisationEntry) -> None:
    if entry.kind not in OrganisationKind.values or entry.state not in OrganisationState.values:
        raise Refused("机构类型或状态不正确。")
    row.name = _name(entry.name)
    row.name_sort = sort_key(row.name)
    row.kind, row.state = entry.kind, entry.state
    code = entry.credit_code
    row.credit_code = parse_credit_code(code).number if code.strip() else ""
    row.legal_representative = " ".join(entry.legal_representative.split())[:100]
    row.address = " ".join(entry.address.split())[:200]
    row.registered_on, row.ended_on = entry.registered_on, entry.ended_on


def _save(row: Organisation, *, new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=new)
    except IntegrityError:
        raise Conflict("该统一社会信用代码已经登记。") from None
    OrganisationToken.objects.filter(subject=row.pk).delete()
    OrganisationToken.objects.bulk_create(
        OrganisationToken(
            token=token, division=row.division, name_sort=row.name_sort, subject=row.pk
        )
        for token in tokens_of([row.name])[row.name]
    )
    touched("organisation", row.pk, row.division)


def _name(name: str) -> str:
    written = " ".join(name.replace("\0", "").split())
    if not 1 <= len(written) <= LONGEST_NAME:
        raise InvalidValue(f"名称应为1至{LONGEST_NAME}个字。")
    return written


def _by_name(text: str, division: str, after: str, limit: int) -> Page[OrganisationRow]:
    key = None
    if after:
        row = seen(Organisation.objects).filter(pk=cursor_id(after)).values_list(*ORDER).first()
        key = (row[0], row[1], row[2]) if row else None
    keys = finding.keys_of(OrganisationToken, text, division=division, after=key, limit=limit + 1)
    shown = [each[2] for each in keys[:limit]]
    found = seen(Organisation.objects).in_bulk(shown)
    rows = [found[each] for each in shown if each in found]
    kept = _rows(each for each in rows if finding.holds(each.name, text))
    return Page(tuple(kept), str(shown[-1]) if len(keys) > limit else "")


def _told(actor: Actor, division: str, page: Page[OrganisationRow]) -> None:
    shown = [str(each.id) for each in page.rows]
    touched("list", None, division or actor.division, payload={"shown": shown})


def _rows(rows: Iterable[Organisation]) -> list[OrganisationRow]:
    return [
        OrganisationRow(
            id=each.pk,
            division=each.division,
            label=Label(each.label),
            credit_code=each.credit_code,
            name=each.name,
            kind=each.kind,
            kind_title=each.get_kind_display(),
            state=each.state,
            state_title=each.get_state_display(),
            legal_representative=each.legal_representative,
            address=each.address,
            registered_on=each.registered_on,
            ended_on=each.ended_on,
            version=each.version,
        )
        for each in rows
    ]


def _facility(row: Facility) -> FacilityRow:
    return FacilityRow(
        id=row.pk,
        division=row.division,
        organisation=row.organisation_id,
        name=row.name,
        kind=row.kind,
        kind_title=row.get_kind_display(),
        address=row.address,
        beds=row.beds,
        floor_area=row.floor_area,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
    )
