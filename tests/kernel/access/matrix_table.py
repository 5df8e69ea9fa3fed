"""What the matrix expects: ONE rule for every cell, from roles, policies and relations.

A cell is a route, a method, somebody, and an object. The rule is `expected`; the tables below only
say which objects a route's parameters mean. A new route with a parameter needs a row here.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from minzheng.base.divisions import Level, contains, level
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.routes import Open, Route
from minzheng.kernel.protection.labels import Label
from tests.kernel.access import reviewed
from tests.kernel.access.matrix_fieldwork import visitor_at
from tests.kernel.access.matrix_objects import OWNER
from tests.kernel.access.matrix_samples import Sample, missing_id
from tests.people import CAST, account_id


class Outcome(StrEnum):
    """What a cell must come to."""

    OPEN = "answers everybody"
    LOGIN = "asks for a login"
    DENIED = "refuses the role"
    UNSEEN = "knows of nothing"
    DONE = "answers"


PARAMETERS: Mapping[str, str] = {
    "person": "person",
    "household": "household",
    "organisation": "organisation",
    "facility": "facility",
    "identity": "identity",
    "contact": "contact",
    "bank_account": "bank_account",
    "supporter": "supporter",
    "membership": "membership",
    "merge": "merge",
    "entry": "entry",
    "pair": "pair",
    "dispute": "dispute",
    "post": "post",
    "alert": "alert",
    "job": "job",
    "export": "export",
    "credit_code": "credit_code",
    "address": "address",
    "document": "document",
    "transfer": "transfer",
    "offer": "offer",
    "token": "token",
    "change": "change",
    "case": "case",
    "task": "task",
    "objection": "objection",
    "hearing": "hearing",
    "letter": "letter",
    "conference": "conference",
    "held": "held_proof",
    "pace": "pace_alert",
    "delegation": "delegation",
    "incoming": "incoming",
    "authorisation": "authorisation",
    "question": "question",
    "answer": "answer",
    "difference": "difference",
    "order": "order",
    "errand": "errand",
    "assessment": "assessment",
    "notice": "notice",
    "award": "award",
    "hold": "hold",
    "payee_change": "payee_change",
    "run": "run",
    "run_difference": "run_difference",
    "lead": "lead",
    "number_proposal": "number_proposal",
    "batch": "batch",
    "instruction": "instruction",
    "fund": "fund",
    "journal": "journal",
    "ledger_account": "ledger_account",
    "bank_return": "bank_return",
    "word": "word",
    "receivable": "receivable",
    "write_off": "write_off",
    "voiding": "voiding",
    "returned_line": "instruction",
    "imprest": "imprest",
    "movement": "movement",
    "rise": "rise",
    "delivery": "delivery",
    "redemption": "redemption",
    "service_dispute": "service_dispute",
    "provider": "provider",
    "provider_account": "provider_account",
    "settlement": "settlement",
    "table": "payment_table",
    "grant": "own_grant",
    "session": "own_session",
    "filing": "own_filing",
    "code": "division",
    "division": "division",
}
"""Parameter of a route -> kind of object."""

PARAMETERS_OF: Mapping[tuple[str, str], str] = {
    ("persons/", "account"): "bank_account",
    ("staff/", "account"): "staff",
    ("/fetch/", "export"): "own_export",
    ("/conferences/", "task"): "agreed",
    ("/confirm/", "errand"): "errand_to_confirm",
    ("/contradict/", "errand"): "errand_to_confirm",
    ("/pictures/", "errand"): "errand_to_confirm",
    ("persons/", "statement"): "person_statement",
    ("households/", "statement"): "household_statement",
    # Nobody of the cast has own rows: tests/portal reads every page as a neighbour and as oneself.
    ("my/", "case"): "own_case",
    ("my/", "letter"): "own_letter",
    ("my/", "authority"): "own_authority",
    ("my/", "paper"): "own_paper",
    ("my/", "notice"): "public_notice",
    ("my/", "village"): "division",
    ("my/", "payment"): "own_payment",
    ("my/", "table"): "public_table",
}
"""The same, where the word means different things: by the beginning of the route."""

CONSTANTS: Mapping[str, str] = {
    "provider_id": "bureau",
    "subject": "persons",
    "item": "minimum_living.application",
    "step": "members.1",
    "proof": "wage",
    "form": "pdf",
    "duty": "visit",
    "check": "jump",
    "key": "minimum_living.standard",
    "paper": "illness",
    "year": "2026",
}
"""Parameters that are no objects."""

OF_AN_OWNER = frozenset({"own_grant", "own_session", "own_filing"})
OF_AN_OWNER_HERE = frozenset({"own_export"})
"""Objects of one account that lie at a place: both must fit."""
OF_A_VISITOR = frozenset({"errand", "errand_to_confirm"})
"""Objects that open a case to one investigator, wherever it lies."""
OF_A_POST = frozenset({"staff", "post", "alert", "token", "delegation"})
OF_A_PLACE_AROUND = frozenset({"run", "number_proposal"})
"""Objects about no person, seen by whoever sees some of their place or lies in it."""
OF_AN_OFFICE: Mapping[str, str] = {"task": "visit.record"}
"""Objects of one office: whoever sees one acts on it in that office alone, with that permission."""
PUBLIC_KINDS = frozenset({"division", "change"})
"""Objects that everybody may see who has the permission."""

NOT_READY: Mapping[str, str] = {
    "accounts/2fa/": "one's own second factor: depends on what is set up, asks for the identity",
}
"""Routes that may know of nothing although the asker may ask: part of the route, and why."""

SEARCHED = ("query", "name", "words", "q", "text", "number")
"""Fields that searches read. Each search is asked for each mark."""


def ready(route: Route) -> bool:
    """Whether the samples hold all that the route wants."""
    return not any(part in route.pattern for part in NOT_READY)


def kinds_of(pattern: str, parameters: list[str]) -> dict[str, str]:
    """The kind of object of each parameter. Raises `LookupError` for an unknown one."""
    found = {}
    for parameter in parameters:
        special = [
            kind
            for (start, name), kind in PARAMETERS_OF.items()
            if name == parameter and start in pattern
        ]
        if not special and parameter in CONSTANTS:
            continue
        if not special and parameter not in PARAMETERS:
            raise LookupError(f"{pattern}: say in matrix_table.py what {parameter!r} is")
        found[parameter] = special[0] if special else PARAMETERS[parameter]
    return found


def arguments(kinds: Mapping[str, str], parameters: list[str], sample: Sample) -> dict[str, Any]:
    """The values of a route's parameters for a sample."""
    texts = [name for name in parameters if name not in kinds]
    values: dict[str, Any] = {name: CONSTANTS[name] for name in texts}
    for parameter, kind in kinds.items():
        if kind == "division":
            values[parameter] = sample.division or "999999"
        else:
            values[parameter] = sample.ids.get(kind, missing_id())
    return values


