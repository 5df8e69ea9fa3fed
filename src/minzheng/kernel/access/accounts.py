"""Opening, disabling and mending accounts: by the system administrator of the place."""

import secrets
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from minzheng.base.divisions import normalise
from minzheng.base.resident_id import parse_resident_id
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused, Unseen
from minzheng.kernel.access.models import Account, Post
from minzheng.kernel.access.places import covers, within
from minzheng.kernel.access.session_store import revoke
from minzheng.kernel.protection.keys import blind_index

_TAKEN = "这个账号名已被使用，请换一个。"
_OUTSIDE = "只能管理本辖区内的账号。"
_OWN = "不能对自己的账号执行此操作。"
_PASSWORD_BYTES = 12


def person_index(identity: str) -> bytes:
    """The blind index of an ID number as typed. Raises `InvalidIdentifier`."""
    number = parse_resident_id(identity, today=clock.today()).number
    return blind_index("identity", number)


def new_password() -> str:
    """A random one, to be changed at the first login."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


def open_account(
    *, username: str, name: str, identity: str, division: str, demo: bool = False
) -> tuple[Account, str]:
    """An account with its first password; for the command and the installer. Raises `Conflict`."""
    password = new_password()
    try:
        with transaction.atomic():
            account = Account.objects.add(
                username=username.strip(),
                name=name.strip(),
                person=person_index(identity),
                division=normalise(division),
                password=password,
                demo=demo,
            )
    except IntegrityError:
        raise Conflict(_TAKEN) from None
    return account, password


@command(permission="account_holder.add", action="account_holder.create")
def add_account(
    actor: Actor, *, username: str, name: str, identity: str, division: str
) -> tuple[UUID, str]:
    """A new account and its first password, which is shown once.

    The ID number is the holder's own; only its blind index is kept. Raises `InvalidIdentifier`,
    `Refused`, `Conflict`.
    """
    if not covers(actor, normalise(division)):
        raise Refused(_OUTSIDE)
    if not username.strip() or not name.strip():
        raise Refused("账号和姓名不能为空。")
    account, password = open_account(
        username=username, name=name, identity=identity, division=division
    )
    touched("account", account.id, account.division)
    return account.id, password


@command(permission="account_holder.disable", action="account_holder.disable")
def disable_account(actor: Actor, *, account: UUID, reason: str) -> None:
    """Nobody signs in with it any more; open sessions end at their next request."""
    row = _another(actor, account)
    if not reason.strip():
        raise Refused("请填写停用原因。")
    Account.objects.filter(pk=row.pk).update(
        is_active=False, disabled_at=clock.now(), disabled_reason=reason.strip()
    )
    touched("account", row.id, row.division, payload={"sessions": revoke(row.id)})


@command(permission="account_holder.add", action="account_holder.enable")
def enable_account(actor: Actor, *, account: UUID) -> None:
    """Undo `disable_account`."""
    row = _another(actor, account)
    Account.objects.filter(pk=row.pk).update(is_active=True, disabled_at=None, disabled_reason="")
    touched("account", row.id, row.division)


@command(permission="account_holder.add", action="password.change")
def reset_password(actor: Actor, *, account: UUID) -> str:
    """A new first password, for somebody who forgot theirs; open sessions end."""
    row = _another(actor, account)
    password = new_password()
    row.set_password(password)
    row.password_is_temporary = True
    row.save(update_fields=["password", "password_is_temporary"])
    revoke(row.id)
    touched("account", row.id, row.division, payload={"reset": True})
    return password


@command(permission="account_holder.add", action="second_factor.change")
def reset_second_factor(actor: Actor, *, account: UUID) -> None:
    """Forget the authenticator of somebody who lost it; the next login sets a new one."""
    row = _another(actor, account)
    Authenticator.objects.filter(user=row).delete()
    revoke(row.id)
    touched("account", row.id, row.division, payload={"reset": True})


@command(permission="session.revoke", action="session.revoke")
def revoke_sessions(actor: Actor, *, account: UUID) -> int:
    """End every session of somebody; returns how many."""
    row = _another(actor, account)
    ended = revoke(row.id)
    touched("account", row.id, row.division, payload={"sessions": ended})
    return ended


@query(permission="staff.read")
def staff(actor: Actor, *, words: str = "", after: str = "", limit: int = 50) -> list[Account]:
    """Accounts of the actor's division with their posts, by account name, `limit` after `after`."""
    rows = within(Account.objects.all(), actor).filter(username__gt=after)
    if words.strip():
        rows = rows.filter(name__startswith=words.strip())
    posts = Prefetch("posts", within(Post.objects.all(), actor))
    return list(rows.prefetch_related(posts).order_by("username")[:limit])


@query(permission="staff.read")
def staff_member(actor: Actor, *, account: UUID) -> Account:
    """One account of the actor's division, with its posts. Raises `Unseen`."""
    posts = Prefetch("posts", within(Post.objects.all(), actor))
    row = within(Account.objects.prefetch_related(posts), actor).filter(pk=account).first()
    if row is None:
        raise Unseen
    return row


def _another(actor: Actor, account: UUID) -> Account:
    """An account of the actor's division that is not of the actor's person."""
    row = within(Account.objects.all(), actor).filter(pk=account).first()
    if row is None:
        raise Unseen
    if row.person == actor.person:
        raise Refused(_OWN)
    return row
