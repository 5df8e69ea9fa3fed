"""How long to wait after wrong passwords: by account and address together, longer each time.

A town's office sits behind one address, and a stranger must not lock a colleague out: attempts
count for the pair only, and waiting is short at first (security T-33). axes itself only knows one
waiting time for everybody, and forgets the attempts when it is over.
"""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import Max, Sum
from django.http import HttpRequest

from minzheng.kernel.access import clock

FREE_ATTEMPTS = 5
"""Wrong passwords without waiting."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
REMEMBERED_FOR = timedelta(hours=24)
_DOUBLINGS = 6


def wait_after(failures: int) -> timedelta:
    """How long after the last of so many failures the next attempt is looked at."""
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    doublings = min(failures - FREE_ATTEMPTS, _DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


class GrowingWait(AxesDatabaseHandler):
    """axes' handler of attempts in the database, with a wait that doubles."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether this account must still wait at this address."""
        rows: list[Any] = self.get_user_attempts(request, credentials)
        for attempts in rows:
            counted = attempts.aggregate(all=Sum("failures_since_start"), last=Max("attempt_time"))
            if counted["last"] and clock.now() < counted["last"] + wait_after(counted["all"]):
                return True
        return False


def forget_old() -> int:
    """Remove attempts that no longer count; returns how many."""
    old = AccessAttempt.objects.filter(attempt_time__lt=clock.now() - REMEMBERED_FOR)
    return int(old.delete()[0])
