"""The permission matrix: every route × method × somebody × object, against one rule.

Each cell is a real request in a savepoint of its own. Three things can be wrong with an answer: it
is not what `matrix_table.expected` says; it shows the mark of something that the asker must not
see; or it differs from the answer about something that does not exist.
"""

import json
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.models import Post, Token
from minzheng.kernel.access.permissions import STEP_UP
from minzheng.kernel.access.routes import Route
from minzheng.kernel.access.signing_in import token_digest
from minzheng.kernel.access.tokens import LONGEST_LIFE, actor_of_token
from tests.kernel.access.matrix_samples import MISSING, Sample
from tests.kernel.access.matrix_table import (
    SEARCHED,
    Outcome,
    arguments,
    expected,
    kinds_of,
    may,
    ready,
    seen_by,
)
from tests.people import CAST, OTHER_COUNTY, account_id, actor, signed_in

DESK_METHODS = ("GET", "POST")
STRANGER = "stranger"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_VARIABLE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{40,}|\d{1,2}:\d\d(:\d\d)?|csrfmiddlewaretoken\W+value\W+\w+"
    r"|nonce\W+[\w-]+|\b99999[0-9]|320\d{3,9}"
)
_ELSEWHERE = re.compile(r"/accounts/(login|2fa|reauthenticate|password)|/my/sign-in/")


@dataclass(frozen=True)
class Somebody:
    """One who asks: a member of the cast or a stranger, by cookie and by token."""

    name: str
    actor: Actor | None
    client: Client
    machine: Actor | None = None
    bearer: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """One request."""

    route: Route
    method: str
    who: str
    relation: str
    sample: str

    def __str__(self) -> str:
        return f"{self.method} {self.route.pattern} by {self.who} of {self.sample}"


@dataclass
class Report:
    """What came of it."""

    cells: int = 0
    mismatches: list[str] = field(default_factory=list)
    by_relation: Counter[str] = field(default_factory=Counter)
    by_outcome: Counter[str] = field(default_factory=Counter)

    def add(self, cell: Cell, outcome: Outcome, faults: Iterable[str]) -> None:
        """Count a cell."""
        self.cells += 1
        self.by_relation[cell.relation] += 1
        self.by_outcome[outcome.value] += 1
        self.mismatches += [f"{cell}: {fault}" for fault in faults]

    def summary(self) -> str:
        """The mismatches, the like of each route together."""
        alike: dict[str, list[str]] = {}
        for line in self.mismatches:
            route, _, rest = line.partition(" by ")
            who, _, fault = rest.partition(": ")
            alike.setdefault(f"{route}: {fault}", []).append(who)
        return "\n".join(f"{len(who)} x {what} ({who[0]})" for what, who in alike.items())

    def as_json(self) -> str:
        """The figures, for the table of results."""
        figures = {
            "access.matrix_cells": self.cells,
            "access.matrix_mismatches": len(self.mismatches),
            "by_relation": self.by_relation,
            "by_outcome": self.by_outcome,
            "mismatches": self.summary().splitlines(),
        }
        return json.dumps(figures, ensure_ascii=False, indent=2)


def everybody(names: Iterable[str] = (*CAST, STRANGER)) -> list[Somebody]:
    """The cast, ready to ask, and a stranger."""
    return [_ready(name) for name in names]


def run(
    people: list[Somebody], samples: list[Sample], routes: list[Route], *, whole: bool = False
) -> Report:
    """The cells of the routes given: of every sample and search, or of some, in turns."""
    report = Report()
    # A thousand refusals would each be a line in the log.
    logging.disable(logging.CRITICAL)
    for turn, route in enumerate(routes):
        for method in route.methods or DESK_METHODS:
            for who in people:
                asked, searched = [MISSING, *samples], slice(None)
                if not whole:
                    asked = _telling(route, method, who.actor, samples, turn)
                    searched = slice(turn % len(samples), None, len(samples))
                _cells(report, route, method, who, asked, samples, searched)
    logging.disable(logging.NOTSET)
    return report


def _cells(
    report: Report,
    route: Route,
    method: str,
    who: Somebody,
    asked: list[Sample],
    samples: list[Sample],
    searched: slice,
) -> None:
    parameters = PARAMETER.findall(route.pattern)
    kinds = kinds_of(route.pattern, parameters)
    asker = who.machine if _for_machines(route) else who.actor
    reference: str | None = None
    for sample in asked if kinds else (None,):
        outcome = expected(route, method, asker, sample, set(kinds.values()))
        path = address(route, parameters, kinds, sample)
        hidden = _hidden(asker, samples)
        relation = "none" if sample is None or asker is None else sample.relation_to(asker)
        cell = Cell(route, method, who.name, relation, sample.name if sample else "-")
        for form in _forms(route, outcome, kinds, sorted(hidden)[searched]):
            answer = ask(who, route, method, path, form)
            if sample is MISSING:
                reference = plain(answer)
            faults = [*_wrong(answer, outcome, reference, ready(route))]
            faults += _leaks(text_of(answer), hidden, form)
            report.add(cell, outcome, faults)


