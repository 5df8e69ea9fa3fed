"""Which cases are running: for apps that would otherwise ask somebody to open another one."""

from collections.abc import Iterable
from uuid import UUID

from minzheng.kernel.casework.models import Case
from minzheng.kernel.registry.api.listing import seen


def running_cases(items: Iterable[str]) -> list[tuple[str, UUID]]:
    """Of some items, within the scope: item and the household or person of each open case."""
    rows = seen(Case.objects).filter(closed_at=None, item__in=sorted(set(items)))
    return [
        (item, whom)
        for item, home, person in rows.values_list("item", "household_id", "subject_id")
        if (whom := home or person) is not None
    ]
