"""Accounts of residents: opened by signing in, without a password, one for each person."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.http import HttpRequest

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account, Post, PostState
from minzheng.kernel.access.models.posts import Origin
from minzheng.kernel.access.roles import Family
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.identifiers import uuid7

ROLE = "resident"
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(encode(%s, 'hex'), 0))"


def resident_account(person: bytes, name: str, division: str) -> UUID | None:
    """The account in which a person acts as a resident, opened now if there was none.

    None for one that was disabled: signing in anew does not undo that.

    `person` is the blind index of the ID number. The post says the province only: a resident sees
    nothing by place, and no list of staff should hold a million residents.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [person])
    posts = Post.objects.filter(role=ROLE, person=person, state=PostState.ACTIVE)
    held = posts.select_related("account").order_by("id").first()
    if held is not None:
        return held.account_id if held.account.is_active else None
    account = _opened(person, name)
    Post.objects.create(
        account=account,
        person=person,
        role=ROLE,
        family=Family.BUSINESS,
        division=f"{division[:2]}0000",
        valid_from=clock.today(),
        state=PostState.ACTIVE,
        origin=Origin.REGISTRATION,
    )
    audit.record("account_holder.create", subject_type="account", subject=account.pk)
    return account.pk


def _opened(person: bytes, name: str) -> Account:
    account = Account(id=uuid7(), name=name, person=person, division="")
    account.username = f"resident-{account.pk.hex}"
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def let_in(request: HttpRequest, account: UUID) -> bool:
    """Sign in whoever gave the right code; False when the account was disabled since."""
    found = Account.objects.filter(pk=account, is_active=True).first()
    if found is not None:
        login(request, found, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return found is not None
