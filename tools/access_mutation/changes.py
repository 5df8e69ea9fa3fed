"""How a protection is taken away, and put back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from minzheng.config.environment import DatabaseRole
from minzheng.kernel.access import actor, commands, roles, signing_in
from minzheng.kernel.access.routes import SIGNED_IN
from minzheng.kernel.protection.context import everywhere
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.row_security import IN_SCOPE, statements_for
from minzheng.kernel.protection.rows import classified
from tests.database import SERVER, clone_of_this_run

Change = Callable[[], AbstractContextManager[None]]
WITHOUT_LABEL = IN_SCOPE.split(" and label")[0]
WITHOUT_END = IN_SCOPE.replace("division < (select current_setting('app.high', true))", "true")


def without_policy(table: str, using: str = "true") -> Change:
    """The policy of a table lets everything through, or loses a part of its condition."""
    return lambda: _other_policy(table, using)


@contextmanager
def _other_policy(table: str, using: str) -> Iterator[None]:
    with SERVER.connect(clone_of_this_run().name, DatabaseRole.OWNER) as owner:
        owner.execute(f'alter policy in_scope on public."{table}" using ({using})')
        yield
        owner.execute(f'alter policy in_scope on public."{table}" using ({IN_SCOPE})')


def without_own_rows(table: str) -> Change:
    """Every resident reads the rows of all of them."""
    return lambda: _without_own_rows(table)


@contextmanager
def _without_own_rows(table: str) -> Iterator[None]:
    with SERVER.connect(clone_of_this_run().name, DatabaseRole.OWNER) as owner:
        owner.execute(f'alter policy own_rows on public."{table}" using (true)')
        yield
        for statement in statements_for(table, classified()[table]):
            owner.execute(statement)


def without_trigger(table: str, name: str) -> Change:
    """The database looks away when a row of a table is written."""
    return lambda: _without_trigger(table, name)


@contextmanager
def _without_trigger(table: str, name: str) -> Iterator[None]:
    with SERVER.connect(clone_of_this_run().name, DatabaseRole.OWNER) as owner:
        owner.execute(f"alter table {table} disable trigger {name}")
        yield
        owner.execute(f"alter table {table} enable trigger {name}")


@contextmanager
def changed(owner: Any, name: str, value: Any) -> Iterator[None]:
    """An attribute of a module or class has another value."""
    kept = getattr(owner, name)
    setattr(owner, name, value)
    yield
    setattr(owner, name, kept)


@contextmanager
def role_with(code: str, **more: Any) -> Iterator[None]:
    """A role of the table has other permissions, labels or reach."""
    other = {**roles.ROLES, code: replace(roles.ROLES[code], **more)}
    with (
        changed(roles, "ROLES", other),
        changed(actor, "ROLES", other),
        changed(signing_in, "role_of", other.__getitem__),
    ):
        yield


def more_permissions(code: str, *permissions: str) -> Change:
    """A role may more than the reviewed page says."""
    held = roles.ROLES[code].permissions
    return lambda: role_with(code, permissions=held | set(permissions))


def unfiltered(module: Any) -> Change:
    """The queries of a module no longer ask for the actor's division."""
    return lambda: changed(module, "within", lambda rows, *_: rows)


def opened(view: Any) -> Change:
    """A route asks for a login only."""
    return lambda: changed(view, "permission", SIGNED_IN("mutated"))


def wide_scope(self: actor.Actor, purpose: str, request: str) -> Any:
    """A scope of the whole country."""
    return replace(everywhere(purpose, request), labels=self.labels, account=self.account)


def every_label(self: actor.Actor, purpose: str, request: str) -> Any:
    """A scope with every label."""
    return replace(SCOPE(self, purpose, request), labels=frozenset(Label))


SCOPE = actor.Actor.scope


@contextmanager
def both_checks_gone(view: Any) -> Iterator[None]:
    """Neither the route nor the command asks; each alone would hold."""
    with (
        changed(commands, "require", lambda *_, **__: None),
        changed(view, "permission", SIGNED_IN("mutated")),
    ):
        yield
