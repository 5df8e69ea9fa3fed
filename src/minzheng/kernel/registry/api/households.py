"""Households, who belongs to them, and who must support whom."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from minzheng.base.events import publish
from minzheng.base.typed_text import to_half_width
from minzheng.catalogue.codes import Relation
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry import events
from minzheng.kernel.registry.api.results import HouseholdFile, HouseholdRow, Page
from minzheng.kernel.registry.files import household_file_of
from minzheng.kernel.registry.models import (
    DocumentKind,
    Household,
    HouseholdKind,
    Membership,
    Person,
    Supporter,
)
from minzheng.kernel.registry.naming.spelling import clean_name
from minzheng.kernel.registry.placing import protect_home, rehome_person
from minzheng.kernel.registry.registering import OUTSIDE, read_new, temporary_code
from minzheng.kernel.registry.scoping import one, page_of, seen, within_scope
from minzheng.kernel.registry.standing import tell

ORDER = ("division", "number", "id")
MOST_FOUND = 50
IN_TWO_HOUSEHOLDS = "该人员在所填期间已属于另一个同类家庭，不能同时属于两个家庭。"


@query(permission="household.read", action="household.search")
def list_households(
    actor: Actor,
    *,
    division: str = "",
    kind: str = HouseholdKind.ASSISTANCE.value,
    after: str = "",
    limit: int = 50,
) -> Page[HouseholdRow]:
    """The households of a division within the scope that exist today, by division and number."""
    rows = seen(Household.objects, division).filter(kind=kind, valid_to=None)
    page = page_of(rows, ORDER, after, limit, _rows)
    shown = [str(each.id) for each in page.rows]
    touched("list", None, division or actor.division, payload={"shown": shown})
    return page


@query(permission="household.read", action="household.search")
def find_households(actor: Actor, *, number: str, division: str = "") -> Page[HouseholdRow]:
    """The households under one number, ended ones too: numbers are given by place."""
    sought = to_half_width(number).upper()
    rows = seen(Household.objects, division).filter(number__in={sought, number.strip()})
    page = Page(tuple(_rows(rows.order_by(*ORDER)[:MOST_FOUND])))
    payload = {"how": "number", "text": number[:40], "shown": [str(each.id) for each in page.rows]}
    # It is as sensitive as its rows.
    labels = {each.label for each in page.rows} - {Label.ORDINARY}
    label = next(iter(sorted(labels)), Label.ORDINARY)
    touched("list", None, division or actor.division, label, payload=payload)
    return page


@query(permission="household.read", action="household.read")
def household_file(actor: Actor, *, household: UUID) -> HouseholdFile:
    """Everything about a household, in a fixed number of queries. Raises `Unseen`."""
    found = household_file_of(household)
    touched("household", household, found.division, found.label)
    return found


@command(permission="household.change", action="household.register")
def found_household(
    actor: Actor,
    *,
    kind: str,
    division: str,
    valid_from: date,
    number: str = "",
    address: str = "",
) -> UUID:
    """A new household without members; a number is given to it unless it has one."""
    if not within_scope(division):
        raise Refused(OUTSIDE)
    if kind not in HouseholdKind.values:
        raise Refused("家庭类型不正确。")
    row = Household(
        division=division,
        kind=kind,
        number=number.strip()[:40] or temporary_code(division).replace("LS", "JT", 1),
        address=address or None,
        valid_from=valid_from,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict("本区划内已有这个家庭编号，请核对。") from None
    _tell(row)
    return row.pk


@command(permission="household.change", action="household.join")
def join_household(
    actor: Actor,
    *,
    person: UUID,
    household: UUID,
    relation: int,
    on: date,
    number: int = 0,
    reason: str = "",
    evidence: UUID | None = None,
) -> UUID:
    """A person belongs to a household from a day on. Into an assistance household the file follows.

    Raises `Conflict` when the person belongs to another one of that kind at that time; it names
    neither the household nor its place.
    """
    whose = one(Person.objects, person, lock=True)
    home = one(Household.objects, household, lock=True)
    _check_joining(home, relation, on)
    if home.kind == HouseholdKind.ASSISTANCE:
        rehome_person(whose, home.division)
    row = Membership(
        division=whose.division,
        label=whose.label,
        person=whose,
        household=home,
        kind=home.kind,
        relation=relation,
        number=number or home.memberships.count() + 1,
        valid=DateRange(on, None),
        reason=reason[:100],
        evidence=evidence,
    )
    _add(row)
    protect_home(home)
    if home.kind == HouseholdKind.ASSISTANCE:
        publish(events.MemberJoined(home.pk, whose.pk, on))
    _tell(home, person=str(whose.pk), on=str(on))
    return row.pk


def _add(row: Membership) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(IN_TWO_HOUSEHOLDS) from None


@command(permission="household.change", action="household.leave")
def leave_household(actor: Actor, *, membership: UUID, on: date, reason: str) -> None:
    """``on`` is the first day on which the person no longer belongs to the household."""
    row = one(Membership.objects.select_related("household"), membership, lock=True)
    if on <= row.valid.lower:
        raise Refused("离开日期应晚于加入日期。")
    if row.valid.upper is not None and on > row.valid.upper:
        raise Conflict("该成员此前已经离开。")
    row.valid = DateRange(row.valid.lower, on)
    row.reason = reason[:100]
    row.save(update_fields=["valid", "reason"])
    if row.kind == HouseholdKind.ASSISTANCE:
        publish(events.MemberLeft(row.household_id, row.person_id, on))
    _tell(row.household, person=str(row.person_id), on=str(on))


@command(permission="household.change", action="household.change")
def end_household(actor: Actor, *, household: UUID, on: date, reason: str) -> None:
    """A household that exists no longer from a day on; its last members leave with it."""
    row = one(Household.objects, household, lock=True)
    if row.valid_to is not None:
        raise Conflict("该家庭此前已经销户。")
    if on < row.valid_from:
        raise Refused("销户日期早于立户日期。")
    row.valid_to, row.version = on, row.version + 1
    row.save(update_fields=["valid_to", "version"])
    for each in seen(Membership.objects).filter(household=row, valid__endswith=None):
        if on > each.valid.lower:
            each.valid = DateRange(each.valid.lower, on)
            each.save(update_fields=["valid"])
    if row.kind == HouseholdKind.ASSISTANCE:
        publish(events.HouseholdEnded(row.pk, on))
    _tell(row, on=str(on), reason=reason[:100])


@command(permission="household.change", action="supporter.change")
def add_supporter(
    actor: Actor,
    *,
    person: UUID,
    relation: int,
    on: date,
    name: str = "",
    registered: UUID | None = None,
    birth_date: date | None = None,
    number: str = "",
) -> UUID:
    """Somebody whom the law obliges to support a person, with or without a file of their own."""
    whose = one(Person.objects, person)
    own = one(Person.objects, registered) if registered else None
    if relation not in set(Relation):
        raise Refused("关系代码不正确。")
    if own is None and not name:
        raise Refused("请填写义务人姓名，或选择其档案。")
    read = read_new(DocumentKind.RESIDENT, number, official=False) if number else None
    row = Supporter(
        division=whose.division,
        label=whose.label,
        person=whose,
        registered=own,
        relation=relation,
        name=own.name if own else clean_name(name),
        birth_date=(own.birth_date if own else birth_date) or (read.born if read else None),
        number=read.number if read else None,
        index=blind_index("identity", read.number) if read else None,
        position=whose.supporters.count() + 1,
        valid_from=on,
    )
    row.save(force_insert=True)
    tell(whose, supporter=str(row.pk))
    return row.pk


@command(permission="household.change", action="supporter.change")
def end_supporter(actor: Actor, *, supporter: UUID, on: date) -> None:
    """A duty of support that ended, by death for instance."""
    row = one(Supporter.objects.select_related("person"), supporter, lock=True)
    if row.valid_to is not None:
        raise Conflict("这一项此前已经终止。")
    if on < row.valid_from:
        raise Refused("终止日期早于起始日期。")
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    tell(row.person, supporter=str(row.pk))


def _check_joining(home: Household, relation: int, on: date) -> None:
    if relation not in set(Relation):
        raise Refused("与户主关系代码不正确。")
    if on < home.valid_from or (home.valid_to is not None and on >= home.valid_to):
        raise Refused("加入日期不在该家庭存续期间内。")


def _rows(households: Iterable[Household]) -> list[HouseholdRow]:
    """Households in a list, with their heads and sizes of today: one query more."""
    listed = list(households)
    present: dict[UUID, list[Membership]] = {each.pk: [] for each in listed}
    rows = seen(Membership.objects).filter(household__in=present, valid__contains=clock.today())
    for each in rows.select_related("person").order_by("relation", "number"):
        present[each.household_id].append(each)
    return [
        HouseholdRow(
            id=each.pk,
            division=each.division,
            label=Label(each.label),
            kind=each.kind,
            number=each.number,
            head=present[each.pk][0].person.name if present[each.pk] else "",
            members=len(present[each.pk]),
            valid_from=each.valid_from,
            valid_to=each.valid_to,
        )
        for each in listed
    ]


def _tell(row: Household, **payload: object) -> None:
    touched("household", row.pk, row.division, Label(row.label), payload=payload)
