"""Replaying decisions: the kept facts and the kept rules, to the same fen."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.deciding.replaying import Replay, replayed
from minzheng.kernel.casework.models import Decision
from minzheng.kernel.casework.timeline import tell
from minzheng.kernel.registry.api.listing import one

__all__ = ["Different", "Replay", "replay", "replay_all"]
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Different:
    """A decision that does not come out as it was kept."""

    decision: UUID
    case: str
    differences: tuple[str, ...]


@query(permission="case.read", action="case.replay")
def replay(actor: Actor, *, decision: UUID) -> Replay:
    """Whether a decision comes out the same today, from what was kept of it. Raises `Unseen`."""
    found = one(Decision.objects.select_related("case"), decision)
    result = replayed(found)
    tell(found.case, decision=str(found.pk), equal=result.equal)
    return result


def replay_all(division: str = "") -> Iterator[Different | None]:
    """Every decision of a division, by edition: None for one that is equal. For the command."""
    after: tuple[str, UUID] | None = None
    while True:
        with working("job", division):
            rows = Decision.objects.select_related("case").exclude(edition=None)
            rows = rows.order_by("edition_id", "pk")
            if after is not None:
                rows = rows.filter(edition_id__gte=after[0]).exclude(
                    edition_id=after[0], pk__lte=after[1]
                )
            page = list(rows[:_AT_ONCE])
            found = [(each, replayed(each)) for each in page]
        for each, result in found:
            same = result.equal
            yield None if same else Different(each.pk, each.case.number, result.differences)
        if len(page) < _AT_ONCE:
            return
        after = (page[-1].edition_id or "", page[-1].pk)
