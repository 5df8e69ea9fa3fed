"""The queue of possible duplicates: a person decides, and the decision is remembered."""

from collections.abc import Iterable
from uuid import UUID

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.merges import merge
from minzheng.kernel.registry.api.results import Page, PairRow
from minzheng.kernel.registry.models import PairState, PossibleDuplicate
from minzheng.kernel.registry.reading import person_rows
from minzheng.kernel.registry.scoping import one, page_of, seen

ORDER = ("division", "id")


@query(permission="duplicates.review", action="duplicates.review")
def list_duplicates(
    actor: Actor, *, division: str = "", after: str = "", limit: int = 50
) -> Page[PairRow]:
    """The pairs that wait for somebody who sees both persons."""
    rows = seen(PossibleDuplicate.objects, division).filter(
        state=PairState.OPEN, a__merged_into=None, b__merged_into=None
    )
    page = page_of(rows.select_related("a", "b"), ORDER, after, limit, _rows)
    shown = [str(each.id) for each in page.rows]
    touched("list", None, division or actor.division, payload={"shown": shown})
    return page


@query(permission="duplicates.review")
def count_duplicates(actor: Actor, *, most: int) -> int:
    """How many pairs wait, counted up to `most`; tells nothing about anybody."""
    rows = seen(PossibleDuplicate.objects).filter(
        state=PairState.OPEN, a__merged_into=None, b__merged_into=None
    )
    return int(rows[:most].count())


@query(permission="duplicates.review", action="duplicates.review")
def possible_pair(actor: Actor, *, pair: UUID) -> PairRow:
    """One pair, to be compared. Raises `Unseen`."""
    row = one(PossibleDuplicate.objects.select_related("a", "b"), pair)
    touched("pair", row.pk, row.division, Label(row.label))
    return _rows([row])[0]


@command(permission="person.merge", action="duplicates.review")
def accept_duplicate(actor: Actor, *, pair: UUID, survivor: UUID, reason: str) -> UUID:
    """Both are one person: the files are merged into `survivor`. The merge's id."""
    row = _open(pair)
    if survivor not in (row.a_id, row.b_id):
        raise Refused("保留的档案应是这两份之一。")
    merged = row.b_id if survivor == row.a_id else row.a_id
    done = merge(actor, survivor, merged, reason)
    _decided(actor, row, PairState.ACCEPTED)
    return done.pk


@command(permission="duplicates.review", action="duplicates.review")
def reject_duplicate(actor: Actor, *, pair: UUID) -> None:
    """Two persons: the pair is not suggested again."""
    _decided(actor, _open(pair), PairState.REJECTED)


def _open(pair: UUID) -> PossibleDuplicate:
    row: PossibleDuplicate = one(PossibleDuplicate.objects, pair, lock=True)
    if row.state != PairState.OPEN:
        raise Conflict("这一对已经有人处理。")
    return row


def _decided(actor: Actor, row: PossibleDuplicate, state: PairState) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.account, clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    touched("pair", row.pk, row.division, Label(row.label), payload={"state": state.value})


def _rows(pairs: Iterable[PossibleDuplicate]) -> list[PairRow]:
    listed = list(pairs)
    persons = person_rows([one for each in listed for one in (each.a, each.b)], clock.today())
    shown = {each.id: each for each in persons}
    return [
        PairRow(
            id=each.pk,
            division=each.division,
            a=shown[each.a_id],
            b=shown[each.b_id],
            score=each.score,
            agreements=each.agreements,
            state=each.state,
            state_title=each.get_state_display(),
        )
        for each in listed
    ]
