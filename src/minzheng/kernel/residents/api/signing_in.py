"""Signing in by ID number and a code sent to the telephone on file.

The page never learns whether the number is on file: it takes the same steps and says the same words
for every number, and the worker does the rest.
"""

from uuid import UUID

from django.db.models import F
from procrastinate.contrib.django import app

from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.audit import api as audit
from minzheng.kernel.residents import codes
from minzheng.kernel.residents.models import SignIn

TASK = "residents.send_code"


def ask_code(number: str, address: str | None) -> UUID:
    """Have a code sent to whoever holds the ID number; the attempt to which it belongs.

    Raises `InvalidIdentifier` for what is no number, `Refused` to whoever asks too often.
    """
    index = access.person_index(number)
    caller = codes.address_index(address)
    now = clock.now()
    codes.require_patience(index, caller, now)
    row = SignIn.objects.create(
        index=index, address=caller, asked_at=now, expires_at=now + codes.LASTS
    )
    audit.record("login.code")
    app.configure_task(TASK, lock=f"{TASK}:{row.pk}").defer(subject=str(row.pk))
    return row.pk


def account_for(attempt: UUID, code: str) -> UUID | None:
    """The account that a right code opens, once; None for everything else, whatever it is.

    A wrong code counts. It raises nothing, so that the count stays when the page is refused.
    """
    rows = SignIn.objects.filter(pk=attempt, used_at=None, expires_at__gt=clock.now())
    row = rows.select_for_update().first()
    if row is not None and row.tries < codes.TRIES:
        if row.account and row.code == codes.digest_of(row.pk, _typed(code)):
            rows.update(used_at=clock.now())
            account: UUID = row.account
            return account
        rows.update(tries=F("tries") + 1)
    audit.record("login.fail", result="refused")
    return None


def _typed(code: str) -> str:
    """Digits as people type them: with blanks, or in full width."""
    return "".join(str(int(each)) for each in code if each.isdecimal())
