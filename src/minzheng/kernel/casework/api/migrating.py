"""Running cases when a declaration changes: each is brought over by a person, or stays as it is.

New cases are opened by the newest version. A running one keeps the version that it was opened with
until somebody brings it over; that is refused where its position has no place in the new one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.catalogue.casework.advancing import settled
from minzheng.catalogue.casework.positions import Position
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework import timeline
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.items import item_for, item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.casework.moving import settle
from minzheng.kernel.casework.ports import items
from minzheng.kernel.casework.positions import position_of
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api.listing import Page, page_of, seen

PERMISSION = "case.supervise"


@dataclass(frozen=True, slots=True)
class OutdatedRow:
    """A running case of an older version; `hindrance` says why it cannot be brought over."""

    id: UUID
    number: str
    item_title: str
    pinned: date
    newest: date
    hindrance: str


@command(permission=PERMISSION, action="case.migrate")
def migrate_case(actor: Actor, *, case: UUID, version: int | None = None) -> None:
    """Bring a running case over to the version in force. Raises `Conflict` where it has no place.

    What is done stays done, who decides stays fixed; limits that the new version does not know
    stop, new ones begin.
    """
    row = locked(case, version)
    require_uninvolved(actor, row, PERMISSION)
    old, new = item_of(row), item_for(row.item, clock.today())
    if row.closed_at is not None or new.version == row.item_version:
        raise Conflict("该办件已按现行事项办理，或者已经办结。")
    position = position_of(row)
    reason = hindrance(old, new, position)
    if reason:
        raise Conflict(reason)
    row.item_version = new.version
    settle(row, new, position, settled(new, position))
    facts = {"from": str(old.version), "to": str(new.version)}
    timeline.note(actor, row, "migrate", facts=facts)
    tell(row, **facts)


@query(permission=PERMISSION, action="case.list")
def outdated(actor: Actor, *, after: str = "", limit: int = 50) -> Page[OutdatedRow]:
    """Running cases that go by an older version than the one in force."""
    rows = seen(Case.objects).filter(closed_at=None)
    for item in items().all_in_force(clock.today()):
        rows = rows.exclude(item=item.code, item_version=item.version)
    return page_of(rows, ("division", "id"), after, limit, _rows)


def hindrance(old: ServiceItem, new: ServiceItem, position: Position) -> str:
    """Why a position of the old version has no place in the new one; empty when it has."""
    known = {step.code for step in new.steps}
    lost = [code for code in sorted(position.done | position.open) if code not in known]
    if lost:
        named = "、".join(old.step(code).title for code in lost)
        return f"新版事项没有“{named}”这一环节，该办件应按原版本办理完毕。"
    # A mark of which the old version made nothing either (a mere ground, such as 人户分离) stays.
    strange = sorted((position.flags & old.flags) - new.flags)
    if strange:
        named = "、".join(flag.title for flag in strange)
        return f"新版事项不区分“{named}”，该办件应按原版本办理完毕。"
    kinds = {step.code: step.kind for step in new.steps}
    if any(old.step(code).kind is not kinds[code] for code in position.done | position.open):
        return "新版事项的环节性质已经改变，该办件应按原版本办理完毕。"
    moved = settled(new, position)
    if moved.state is not position.state:
        return "按新版事项该办件的状态会改变，应按原版本办理完毕。"
    return ""


def _rows(found: Iterable[Case]) -> Iterator[OutdatedRow]:
    for row in found:
        old, new = item_of(row), item_for(row.item, clock.today())
        yield OutdatedRow(
            id=row.pk,
            number=row.number,
            item_title=new.title,
            pinned=old.version,
            newest=new.version,
            hindrance=hindrance(old, new, position_of(row)),
        )
