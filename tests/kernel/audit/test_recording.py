"""Events: in the transaction of the act, with its actor, details encrypted."""

import json
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, transaction

from minzheng.kernel.audit.api import (
    ACTIONS,
    Acting,
    Entry,
    Label,
    UnknownAction,
    Wanted,
    acting_as,
    history,
    payload_of,
    record,
    record_many,
    search_events,
)
from minzheng.kernel.audit.models import Event, Payload
from minzheng.kernel.protection.context import NOWHERE, Scope, entered, everywhere, scope_of
from minzheng.kernel.protection.errors import NoScope, OutsideTransaction

pytestmark = pytest.mark.django_db

TOWN, OTHER_TOWN, COUNTY = "320402001", "320402002", "320402"
CLERK = Acting(uuid4(), "周敏", "town_clerk", TOWN, "handling", "r-1", "10.0.0.7", uuid4())


def inside(division: str, *labels: Label, auditor: bool = False) -> Scope:
    return Scope(*scope_of(division), frozenset(labels or [Label.ORDINARY]), auditor=auditor)


def test_an_event_says_who_did_what_to_whom_and_why() -> None:
    person = uuid4()
    with acting_as(CLERK), entered(inside(TOWN)):
        event = record(
            "person.read", subject_type="person", subject=person, division=TOWN,
            payload={"shown": ["name", "住址"]},
        )  # fmt: skip
        (view,) = history("person", person)
    assert (view.id, view.title, view.result) == (event, "查看人员档案", "done")
    assert (view.actor, view.role, view.post_division) == ("周敏", "town_clerk", TOWN)
    assert (view.purpose, view.request, view.ip) == ("handling", "r-1", "10.0.0.7")
    assert view.payload == {"shown": ["name", "住址"]}


def test_an_event_without_a_subject_belongs_to_the_division_of_the_actor() -> None:
    with acting_as(CLERK), entered(inside(TOWN)):
        event = record("person.search", payload={"name": "张"})
        assert Event.objects.get(id=event).division == TOWN


def test_an_event_is_undone_with_its_act() -> None:
    with pytest.raises(ZeroDivisionError), entered(everywhere("test")):
        record("person.change")
        _ = 1 / 0
    with entered(everywhere("test")):
        assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransaction):
        record("person.read")


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(UnknownAction), entered(everywhere("test")):
        record("person.devour")


def test_a_subject_is_an_identifier_and_no_story() -> None:
    with pytest.raises(ValueError, match="named by its id"), entered(everywhere("test")):
        record("person.read", subject="x" * 65)


def test_before_anybody_is_known_an_event_can_be_written_but_not_read() -> None:
    with transaction.atomic():
        record("login.fail", payload={"reason": "password"})
    with entered(NOWHERE):
        assert not Event.objects.exists()
    with pytest.raises(NoScope):
        Event.objects.exists()
    with entered(everywhere("test")):
        assert Event.objects.get().action == "login.fail"


def test_events_are_seen_by_those_who_may_see_the_record() -> None:
    with entered(inside(TOWN)):
        record("person.read", subject="a", division=TOWN)
        record("person.read", subject="b", division=OTHER_TOWN)
        record("person.read", subject="c", division=TOWN, label=Label.CHILD_PROTECTION)
    assert seen_from(inside(TOWN)) == ["a"]
    assert seen_from(inside(COUNTY)) == ["a", "b"]
    assert seen_from(inside(TOWN, Label.ORDINARY, Label.CHILD_PROTECTION)) == ["a", "c"]
    assert seen_from(inside("320411")) == []
    assert seen_from(inside("320411", auditor=True)) == ["a", "b", "c"]


def seen_from(scope: Scope) -> list[str]:
    with entered(scope):
        details = set(Payload.objects.values_list("id", flat=True))
        events = search_events(Wanted())
        assert {event.id for event in events} >= details
        return sorted(event.subject for event in events)


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    with entered(inside(TOWN)):
        record_many(Entry("person.read", "person", str(n), TOWN) for n in range(7))
        seen: list[str] = []
        before: UUID | None = None
        while page := search_events(Wanted(), before=before, limit=3):
            seen += [event.subject for event in page]
            before = page[-1].id
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


def test_events_are_found_by_what_an_auditor_asks() -> None:
    with acting_as(CLERK), entered(everywhere("test")):
        record("person.read", subject="a", division=TOWN, result="refused")
        record("person.search", division=OTHER_TOWN)
        for wanted, number in (
            (Wanted(account=CLERK.account), 2),
            (Wanted(account=uuid4()), 0),
            (Wanted(actions=frozenset(["person.search"])), 1),
            (Wanted(subject="a"), 1),
            (Wanted(division=OTHER_TOWN), 1),
            (Wanted(result="refused"), 1),
        ):
            assert len(search_events(wanted)) == number, wanted


def test_details_are_unreadable_in_the_database() -> None:
    with entered(everywhere("test")):
        event = record("person.search", payload={"identity": "320402199001011234"})
        with connection.cursor() as cursor:
            cursor.execute("select content from audit_payload where id = %s", [event])
            (stored,) = cursor.fetchone() or (b"",)
        assert b"320402" not in bytes(stored)
        assert payload_of(event) == {"identity": "320402199001011234"}


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_event set actor = 'x'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_payload set content = null",
        "delete from audit_payload",
        "delete from audit_unsealed",
        "update audit_unsealed set at = now()",
        "insert into audit_seal values (1, gen_random_uuid(), '')",
        "delete from audit_seal",
        "insert into audit_checkpoint values (gen_random_uuid(), 1, now(), '')",
        "alter table audit_event disable row level security",
        "drop table audit_event",
        "alter table audit_event disable trigger all",
        "set role minzheng_owner",
        "set role minzheng_definer",
        "select setval('audit_unsealed_id_seq', 1)",
    ],
)
def test_the_application_cannot_change_the_trail(statement: str) -> None:
    with entered(everywhere("test")):
        record("person.read")
        with (
            pytest.raises(Exception, match=r"permission denied|must be owner"),
            transaction.atomic(),
        ):
            connection.cursor().execute(statement)


def test_every_action_has_a_name_of_its_own_and_chinese_words() -> None:
    assert len(set(ACTIONS.values())) == len(ACTIONS)
    assert not [title for title in ACTIONS.values() if title.isascii()]


@pytest.mark.django_db(transaction=True)
def test_the_auditor_reads_the_trail_and_nothing_else(
    auditor_connection: psycopg.Connection,
) -> None:
    with transaction.atomic():
        record("person.read", division=OTHER_TOWN, payload={"a": 1})
    counted = auditor_connection.execute("select count(*) from audit_event").fetchone()
    assert counted == (1,)
    auditor_connection.execute("set default_transaction_read_only = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        auditor_connection.execute("insert into audit_unsealed (event, at) values (null, now())")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        auditor_connection.execute("select * from account_emailaddress")


def test_many_events_are_written_in_one_go() -> None:
    with entered(everywhere("test")):
        record_many(Entry("import.run", payload={"row": n}) for n in range(500))
        assert Event.objects.count() == Payload.objects.count() == 500
        row = Payload.objects.order_by("id").first()
        assert row is not None
        assert json.loads((row.content or "")[32:]) == {"row": 0}
