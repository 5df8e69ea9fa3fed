"""Erasing details: the law is obeyed and the chain stays valid; deleting them is found."""

from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from minzheng.adapters.checkpoints.files import CheckpointFile
from minzheng.base.errors import InvalidValue
from minzheng.kernel.audit.api import (
    Entry,
    Wanted,
    checkpoint,
    erase,
    history,
    payload_problems,
    record_many,
    seal_all,
    search_events,
    verify,
)
from minzheng.kernel.protection.context import entered, everywhere
from tests.database import SERVER, Clone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("db_as_worker")]

TOWN = "320402001"
MOVED = """
update audit_payload p set content = o.content from audit_payload o
where p.id = %(event)s and o.id <> p.id
"""


@pytest.fixture
def outside(tmp_path: Path) -> CheckpointFile:
    sink = CheckpointFile(tmp_path / "checkpoints.jsonl")
    with entered(everywhere("test")):
        record_many(
            Entry("person.change", "person", person, TOWN, payload={"name": f"{person} {n}"})
            for person in ("a", "b")
            for n in range(3)
        )
        record_many([Entry("person.read", "person", "a", TOWN)])
    seal_all()
    checkpoint(sink)
    return sink


def test_details_are_gone_and_the_chain_is_sound(outside: CheckpointFile) -> None:
    assert erase(subject_type="person", subject="a", reason="本人申请删除", actor="root") == 3
    seal_all()
    assert verify(outside.lines()).problems == []
    assert list(payload_problems()) == []
    with entered(everywhere("test")):
        assert [event.payload for event in history("person", "a")] == [None] * 4
        assert all(event.payload for event in history("person", "b"))
        erasures = search_events(Wanted(actions=frozenset(["audit.erase"])), details=True)
    assert [event.payload for event in erasures] == [{"reason": "本人申请删除"}] * 3
    assert {event.actor for event in erasures} == {"root"}
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_payload where erased_at is not null")
        assert cursor.fetchone() == (0,), "and without a scope nothing is seen"


def test_erasing_twice_erases_nothing_more(outside: CheckpointFile) -> None:
    assert erase(subject_type="person", subject="a", reason="本人申请") == 3
    assert erase(subject_type="person", subject="a", reason="本人申请") == 0
    assert erase(subject_type="household", subject="b", reason="本人申请") == 0


def test_erasing_wants_a_reason(outside: CheckpointFile) -> None:
    with pytest.raises(InvalidValue, match="理由"):
        erase(subject_type="person", subject="a", reason=" ")


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        ("delete from audit_payload where id = %(event)s", "被删除"),
        ("update audit_payload set content = null, erased_at = now() where id = %(event)s", "没有"),
        ("update audit_payload set content = null where id = %(event)s", "被改动"),
        ("update audit_payload set content = '\\x00' where id = %(event)s", "被改动"),
        (MOVED, "被改动"),
    ],
)
def test_details_that_vanish_otherwise_are_found(
    outside: CheckpointFile, database_clone: Clone, tampering: str, problem: str
) -> None:
    event = first_of("b")
    with SERVER.connect(database_clone.name) as superuser:
        superuser.execute(tampering.encode(), {"event": event})
    (found,) = payload_problems()
    assert str(event) in found
    assert problem in found


def first_of(person: str) -> UUID:
    with entered(everywhere("test")):
        return history("person", person)[0].id


def test_the_application_cannot_erase(outside: CheckpointFile) -> None:
    connection.close()
    connection.settings_dict["USER"] = "minzheng_app"
    with pytest.raises(Exception, match="permission denied"):
        erase(subject_type="person", subject="a", reason="because")


def test_erasing_reaches_no_other_column(worker_connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        worker_connection.execute("update audit_payload set division = '32'")
