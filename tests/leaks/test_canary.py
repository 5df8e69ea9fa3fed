"""A person with values like nobody else's goes everywhere; then they are looked for everywhere.

T-23 and T-24 of the threat model: nothing of it in logs, addresses, error pages, caches, sessions
or any table of the database, and nothing to be found out from a copy of the database without keys.
"""

import hashlib
import hmac
import logging
import re
from collections.abc import Iterator
from itertools import islice
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from minzheng.base.resident_id import synthetic_resident_id
from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import confirmation
from tests.desk.records import Records
from tests.desk.visits import visits
from tests.leaks.secrets_of_a_person import Canary, enter_canary
from tests.leaks.tours import operations
from tests.machines import Answer, Machine
from tests.people import CAST, VILLAGE_A, acting, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WHO = ("town_clerk_a", "county_officer", "town_approver_a")
REVEALING = frozenset({"reveal_number", "reveal_phone", "account_decide"})
"""Routes whose purpose is to show a number whole to somebody who has to compare it."""

TYPED_INTO_ADDRESSES = ("in an address", "in a query")
"""What somebody typed into the address bar may stand in a link back to where he was."""

_ADDRESSES = re.compile(r"""(?:href|src|action|hx-[a-z-]+)=["']([^"']*)["']""")


def test_a_canary_leaves_no_trace(
    records: Records, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with acting("town_clerk_a") as clerk:
        canary = enter_canary(clerk)
    with working("job"):
        confirmation.confirm_numbers()
    answers = [each for name in WHO for each in _everywhere(name, canary, records)]
    assert len(answers) > 150
    captured = capfd.readouterr()
    logs = captured.out + captured.err + caplog.text
    assert len(logs) > 10_000, "the logs were not captured"
    assert not _traces(canary, logs)
    led = [each for each in answers if not each[0].endswith(TYPED_INTO_ADDRESSES)]
    assert not [label for label, page in led if _traces(canary, " ".join(_addresses(page)))]
    assert not [
        label for label, page in answers if page.status_code >= 400 and _traces(canary, _text(page))
    ]
    assert not _traces(canary, repr(getattr(cache, "_cache", "")))
    dumped = dict(_dumped())
    assert canary.name in dumped["public.registry_person"], "the dump was not read"
    assert not {table: hits for table, dump in dumped.items() if (hits := _traces(canary, dump))}


def _everywhere(name: str, canary: Canary, records: Records) -> Iterator[tuple[str, Answer]]:
    """Pages, searches, forms, operations and mistakes with everything of the canary."""
    client = signed_in(Client(raise_request_exception=False), name)
    ids = {**records.ids, **canary.ids}
    yield from _pages(client, name, records, ids, canary)
    texts = {
        "name": canary.name,
        "number": canary.number,
        "phone": canary.phone,
        "account": canary.account,
        "address": canary.address,
    }
    for kind, text in texts.items():
        yield f"search {kind}", client.post("/search/", {"query": text})
        # Somebody types it where it does not belong.
        yield f"wrong page {kind}", client.post(f"/persons/{uuid4()}/edit/", {"name": text})
        if text.isascii():
            yield f"{kind} in an address", client.get(f"/persons/{text}/")
            yield f"{kind} in a query", client.get("/persons/", {"query": text})
    yield from operations(Machine(name), ids, texts)
    machine = Machine(name, purpose="inspection")
    for body in (
        b"{" + "，".join(texts.values()).encode(),
        b'{"number": "%b"' % texts["number"].encode(),
    ):
        yield "broken JSON", machine.post("/persons/lookup", body)
    yield "unknown field", machine.post("/persons/lookup", {"numbr": texts["number"]})


def _pages(
    client: Client, name: str, records: Records, ids: dict[str, UUID], canary: Canary
) -> Iterator[tuple[str, Answer]]:
    everything = {
        "name": canary.name,
        "number": canary.number,
        "phone": canary.phone,
        "text": canary.address,
        "address": canary.address,
        "holder": canary.name,
        "division": VILLAGE_A,
        "query": canary.number,
        "reason": canary.name,
    }
    for visit in visits():
        if visit.permission and visit.permission not in role_of(CAST[name].role).permissions:
            continue
        address = visit.address(records, **{k: v for k, v in ids.items() if k in visit.parameters})
        if visit.accepts("get"):
            yield f"GET {visit.route}", client.get(address)
        if visit.accepts("post") and visit.route not in REVEALING:
            yield f"POST {visit.route}", client.post(address, everything)


def _text(answer: Answer) -> str:
    if answer.streaming:
        return ""
    body: str = answer.content.decode(errors="replace")
    # A form that is refused is shown again with what was typed into it.
    return re.sub(r"""value=["'][^"']*["']|<textarea.*?</textarea>""", "", body, flags=re.DOTALL)


def _addresses(answer: Answer) -> list[str]:
    """Where an answer leads to."""
    found = [answer.headers.get("Location", ""), answer.headers.get("HX-Redirect", "")]
    if not answer.streaming:
        found += _ADDRESSES.findall(answer.content.decode(errors="replace"))
    return found


def _traces(canary: Canary, text: str) -> list[str]:
    """Which values stand in a text, as they are or as a machine would write them."""
    return [
        secret for secret in canary.secrets for spelling in _spellings(secret) if spelling in text
    ]


def _spellings(secret: str) -> set[str]:
    plain = secret.encode()
    return {
        secret,
        plain.hex(),
        secret.encode("unicode_escape").decode(),
        repr(plain)[2:-1],
        hashlib.sha256(plain).hexdigest(),
        hashlib.md5(plain, usedforsecurity=False).hexdigest(),
        hashlib.new("sm3", plain).hexdigest(),
    }


def _dumped() -> Iterator[tuple[str, str]]:
    """Every table as a thief of a dump has it, all rows: read as the owner, without the policies.

    What this test wrote is not committed, so its own connection reads, with every scope open.
    """
    with working("job"), connection.cursor() as cursor:
        cursor.execute(
            "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
            " from information_schema.tables where table_schema not in"
            " ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute("select has_table_privilege(%s, 'select')", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"select t::text from {table} t")
                yield table, "\n".join(row for (row,) in cursor.fetchall())


@pytest.fixture
def stolen(records: Records) -> list[bytes]:
    """The blind indexes of numbers, as they lie in the database."""
    with working("job"), connection.cursor() as cursor:
        cursor.execute("select index from registry_identitydocument")
        return [bytes(index) for (index,) in cursor.fetchall()]


def test_every_table_that_holds_secrets_can_be_read_here(
    records: Records, owner_connection: psycopg.Connection
) -> None:
    """The dump above leaves out only tables of migrations and jobs, which the owner reads."""
    read = {table for table, _ in _dumped()}
    tables = {
        f"{schema}.{name}"
        for schema, name in owner_connection.execute(
            "select schemaname, tablename from pg_tables where schemaname = 'public'"
        )
    }
    left_out = {name for name in tables - read if "procrastinate" not in name}
    assert not {name for name in left_out if "registry" in name or "access" in name}


def test_a_dictionary_finds_no_number_without_the_key(stolen: list[bytes]) -> None:
    """Every number of one county with a birth date on file, against keys that a thief could try.

    With the true key each would be found: the index is an HMAC, and the key is not in the database.
    """
    assert stolen
    known = set(stolen)
    guesses = {b"", b"minzheng", b"identity", b"key", b"\0" * 32, b"0" * 32, b"secret"}
    found = 0
    for number in _dictionary():
        plain = number.encode()
        for digest in ("sha256", "sm3"):
            found += hashlib.new(digest, plain).digest() in known
        found += any(hmac.digest(guess, plain, "sha256") in known for guess in guesses)
    assert not found


def _dictionary() -> Iterator[str]:
    """Every number of the records, and many others."""
    with working("job"), connection.cursor() as cursor:
        cursor.execute("select birth_date from registry_person where birth_date is not null")
        days = {day for (day,) in cursor.fetchall()}
    for day in days:
        yield from islice((synthetic_resident_id("320402", day, i) for i in range(1, 999)), 998)
