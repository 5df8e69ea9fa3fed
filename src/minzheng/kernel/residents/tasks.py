"""What the worker does for residents, found by procrastinate by the name of this module."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.residents.models import SignIn
from minzheng.kernel.residents.sending import send_code as send

KEPT_FOR = timedelta(days=7)
"""Longer than any limit counts."""


@app.task(name="residents.send_code", retry=2)
def send_code(subject: str) -> None:
    """Send a code, if the number belongs to somebody with a telephone on file."""
    with working("sign_in"):
        send(UUID(subject))


@app.periodic(cron="41 2 * * *")
@app.task(name="residents.forget_old", queueing_lock="residents.forget_old")
def forget_old(timestamp: int) -> None:
    """Every night: attempts to sign in that no longer count."""
    with working("job"):
        SignIn.objects.filter(asked_at__lt=clock.now() - KEPT_FOR).delete()
