"""What is written down around signing in, and which sessions end with it."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from minzheng.kernel.access import clock
from minzheng.kernel.access.models import Account, Session
from minzheng.kernel.access.session_store import (
    ADDRESS_KEY,
    AGENT_KEY,
    POST_KEY,
    SIGNED_IN_KEY,
    digest_of,
)
from minzheng.kernel.access.signing_in import posts_of
from minzheng.kernel.audit import api as audit

_LONGEST_AGENT = 200


def note_login(request: HttpRequest, user: Account, **_: Any) -> None:
    """Bind the session to its place, choose the post, write the event."""
    request.session[SIGNED_IN_KEY] = clock.now().isoformat()
    request.session[ADDRESS_KEY] = request.META.get("REMOTE_ADDR")
    request.session[AGENT_KEY] = request.META.get("HTTP_USER_AGENT", "")[:_LONGEST_AGENT]
    posts = posts_of(user.id)
    if posts:
        request.session[POST_KEY] = str(posts[0].id)
    audit.record("login.succeed", subject_type="account", subject=user.id)


def note_failure(request: HttpRequest | None = None, **_: Any) -> None:
    """Write that somebody failed. The name typed is left out: it is often a password."""
    if request is not None:
        audit.record("login.fail", result="refused")


def note_logout(user: Account | None, **_: Any) -> None:
    """Write the end of a session."""
    if user is not None:
        audit.record("logout", subject_type="account", subject=user.id)


def end_other_sessions(request: HttpRequest, user: Account, **_: Any) -> None:
    """Whoever knew the old password is out."""
    own = digest_of(request.session.session_key or "")
    Session.objects.filter(account=user).exclude(digest=own).delete()
    Account.objects.filter(pk=user.pk).update(password_is_temporary=False)
    audit.record("password.change", subject_type="account", subject=user.id)


def note_factor(instance: Authenticator, *, created: bool | None = None, **_: Any) -> None:
    """Write a change of the second factor, with the row: allauth tells of it after the commit."""
    if instance.type != Authenticator.Type.TOTP or created is False:
        return
    audit.record(
        "second_factor.change",
        subject_type="account",
        subject=instance.user_id,
        payload={"change": "added" if created else "removed"},
    )


def connect() -> None:
    """Let the functions above hear of what they write down. Repeating it changes nothing."""
    user_logged_in.connect(note_login, dispatch_uid="access.login")
    user_login_failed.connect(note_failure, dispatch_uid="access.failure")
    user_logged_out.connect(note_logout, dispatch_uid="access.logout")
    password_changed.connect(end_other_sessions, dispatch_uid="access.password")
    post_save.connect(note_factor, Authenticator, dispatch_uid="access.factor_added")
    post_delete.connect(note_factor, Authenticator, dispatch_uid="access.factor_removed")
