"""The last middleware: one transaction per request, with the actor's scope, behind the policy.

The transaction is opened here and not by ATOMIC_REQUESTS, because lazily rendered answers are
rendered after that one has ended (platform probes §2).
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access import answers, clock, login, repeats
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Session
from minzheng.kernel.access.purposes import INTERFACE
from minzheng.kernel.access.routes import SAFE_METHODS, Open, methods_of, policy_of
from minzheng.kernel.access.session_store import SessionStore
from minzheng.kernel.access.signing_in import (
    SignedIn,
    actor_in,
    bearer,
    behind,
    chosen_post,
    own_in,
    purpose_of,
    purpose_of_machine,
    shown_at,
)
from minzheng.kernel.access.tokens import actor_of_token
from minzheng.kernel.access.waivers import second_factor_waived
from minzheng.kernel.audit.actors import Acting, acting_as
from minzheng.kernel.protection.context import NOWHERE, entered

logger = logging.getLogger(__name__)

NOTE_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is known; less would write at every click."""

SERVER_ERROR = 500


class AccessMiddleware:
    """Sets `request.actor` (None for strangers) and `request.request_id`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        login.connect()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer inside a transaction that sees what the actor sees."""
        _note(request, request_id=str(uuid4()))
        self._identify(request)
        response = self._answer(request)
        response.headers["X-Request-Id"] = _noted(request, "request_id")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponseBase | None:
        """Hold the request against the policy of its route; answer repeats from memory."""
        policy = policy_of(view, request.method or "GET")
        offered = methods_of(view)
        if offered and request.method not in offered:
            return answers.not_offered(request, offered)
        if policy is None:
            # The system check finds these at start; a route added at run time is closed as well.
            logger.error("a route without a policy was called: %s", request.resolver_match)
            return answers.forbidden(request)
        refusal = _refusal(request, policy.asked(request.method or "GET"), view)
        return refusal or repeats.answered_before(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Turn refusals of the kernel into pages."""
        return answers.to_error(request, error) if isinstance(error, MinzhengError) else None

    def _identify(self, request: HttpRequest) -> None:
        _note(request, signed_in=None, actor=None, purpose=INTERFACE)
        raw = bearer(request)
        if raw is not None:
            _note(request, actor=actor_of_token(raw), purpose=purpose_of_machine(request))
            return
        found = _of_session(request)
        if found is not None:
            _note(request, signed_in=found, purpose=purpose_of(request, found.post))
            if found.post is not None:
                shown, own = shown_at(request), own_in(found.post, request)
                actor = actor_in(found.post, found.account, stepped_up_at=shown, own=own)
                _note(request, actor=actor)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        actor: Actor | None = _noted(request, "actor")
        request_id: str = _noted(request, "request_id")
        purpose: str = _noted(request, "purpose")
        scope = NOWHERE if actor is None else actor.scope(purpose, request_id)
        acting = Acting(
            account=actor.account if actor else None,
            name=actor.name if actor else "",
            role=actor.role if actor else "",
            division=actor.division if actor else "",
            purpose=purpose,
            request=request_id,
            ip=str(request.META.get("REMOTE_ADDR", "")),
        )
        with entered(scope), acting_as(acting):
            response = self.get_response(request)
            repeats.remember(request, response)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response


def _note(request: HttpRequest, **known: object) -> None:
    """Keep what is known of a request with it."""
    for name, value in known.items():
        setattr(request, name, value)


def _noted(request: HttpRequest, name: str) -> Any:
    return getattr(request, name)


def _of_session(request: HttpRequest) -> SignedIn | None:
    session = request.session
    if not isinstance(session, SessionStore):
        return None
    session.get("_loaded")  # loads the row
    row = session.row
    if row is None or row.account is None:
        return None
    if row.last_seen + NOTE_EVERY <= clock.now():
        Session.objects.filter(pk=row.pk).update(last_seen=clock.now())
    return behind(row.account, chosen_post(request))


def _refusal(
    request: HttpRequest, asked: str | Open, view: Callable[..., Any]
) -> HttpResponseBase | None:
    signed_in: SignedIn | None = _noted(request, "signed_in")
    actor: Actor | None = _noted(request, "actor")
    if isinstance(asked, Open) and not asked.signed_in:
        return None
    if signed_in is None and actor is None:
        return answers.please_sign_in(request)
    if signed_in is not None:
        unready = _unready(request, signed_in, asked, view)
        if unready is not None:
            return unready
    if isinstance(asked, Open):
        return None
    if actor is None or not actor.may(asked):
        return answers.forbidden(request)
    return None


def _unready(
    request: HttpRequest, signed_in: SignedIn, asked: str | Open, view: Callable[..., Any]
) -> HttpResponseBase | None:
    """What must happen in a session before its permissions count."""
    if getattr(view, "csrf_exempt", False) and request.method not in SAFE_METHODS:
        # Such a view checks no CSRF token, so a cookie must not be enough for it.
        return answers.forbidden(request)
    if isinstance(asked, Open) and asked.enrolling:
        return None
    if signed_in.account.password_is_temporary:
        return answers.please_change_password(request)
    if not (signed_in.second_factor or second_factor_waived(signed_in)):
        return answers.please_enrol(request)
    return None


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request that passed a policy with a permission."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise TypeError("the route's policy lets strangers in: there is no actor")
    return actor