def expected(
    route: Route, method: str, actor: Actor | None, sample: Sample | None, kinds: set[str]
) -> Outcome:
    """The one rule. `sample` is None for routes without an object."""
    policy = route.policy
    if policy is None:
        return Outcome.DENIED
    asked = policy.asked(method)
    if isinstance(asked, Open) and not asked.signed_in:
        return Outcome.OPEN
    if actor is None:
        return Outcome.LOGIN
    if isinstance(asked, str) and not may(actor, asked):
        return Outcome.DENIED
    if sample is None or not kinds:
        return Outcome.DONE
    if kinds <= PUBLIC_KINDS:
        known = sample.division and kinds - {"division"} <= set(sample.ids)
        return Outcome.DONE if known else Outcome.UNSEEN
    if not visible(actor, sample, kinds):
        return Outcome.UNSEEN
    # The task is the sample's: a GET does not reach it.
    acts = method != "GET"
    offices = [needed for kind, needed in OF_AN_OFFICE.items() if kind in kinds and acts]
    return Outcome.DONE if at_the_office(actor, sample, offices) else Outcome.DENIED


def at_the_office(actor: Actor, sample: Sample, permissions: list[str]) -> bool:
    """Whether a post acts where an object of an office lies; a town acts for its villages."""
    if not permissions:
        return True
    town = level(actor.division) == Level.TOWNSHIP and sample.division.startswith(actor.division)
    here = actor.division == sample.division or town
    return here and all(may(actor, each) for each in permissions)


def may(actor: Actor, permission: str) -> bool:
    """By the reviewed page. A machine never has what wants an identity shown."""
    held = permission in reviewed.permissions_of(actor.role)
    return held and not (actor.token and permission in reviewed.marked())


def visible(actor: Actor, sample: Sample, kinds: set[str]) -> bool:
    """Whether the actor sees all objects of those kinds."""
    if any(kind not in sample.ids for kind in kinds - PUBLIC_KINDS):
        return False
    if kinds & OF_AN_OWNER:
        return actor.account == account_id(OWNER)
    if kinds & OF_AN_OWNER_HERE and actor.account != account_id(OWNER):
        return False
    if kinds & OF_A_VISITOR:
        return actor.account == visitor_at(sample.division) and sample.label in labels_of(actor)
    if kinds <= OF_A_PLACE_AROUND:
        around = contains(sample.division, actor.division)
        return reviewed.sees_rows(actor.role) and (
            around or contains(actor.division, sample.division)
        )
    if kinds & OF_A_POST:
        return contains(actor.division, sample.division)
    return seen_by(actor, sample)


def seen_by(actor: Actor, sample: Sample) -> bool:
    """Whether place and label of a sample are the actor's to see."""
    inside = reviewed.sees_rows(actor.role) and contains(actor.division, sample.division)
    return inside and sample.label in labels_of(actor)


def labels_of(actor: Actor) -> frozenset[Label]:
    """The labels that the actor sees: those of the role, and those granted to the post."""
    compartment = CAST[actor_name(actor)].compartment
    granted = {Label(compartment)} if compartment else set()
    return reviewed.labels_of(actor.role) | (granted & reviewed.compartments_of(actor.role))


def actor_name(actor: Actor) -> str:
    """Who of the cast that is."""
    return next(name for name in CAST if account_id(name) == actor.account)
