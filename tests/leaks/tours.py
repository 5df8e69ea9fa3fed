"""Everything that somebody can open or ask, as pairs of what was asked and what was answered."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID, uuid4

from django.test import Client

from minzheng.interfaces.api.application import PREFIX, description
from minzheng.kernel.access.roles import role_of
from tests.desk.records import Records
from tests.desk.visits import Visit, visits
from tests.machines import Answer, Machine
from tests.people import CAST, TOWN_A, VILLAGE_A, signed_in

Answers = dict[str, bytes]

_VARIABLE = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    rb"|csrfmiddlewaretoken[^>]*|nonce[\"'=-]+[\w+/=-]+|\d{1,2}:\d\d(:\d\d(\.\d+)?)?"
    rb"|(?<=[\"'])(hx-headers|X-CSRFToken)[^>]*"
)


def bare(answer: Answer) -> bytes:
    """An answer without what differs from one request to the next."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    location = answer.headers.get("Location", "").encode()
    whole = b"%d %s\n%s" % (answer.status_code, location, body)
    return _VARIABLE.sub(b"*", whole)


def tour(name: str, records: Records, texts: Mapping[str, str], ids: Mapping[str, UUID]) -> Answers:
    """What somebody of the cast is answered by every page and operation.

    ``texts`` are looked for and entered, ``ids`` are put in the place of ids of one's own.
    """
    client = signed_in(Client(raise_request_exception=False), name)
    answers: Answers = {}
    for label, asked in (
        *pages(client, name, records, {}),
        *pages(client, name, records, ids),
        *searches(client, texts),
        *operations(Machine(name), records.ids, texts),
        *operations(Machine(name, purpose="complaint"), ids, texts),
    ):
        answers[f"{len(answers)} {label}"] = bare(asked)
    return answers


def pages(
    client: Client, name: str, records: Records, ids: Mapping[str, UUID]
) -> Iterator[tuple[str, Answer]]:
    """Every page of the desk that the role may open, read and sent empty."""
    for visit in visits():
        if not _may(name, visit) or (ids and not set(ids) & set(visit.parameters)):
            continue
        address = visit.address(records, **ids)
        if visit.accepts("get"):
            yield f"GET {visit.route}", client.get(address)
            if not ids and not hasattr(visit.view, "form_class"):
                part = client.get(address, headers={"HX-Request": "true"})
                yield f"GET {visit.route} part", part
            if not visit.parameters:
                yield (
                    f"GET {visit.route} of a village",
                    client.get(address, {"division": VILLAGE_A}),
                )
        if visit.accepts("post"):
            yield f"POST {visit.route}", client.post(address, {})


def searches(client: Client, texts: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
    """What is looked for and entered at the desk."""
    for kind, text in texts.items():
        yield f"search {kind}", client.post("/search/", {"query": text})
        for listed in ("persons", "households"):
            asked = {"query": text, "text": text, "name": text, "q": text}
            yield f"{listed} of {kind}", client.get(f"/{listed}/", asked)
            yield f"{listed} of {kind}, sent", client.post(f"/{listed}/", asked)


def operations(
    machine: Machine, ids: Mapping[str, UUID], texts: Mapping[str, str]
) -> Iterator[tuple[str, Answer]]:
    """Every operation of the interface."""
    values = {"code": TOWN_A, "credit_code": "51320402MJ501234XX", **ids}
    for path, methods in description()["paths"].items():
        if "get" in methods:
            known = [each for each in re.findall(r"{(\w+)}", path) if each not in values]
            if not known:
                short = path.format(**values).removeprefix(PREFIX.rstrip("/"))
                if path.endswith("/token"):
                    continue  # what is left of a budget grows with every second
                yield f"GET {path}", machine.get(short)
                yield (
                    f"GET {path} unmasked",
                    machine.get(short, unmasked="true", explanation="true"),
                )
    for kind, text in texts.items():
        for path, field in (("/persons/lookup", "number"), ("/persons/search", "name")):
            yield f"POST {path} {kind}", machine.post(path, {field: text})
        yield f"POST /standings {kind}", machine.post("/standings", {"number": text, "name": text})
    yield "POST /persons", machine.post("/persons", entry_of(texts), key=str(uuid4()))


def entry_of(texts: Mapping[str, str]) -> dict[str, str]:
    """A registration with those values."""
    return {
        "name": texts["name"],
        "division": VILLAGE_A,
        "number": texts["number"],
        "telephone": texts["phone"],
    }


def differing(first: Answers, second: Answers) -> dict[str, str]:
    """What was answered otherwise, and where it begins to differ."""
    assert list(first) == list(second)
    return {
        label: _difference(first[label], second[label])
        for label in first
        if first[label] != second[label]
    }


def _difference(first: bytes, second: bytes) -> str:
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    around = slice(max(0, start - 80), start + 160)
    return (
        f"{first[around].decode(errors='replace')!r} | {second[around].decode(errors='replace')!r}"
    )


def _may(name: str, visit: Visit) -> bool:
    return not visit.permission or visit.permission in role_of(CAST[name].role).permissions
