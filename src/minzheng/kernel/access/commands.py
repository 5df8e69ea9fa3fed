"""The decorators of kernel functions: who may, where, and what is written down.

    @command(permission="person.change", action="person.change")
    def change_person(actor: Actor, *, person: UUID, name: str) -> None:
        ...
        touched("person", person, row.division, row.label, payload={"fields": ["name"]})

One call is one event. A function that is called inside another one writes its own.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import NotAllowed, OutsideScope, StepUpNeeded
from minzheng.kernel.access.permissions import STEP_UP, known
from minzheng.kernel.audit import api as audit
from minzheng.kernel.protection.context import current
from minzheng.kernel.protection.errors import NoScope
from minzheng.kernel.protection.labels import Label

P = ParamSpec("P")
T = TypeVar("T")
ActorFunction = Callable[Concatenate[Actor, P], T]


@dataclass(slots=True)
class _Touch:
    """What one call has touched; the first thing named is the subject."""

    subject_type: str = ""
    subject: UUID | str | None = None
    division: str = ""
    label: Label = Label.ORDINARY
    payload: dict[str, Any] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


_touch: ContextVar[_Touch | None] = ContextVar("touch", default=None)


def touched(
    subject_type: str,
    subject: UUID | str | None,
    division: str = "",
    label: Label = Label.ORDINARY,
    *,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Tell the event of the running command what it is about.

    `division` and `label` are those of the thing, and decide who sees the event. The payload is
    kept encrypted. Called again for another thing, that one is listed beside the first.
    """
    touch = _touch.get()
    if touch is None:
        raise OutsideScope("touched() is called inside a command or an audited query")
    if not touch.subject_type:
        touch.subject_type, touch.subject = subject_type, subject
        touch.division, touch.label = division, label
    elif (touch.subject_type, touch.subject) != (subject_type, subject):
        touch.others.append(f"{subject_type}:{subject}")
    touch.payload.update(payload or {})


def command(
    *, permission: str, action: str, step_up: bool = False
) -> Callable[[ActorFunction[P, T]], ActorFunction[P, T]]:
    """A function that changes something. Raises `NotAllowed`, `StepUpNeeded`, `OutsideScope`.

    `step_up` asks for a recently shown identity; marked permissions do so anyway.
    """
    return _guarded(known(permission), action, step_up or permission in STEP_UP, writes=True)


def query(
    *, permission: str, action: str | None = None, step_up: bool = False
) -> Callable[[ActorFunction[P, T]], ActorFunction[P, T]]:
    """A function that reads. With `action`, reading is an event: for everything about persons."""
    return _guarded(known(permission), action, step_up)


def _guarded(
    permission: str, action: str | None, step_up: bool, *, writes: bool = False
) -> Callable[[ActorFunction[P, T]], ActorFunction[P, T]]:
    def decorate(function: ActorFunction[P, T]) -> ActorFunction[P, T]:
        @wraps(function)
        def guarded(actor: Actor, /, *arguments: P.args, **named: P.kwargs) -> T:
            require(actor, permission, step_up=step_up, action=action)
            token = _touch.set(_Touch())
            try:
                # A refusal half-way undoes what the command has written so far: the request
                # itself goes on to an answer, and commits.
                with transaction.atomic() if writes else nullcontext():
                    result = function(actor, *arguments, **named)
                if action is not None:
                    _record(action, _touch.get() or _Touch())
                return result
            finally:
                _touch.reset(token)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by tests
        guarded.action = action  # type: ignore[attr-defined]  # read by tests
        return guarded

    return decorate


def require(
    actor: Actor, permission: str, *, step_up: bool = False, action: str | None = None
) -> None:
    """What the decorators check. A refusal is an event too."""
    _check_scope(actor)
    if not actor.may(permission):
        if action is not None:
            audit.record(action, result="refused", payload={"permission": permission})
        raise NotAllowed(permission)
    if step_up and not actor.stepped_up():
        raise StepUpNeeded


def _check_scope(actor: Actor) -> None:
    try:
        scope = current()
    except NoScope:
        raise OutsideScope("commands and queries run inside an entered scope") from None
    if scope.account != actor.account:
        raise OutsideScope("the entered scope is not that of the actor")


def _record(action: str, touch: _Touch) -> None:
    payload = dict(touch.payload)
    if touch.others:
        payload["others"] = touch.others
    audit.record(
        action,
        subject_type=touch.subject_type,
        subject=touch.subject,
        division=touch.division,
        label=touch.label,
        payload=payload or None,
    )
