"""Who works in villages and neighbourhoods, in which post, from when until when."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.masking import mask_phone
from minzheng.kernel.registry import numbers
from minzheng.kernel.registry.api.results import Page, RosterRow
from minzheng.kernel.registry.models import Person, RosterEntry, VillagePost
from minzheng.kernel.registry.naming.readings import sort_key
from minzheng.kernel.registry.naming.spelling import clean_name
from minzheng.kernel.registry.registering import OUTSIDE
from minzheng.kernel.registry.scoping import one, page_of, seen, within_scope

ORDER = ("division", "name_sort", "id")


@query(permission="organisation.read", action="staff.read")
def list_roster(
    actor: Actor, *, division: str = "", post: str = "", after: str = "", limit: int = 50
) -> Page[RosterRow]:
    """Who serves today in the villages of a division."""
    today = clock.today()
    rows = seen(RosterEntry.objects, division).filter(valid_from__lte=today)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    page = page_of(rows.filter(post=post) if post else rows, ORDER, after, limit, _rows)
    touched("list", None, division or actor.division, payload={"post": post})
    return page


@command(permission="organisation.change", action="staff.change")
def enter_roster(
    actor: Actor,
    *,
    division: str,
    name: str,
    post: str,
    valid_from: date,
    person: UUID | None = None,
    phone: str = "",
) -> UUID:
    """Somebody takes a village post; ``person`` is their own file, where it is known."""
    if not within_scope(division):
        raise Refused(OUTSIDE)
    if post not in VillagePost.values:
        raise Refused("岗位代码不正确。")
    written = clean_name(name)
    row = RosterEntry(
        division=division,
        person=one(Person.objects, person) if person else None,
        name=written,
        name_sort=sort_key(written),
        post=post,
        phone=numbers.read_phone(phone) if phone else None,
        valid_from=valid_from,
    )
    row.save(force_insert=True)
    touched("roster", row.pk, division)
    return row.pk


@command(permission="organisation.change", action="staff.change")
def leave_roster(actor: Actor, *, entry: UUID, on: date) -> None:
    """The first day on which somebody no longer holds a village post."""
    row = one(RosterEntry.objects, entry, lock=True)
    if on <= row.valid_from:
        raise Refused("离任日期应晚于任职日期。")
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    touched("roster", row.pk, row.division, Label(row.label))


def _rows(rows: Iterable[RosterEntry]) -> list[RosterRow]:
    return [
        RosterRow(
            id=each.pk,
            division=each.division,
            person=each.person_id,
            name=each.name,
            post=each.post,
            post_title=each.get_post_display(),
            phone=mask_phone(each.phone) if each.phone else "",
            valid_from=each.valid_from,
            valid_to=each.valid_to,
        )
        for each in rows
    ]
