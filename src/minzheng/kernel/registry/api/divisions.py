"""The tree of divisions: reading, loading, and ordering dated changes.

Reading is public and needs no actor. A change is ordered here and carried out by the worker on its
day (`api.confirmation.perform_division_changes`), because records of every label move.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from minzheng.base.divisions import ancestors, level, normalise
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.registry.api.results import DivisionChangeRow, DivisionRow, Page
from minzheng.kernel.registry.models import (
    ChangeKind,
    Division,
    DivisionChange,
    DivisionKind,
    Succession,
)
from minzheng.kernel.registry.ordering import cancel_change, order_change
from minzheng.kernel.registry.planning import (
    NewUnit,
    Planned,
    planned_merge,
    planned_move,
    planned_rename,
    planned_split,
)
from minzheng.kernel.registry.previewing import preview_change, units_of_order

__all__ = [
    "NewUnit",
    "Planned",
    "cancel_change",
    "change_of_divisions",
    "division",
    "list_changes",
    "load_divisions",
    "names",
    "order_change",
    "path",
    "planned_merge",
    "planned_move",
    "planned_rename",
    "planned_split",
    "preview_change",
    "resolve",
]


def division(code: str) -> DivisionRow | None:
    """A division by its code, abolished ones too."""
    found = _rows(Division.objects.filter(code=code))
    return found[0] if found else None


def children(code: str = "", *, on: date | None = None) -> tuple[DivisionRow, ...]:
    """The divisions directly below one, or the topmost ones; on a day, or now."""
    rows = Division.objects.filter(parent=code or None)
    if on is None:
        rows = rows.filter(valid_to=None)
    else:
        rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=on))
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return tuple(_rows(rows))


def names(codes: Iterable[str]) -> dict[str, str]:
    """The names of some codes; those that are unknown are left out."""
    found = Division.objects.filter(code__in=set(codes))
    return dict(found.values_list("code", "name"))


def path(code: str) -> tuple[DivisionRow, ...]:
    """From the topmost known division down to one; the tree has no fixed depth."""
    return tuple(_rows(Division.objects.filter(code__in=[*ancestors(code), code])))


def resolve(code: str) -> tuple[str, ...]:
    """Today's codes of what a code once stood for; itself where it is still in use."""
    followers = dict[str, list[str]]()
    for old, new in Succession.objects.values_list("old", "new"):
        followers.setdefault(old, []).append(new)
    living = set(
        Division.objects.filter(valid_to=None, code__in=[code, *_all(followers)]).values_list(
            "code", flat=True
        )
    )
    found: list[str] = []
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        each = waiting.pop(0)
        if each in seen:
            continue
        seen.add(each)
        if each in living:
            found.append(each)
        else:
            waiting += followers.get(each, [])
    return tuple(sorted(found))


def load_divisions(rows: Iterable[tuple[str, str]], *, on: date | None = None) -> int:
    """Write divisions `(code, name)`; those that exist get the name. Answers how many there are.

    Raises `InvalidValue` for a code that is none.
    """
    named = {normalise(code): name.strip() for code, name in rows}
    known = set(named) | set(Division.objects.values_list("code", flat=True))
    Division.objects.bulk_create(
        [
            Division(
                code=code,
                name=named[code],
                level=level(code).value,
                parent_id=next((each for each in reversed(ancestors(code)) if each in known), None),
                kind=DivisionKind.COMMUNITY if len(code) > 9 else DivisionKind.ADMINISTRATIVE,
                valid_from=on,
            )
            for code in sorted(named, key=lambda each: (level(each), each))
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "parent"],
    )
    return len(named)


@query(permission="divisions.read")
def list_changes(actor: Actor, *, limit: int = 100) -> Page[DivisionChangeRow]:
    """The changes of divisions, the latest first."""
    rows = DivisionChange.objects.order_by("-on", "-id")[:limit]
    return Page(tuple(map(_change_row, rows)))


@query(permission="divisions.read")
def change_of_divisions(actor: Actor, *, change: UUID) -> DivisionChangeRow:
    """One change. Raises `Unseen`."""
    found = DivisionChange.objects.filter(pk=change).first()
    if found is None:
        raise Unseen
    return _change_row(found)


def _change_row(each: DivisionChange) -> DivisionChangeRow:
    planned = Planned(ChangeKind(each.kind), tuple(each.before), tuple(each.after), each.recoded)
    return DivisionChangeRow(
        id=each.pk,
        kind=each.kind,
        kind_title=each.get_kind_display(),
        on=each.on,
        approval=each.approval,
        before=planned.before,
        after=planned.after,
        state=each.state,
        state_title=each.get_state_display(),
        moved_rows=each.moved_rows,
        units=units_of_order(each),
        divided=planned.divided,
    )


def _all(followers: Mapping[str, Sequence[str]]) -> set[str]:
    return {new for news in followers.values() for new in news}


def _rows(rows: "QuerySet[Division]") -> list[DivisionRow]:
    below = Division.objects.filter(parent=OuterRef("pk"), valid_to=None)
    annotated = rows.annotate(has=Exists(below)).order_by("code")
    return [
        DivisionRow(
            code=each.code,
            name=each.name,
            level=each.level,
            parent=each.parent_id or "",
            kind=each.kind,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            has_children=each.has,
        )
        for each in annotated
    ]
