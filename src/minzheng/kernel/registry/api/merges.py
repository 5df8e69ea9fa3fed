"""Merging two files of one person, and undoing it."""

from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.results import MergeRow
from minzheng.kernel.registry.merging import merge_files, undo_files
from minzheng.kernel.registry.models import Merge, Person
from minzheng.kernel.registry.scoping import one, seen


@command(permission="person.merge", action="person.merge")
def merge_persons(actor: Actor, *, survivor: UUID, merged: UUID, reason: str) -> UUID:
    """Everything of `merged` goes to `survivor`; the merge's id, with which it can be undone."""
    return merge(actor, survivor, merged, reason).pk


@command(permission="person.merge", action="person.unmerge")
def undo_merge(actor: Actor, *, merge: UUID, reason: str) -> None:
    """Two files again, each row as it was. Raises `Conflict` when one was changed since."""
    row = one(Merge.objects.select_related("survivor", "merged"), merge, lock=True)
    if row.undone_at is not None:
        raise Conflict("该次合并已经撤销。")
    later = seen(Merge.objects).filter(survivor=row.survivor, undone_at=None, pk__gt=row.pk)
    if later.exists() or row.survivor.merged_into_id is not None:
        raise Conflict("此后还有其他合并，请先撤销后来的合并。")
    undo_files(row.survivor, row.merged, row.journal)
    row.undone_by, row.undone_at = actor.account, clock.now()
    row.undone_because = _reason(reason)
    row.save(update_fields=["undone_by", "undone_at", "undone_because"])
    _tell(row.survivor, row)


@query(permission="person.read")
def merges_of(actor: Actor, *, person: UUID) -> tuple[MergeRow, ...]:
    """The merges by which a file grew, the latest first."""
    rows = seen(Merge.objects).filter(survivor=person).select_related("merged")
    return tuple(
        MergeRow(
            id=each.pk,
            survivor=each.survivor_id,
            merged=each.merged_id,
            merged_name=each.merged.name,
            reason=each.reason,
            merged_by=each.merged_by,
            merged_at=each.merged_at,
            undone_at=each.undone_at,
        )
        for each in rows.order_by("-merged_at", "-id")
    )


def merge(actor: Actor, survivor: UUID, merged: UUID, reason: str) -> Merge:
    """The merge itself, inside a command that has told who acts."""
    if survivor == merged:
        raise Refused("请选择两份不同的档案。")
    # Always in one order, so that two who merge the same pair do not wait for each other.
    locked = {each: one(Person.objects, each, lock=True) for each in sorted((survivor, merged))}
    kept, gone = locked[survivor], locked[merged]
    if kept.merged_into_id or gone.merged_into_id:
        raise Unseen
    written = _reason(reason)
    journal = merge_files(kept, gone)
    row = Merge(
        division=kept.division,
        label=kept.label,
        survivor=kept,
        merged=gone,
        reason=written,
        journal=journal.entries,
        merged_by=actor.account,
    )
    row.save(force_insert=True)
    _tell(kept, row)
    return row


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("请填写理由。")
    return reason.strip()[:200]


def _tell(survivor: Person, row: Merge) -> None:
    touched(
        "person",
        survivor.pk,
        survivor.division,
        Label(survivor.label),
        payload={"merge": str(row.pk), "merged": str(row.merged_id)},
    )
