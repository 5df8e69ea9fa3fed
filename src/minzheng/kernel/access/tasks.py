"""What the worker does for access, found by procrastinate by the name of this module."""

from procrastinate.contrib.django import app

from minzheng.kernel.access import lockout, repeats
from minzheng.kernel.access.session_store import SessionStore
from minzheng.kernel.access.worker import working


@app.periodic(cron="27 2 * * *")
@app.task(name="access.forget_old", queueing_lock="access.forget_old")
def forget_old(timestamp: int) -> None:
    """Every night: sessions that are over, answers to repeats, mistakes that no longer count."""
    with working("job"):
        SessionStore.clear_expired()
        repeats.forget_old()
        lockout.forget_old()
