"""The protections, each with what should notice that it is gone."""

from dataclasses import dataclass

from django.apps import apps

from minzheng.kernel.access import accounts, actor, emergency, middleware, posts
from minzheng.kernel.casework import concerned, duties
from minzheng.kernel.casework.fieldwork import reports
from minzheng.kernel.casework.models import Errand
from minzheng.kernel.casework.publicity import posting
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.rows import Kind, classified
from tests.kernel.access import matrix_routes
from tools.access_mutation.changes import (
    WITHOUT_END,
    WITHOUT_LABEL,
    Change,
    both_checks_gone,
    changed,
    every_label,
    more_permissions,
    opened,
    role_with,
    unfiltered,
    wide_scope,
    without_own_rows,
    without_policy,
    without_trigger,
)


@dataclass(frozen=True)
class Mutation:
    """One protection less, and the routes and people that should notice, or the attempt."""

    name: str
    change: Change
    routes: tuple[str, ...] = ()
    people: tuple[str, ...] = ("town_clerk_a",)
    attempt: str = ""


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
    return [*in_the_database(), *in_roles(), *in_filters(), *in_routes(), *around_cases()]


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
            for table in ("registry_person", "registry_household", "casework_case")
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


def around_cases() -> list[Mutation]:
    """Recusal, four eyes, own rows, publication; tasks and errands."""
    anybodys = lambda _, errand: Errand.objects.get(pk=errand)  # noqa: E731 - an attribute's value, not a function of ours
    never = lambda *_: False  # noqa: E731 - as above
    return [
        Mutation("near relatives deal with a case",
                 lambda: changed(concerned, "involved", never), attempt="near_relatives"),
        Mutation("one person does two steps", lambda: changed(duties, "done_by_same", never),
                 attempt="two_persons"),
        Mutation("one person does two steps, in the database",
                 without_trigger("casework_task", "casework_four_eyes"),
                 attempt="two_persons_in_the_database"),
        Mutation("residents read all cases", without_own_rows("casework_case"),
                 attempt="own_rows"),
        Mutation("residents read what hangs on all cases", without_own_rows("casework_clock"),
                 attempt="own_letters"),
        Mutation("confidential matters are published",
                 lambda: changed(posting, "never_public", never), attempt="publication"),
        Mutation("confidential matters are published, in the database",
                 without_trigger("casework_notice", "casework_notice_gate"),
                 attempt="publication_in_the_database"),
        Mutation("tasks are everybody's", lambda: changed(duties, "may_do", lambda *_: True),
                 ("tasks/<uuid:task>/",), ("county_officer",)),
        Mutation("errands are everybody's", lambda: changed(reports, "own_errand", anybodys),
                 ("visits/<uuid:errand>/",), ("county_officer",)),
    ]  # fmt: skip
