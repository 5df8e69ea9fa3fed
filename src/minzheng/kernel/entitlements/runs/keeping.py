"""How long the files of runs are kept: no longer than needed, for they say much of people."""

from collections import Counter
from datetime import timedelta

from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.models.runs import Run, RunState
from minzheng.kernel.entitlements.runs.places import place_of

NEWEST = 3
LONGEST = timedelta(days=365)


def forget_files() -> int:
    """Remove files that are no longer needed; answers how many runs lost theirs.

    The rows of a run stay: what it found is compared with later ones.
    """
    kept: Counter[str] = Counter()
    forgotten = 0
    over = Run.objects.filter(state__in=[RunState.FINISHED, RunState.FAILED])
    for row in over.order_by("-pk"):
        kept[row.division] += 1
        place = place_of(row.pk)
        recent = row.ordered_at > clock.now() - LONGEST
        if kept[row.division] > NEWEST or not recent:
            forgotten += place.folder.exists()
            place.remove()
    return forgotten