def _telling(
    route: Route, method: str, asker: Actor | None, samples: list[Sample], turn: int
) -> list[Sample]:
    """One sample that is seen and one that is hidden, of those that begin each relation, in turns.

    The missing one comes first: what somebody must not know of has to answer as it does. To a
    stranger, and to somebody whose role is refused, all are alike, and one is enough.
    """
    needed = route.policy.asked(method) if route.policy else ""
    if asker is None or (isinstance(needed, str) and not may(asker, needed)):
        return [[MISSING, *samples][turn % (len(samples) + 1)]]
    first = {each.relation_to(asker): each for each in reversed(samples)}.values()
    hidden = [each for each in first if not seen_by(asker, each)]
    shown = [each for each in first if each not in hidden]
    return [MISSING, *(each[turn % len(each)] for each in (shown, hidden) if each)]


def ask(who: Somebody, route: Route, method: str, path: str, form: dict[str, str]) -> HttpResponse:
    """One request; whatever it did is undone."""
    bears = _for_machines(route) and bool(who.bearer)
    headers = {"Authorization": f"Bearer {who.bearer}"} if bears else {}
    body: dict[str, Any] = {"data": form} if method != "GET" else {"data": form or None}
    if _for_machines(route) and method != "GET":
        body = {"data": form, "content_type": "application/json"}
    with transaction.atomic():
        answer: HttpResponse = getattr(who.client, method.lower())(path, headers=headers, **body)
        text_of(answer)
        transaction.set_rollback(True)
    # Among the routes is signing out: the rows come back with the savepoint, the cookie here.
    who.client.cookies = SimpleCookie(who.cookies)
    return answer


def address(
    route: Route, parameters: list[str], kinds: dict[str, str], sample: Sample | None
) -> str:
    """The path of a route for a sample."""
    values = arguments(kinds, parameters, sample or MISSING)
    return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), route.pattern).strip("^$")


def plain(answer: HttpResponse) -> str:
    """Status and body without what differs from one request to the next."""
    return f"{answer.status_code} {_VARIABLE.sub('', text_of(answer))}"


def text_of(answer: HttpResponse) -> str:
    """The body, streamed or not."""
    if answer.streaming:
        return ""
    return answer.content.decode(errors="replace")


def _forms(
    route: Route, outcome: Outcome, kinds: dict[str, str], searched: list[str]
) -> Iterator[dict[str, str]]:
    """What is sent: nothing; where lists answer, also a search for what is hidden."""
    yield {}
    edits = hasattr(getattr(route.view, "view_class", None), "form_class")
    if outcome is Outcome.DONE and not kinds and not edits and "accounts/" not in route.pattern:
        for mark in searched:
            yield dict.fromkeys(SEARCHED, f"{mark}人")
        yield {"division": OTHER_COUNTY}


def _wrong(
    answer: HttpResponse, outcome: Outcome, reference: str | None, complete: bool
) -> Iterator[str]:
    status, target = answer.status_code, answer.headers.get("Location", "")
    asks_to_sign_in = status == 401 or (status == 302 and bool(_ELSEWHERE.match(target)))
    if status >= 500:
        yield f"broke ({status})"
    elif outcome is Outcome.LOGIN and not asks_to_sign_in:
        yield f"answered a stranger ({status})"
    elif outcome is Outcome.DENIED and status != 403:
        yield f"should refuse the role, answered {status} {target}"
    elif outcome is Outcome.UNSEEN:
        differs = status not in (404, 405) and reference != plain(answer)
        yield from [f"should know of nothing, answered {status} {target}"] * differs
    elif outcome is Outcome.DONE:
        refused = status in (401, 403) or (complete and (status == 404 or asks_to_sign_in))
        yield from [f"should answer, answered {status} {target}"] * refused


def _leaks(page: str, hidden: set[str], form: dict[str, str]) -> Iterator[str]:
    """Marks of what must not be seen; what was typed may be shown again."""
    typed = "".join(form.values())
    for mark in hidden:
        if mark in page and mark not in typed:
            yield f"shows {mark}"
        elif mark in typed and re.search(f"{mark}(?!人)", page):
            yield f"shows more of {mark} than was typed"


def _hidden(asker: Actor | None, samples: list[Sample]) -> set[str]:
    return {each.mark for each in samples if asker is None or not seen_by(asker, each)}


def _ready(name: str) -> Somebody:
    if name == STRANGER:
        return Somebody(name, None, _client())
    somebody = actor(name)
    raw = f"mz_matrix_{name}"
    Token.objects.create(
        digest=token_digest(raw),
        title="matrix",
        post=Post.objects.get(account=account_id(name)),
        permissions=sorted(somebody.permissions - STEP_UP),
        created_by_id=account_id("system_admin"),
        created=clock.now(),
        expires=clock.now() + LONGEST_LIFE,
    )
    client = signed_in(_client(), name)
    cookies = {key: morsel.value for key, morsel in client.cookies.items()}
    return Somebody(name, somebody, client, actor_of_token(raw), raw, cookies)


class _Asking(Client):
    """Asks without what the ordinary test client keeps of an answer.

    That one copies the context of every template rendered, thousands of times for nothing.
    """

    def request(self, **request: Any) -> Any:
        """One request, through every middleware."""
        environ = self._base_environ(**request)  # type: ignore[attr-defined]  # unknown to the stubs
        return self.handler(environ)


def _client() -> Client:
    return _Asking(raise_request_exception=False)


def _for_machines(route: Route) -> bool:
    return route.pattern.startswith("api/")
