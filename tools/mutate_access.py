"""Take the protections away one by one; each time the permission matrix must turn red.

    .venv/bin/python tools/mutate_access.py [word in a mutation's name]

Row-security policies are changed in a database of its own, filters, permissions and checks in this
process. Every mutation is undone before the next. Ends with 1 when one was not noticed.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.apps import apps  # noqa: E402 - models exist once Django is set up
from django.conf import settings  # noqa: E402 - as above
from django.db import connections  # noqa: E402 - as above
from django.test.utils import setup_test_environment  # noqa: E402 - as above

from minzheng.base.clock import SystemClock  # noqa: E402 - as above
from minzheng.config.environment import DatabaseRole  # noqa: E402 - as above
from minzheng.kernel.access import (  # noqa: E402 - as above
    accounts,
    actor,
    commands,
    emergency,
    middleware,
    posts,
    roles,
    signing_in,
)
from minzheng.kernel.access.routes import SIGNED_IN, classified_routes  # noqa: E402 - as above
from minzheng.kernel.protection.context import entered, everywhere  # noqa: E402 - as above
from minzheng.kernel.protection.cryptography import keyring  # noqa: E402 - as above
from minzheng.kernel.protection.keys import keyring_path  # noqa: E402 - as above
from minzheng.kernel.protection.labels import Label  # noqa: E402 - as above
from minzheng.kernel.protection.row_security import IN_SCOPE  # noqa: E402 - as above
from minzheng.kernel.protection.rows import Kind, classified  # noqa: E402 - as above
from tests.database import SERVER, clone_of_this_run, in_use  # noqa: E402 - as above
from tests.kernel.access import matrix_routes  # noqa: E402 - as above
from tests.kernel.access.matrix import everybody, run  # noqa: E402 - as above
from tests.kernel.access.matrix_samples import put_down_samples  # noqa: E402 - as above
from tests.people import put_down  # noqa: E402 - as above

Change = Callable[[], AbstractContextManager[None]]
WITHOUT_LABEL = IN_SCOPE.split(" and label")[0]
WITHOUT_END = IN_SCOPE.replace("division < (select current_setting('app.high', true))", "true")


@dataclass(frozen=True)
class Mutation:
    """One protection less, and the routes and people that should notice."""

    name: str
    change: Change
    routes: tuple[str, ...]
    people: tuple[str, ...] = ("town_clerk_a",)


def without_policy(table: str, using: str = "true") -> Change:
    """The policy of a table lets everything through, or loses a part of its condition."""
    return lambda: _other_policy(table, using)


@contextmanager
def _other_policy(table: str, using: str) -> Iterator[None]:
    with SERVER.connect(clone_of_this_run().name, DatabaseRole.OWNER) as owner:
        owner.execute(f'alter policy in_scope on public."{table}" using ({using})')
        yield
        owner.execute(f'alter policy in_scope on public."{table}" using ({IN_SCOPE})')


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


def tables() -> list[str]:
    """Tables protected by division that the samples have rows in."""
    protected = {name for name, how in classified().items() if how.kind is Kind.BY_DIVISION}
    with entered(everywhere("mutation")):
        return [
            model._meta.db_table
            for model in apps.get_models()
            if model._meta.db_table in protected and model._default_manager.exists()
        ]


def mutations() -> list[Mutation]:
    """All of them."""
    return [*in_the_database(), *in_roles(), *in_filters(), *in_routes()]


def in_the_database() -> list[Mutation]:
    """Row security."""
    seen = ("tables/",)
    return [
        *(
            Mutation(f"policy of {table} removed", without_policy(table), seen)
            for table in tables()
        ),
        *(
            Mutation(
                f"policy of {table} without {part}",
                without_policy(table, using),
                seen,
            )
            for table in ("registry_person", "registry_household")
            for part, using in (("label", WITHOUT_LABEL), ("upper bound", WITHOUT_END))
        ),
    ]


def in_roles() -> list[Mutation]:
    """The table of roles, and what is made of it."""
    sealed = frozenset({Label.ORDINARY, Label.SEALED})
    return [
        Mutation("auditor searches people", more_permissions("auditor", "person.search"),
                 ("persons/",), ("auditor",)),
        Mutation("inspector changes people", more_permissions("inspector", "person.change"),
                 ("persons/<uuid:person>/",), ("inspector",)),
        Mutation("clerk reads staff", more_permissions("town_clerk", "staff.read"), ("staff/",)),
        Mutation("system administrator approves posts",
                 more_permissions("system_admin", "post.approve"),
                 ("posts/<uuid:post>/approve/",), ("county_system_admin",)),
        Mutation("clerk judges emergency views",
                 more_permissions("town_clerk", "breakglass.review"), ("alerts/<uuid:alert>/",)),
        Mutation("clerk sees sealed rows", lambda: role_with("town_clerk", labels=sealed),
                 ("persons/",)),
        Mutation("resident sees rows", lambda: role_with(
            "resident", sees_rows=True, permissions=frozenset({"person.search"})),
            ("persons/",), ("resident",)),
        Mutation("scope is the whole country", lambda: changed(actor.Actor, "scope", wide_scope),
                 ("persons/",)),
        Mutation("scope has every label", lambda: changed(actor.Actor, "scope", every_label),
                 ("persons/<uuid:person>/",)),
    ]  # fmt: skip


def in_filters() -> list[Mutation]:
    """Queries on tables that row security does not protect."""
    security, system = ("county_security_admin",), ("county_system_admin",)
    return [
        Mutation("accounts unfiltered", unfiltered(accounts), ("staff/",), security),
        Mutation("one account unfiltered", unfiltered(accounts),
                 ("staff/<uuid:account>/",), system),
        Mutation("disabling unfiltered", unfiltered(accounts),
                 ("staff/<uuid:account>/disable/",), system),
        Mutation("posts unfiltered", unfiltered(posts), ("posts/<uuid:post>/approve/",), security),
        Mutation("list of posts unfiltered", unfiltered(posts), ("staff/",), security),
        Mutation("alerts unfiltered", unfiltered(emergency), ("alerts/<uuid:alert>/",), security),
    ]  # fmt: skip


def in_routes() -> list[Mutation]:
    """Policies of routes, and the checks behind them."""
    nobody = lambda *_, **__: None  # noqa: E731 - an attribute's value, not a function of ours
    return [
        Mutation("list of people open", opened(matrix_routes.persons), ("persons/",), ("auditor",)),
        Mutation("list of households open", opened(matrix_routes.households),
                 ("households/",), ("auditor",)),
        Mutation("staff open, and its query asks nobody",
                 lambda: both_checks_gone(matrix_routes.staff), ("staff/",)),
        Mutation("organisation open", opened(matrix_routes.organisation),
                 ("organisations/<uuid:organisation>/",), ("auditor",)),
        Mutation("middleware holds nobody against policies",
                 lambda: changed(middleware, "_refusal", nobody), ("households/",),
                 ("stranger", "auditor")),
        Mutation("commands ask for no permission", lambda: both_checks_gone(matrix_routes.person),
                 ("persons/<uuid:person>/",), ("auditor",)),
    ]  # fmt: skip


@contextmanager
def both_checks_gone(view: Any) -> Iterator[None]:
    """Neither the route nor the command asks; each alone would hold."""
    with (
        changed(commands, "require", lambda *_, **__: None),
        changed(view, "permission", SIGNED_IN("mutated")),
    ):
        yield


def main() -> int:
    """Run those whose name holds the word given."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    setup_test_environment()
    settings.ROOT_URLCONF = "tests.kernel.access.matrix_routes"
    clone = clone_of_this_run()
    with in_use():
        clone.make()
        settings.DATABASES["default"]["NAME"] = clone.name
        connections["default"].settings_dict["NAME"] = clone.name
        keyring.ensure(keyring_path(), SystemClock().now())
        try:
            return _judge(word)
        finally:
            connections.close_all()
            clone.drop()


def _judge(word: str) -> int:
    with entered(everywhere("mutation")):
        put_down()
    samples = put_down_samples()
    people = {who.name: who for who in everybody()}
    routes = {route.pattern: route for route in classified_routes()}
    unnoticed, tried = [], 0
    for mutation in [each for each in mutations() if word in each.name]:
        asked = [people[name] for name in mutation.people]
        wanted = [routes[pattern] for pattern in mutation.routes]
        started = time.monotonic()
        before = run(asked, samples, wanted).mismatches
        with mutation.change():
            red = run(asked, samples, wanted).mismatches
        tried += 1
        noticed = bool(red) and not before
        unnoticed += [] if noticed else [mutation.name]
        seconds = time.monotonic() - started
        verdict = "noticed" if noticed else "MISSED"
        print(f"{verdict:8}{len(red):5} red  {seconds:5.1f} s  {mutation.name}")
    print(f"{tried} mutations, {tried - len(unnoticed)} noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
