"""The nightly look at payments and books: what breaks a rule is found, kept, told, and stops."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.conf import settings

from minzheng.base.clock import business_date
from minzheng.config.environment import DatabaseRole
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import NotAllowed, Refused
from minzheng.kernel.access.worker import working
from minzheng.kernel.audit.models import Event
from minzheng.kernel.payments import day_sealing, inspecting
from minzheng.kernel.payments.api import batches, inspections
from minzheng.kernel.payments.invariants import INVARIANTS, QUERIES
from minzheng.kernel.payments.models import BankFile, ImprestFloat, Inspection, Instruction
from tests.database import SERVER
from tests.kernel.casework.publicity.proposals import as_worker
from tests.kernel.payments.banking import sent, take, words
from tests.kernel.payments.keeping import filled
from tests.kernel.payments.payroll import approved, awarded, draft, resident
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]

NOBODYS = "00000000-0000-7000-8000-00000000beef"
BROKEN = {
    "I1": "delete from payments_entry where id = (select min(id::text)::uuid from payments_entry)",
    "I2": "update payments_batch set total_fen = total_fen + 1 where state = 'confirmed'",
    "I3": "update payments_instruction set period = '2026-10-01', award_id = (select"
    " min(award_id::text)::uuid from payments_instruction)",
    "I4": "update payments_batch set approver_person = frozen_person",
    "I5": "update registry_bankaccount set usable_from = '2027-01-01'",
    "I6": "update entitlements_award set start_month = '2026-09-01', end_month = '2026-10-01';"
    " insert into entitlements_awardline (id, division, label, award_id, sequence, kind,"
    " from_month, amount_fen, reason, recorded_by_name, recorded_at)"
    " select payments_new_id(), division, label, id, 2, 'end', '2026-11-01', 0, '期满', '',"
    " '2026-11-01' from entitlements_award",
    "I7": "update payments_bankfile set count = count + 1",
    "I8": "update payments_journal set posted_at = posted_at - interval '3 days'",
    "I9": "update payments_imprestmovement set amount_fen = amount_fen - 1",
}
"""What somebody who owns the machine could do, with every rule of the database switched off."""


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """Past triggers, constraints and row security."""
    with SERVER.connect(settings.DATABASES["default"]["NAME"]) as connection:
        connection.execute("set session_replication_role = replica")
        yield connection


def paid() -> None:
    """Two are paid, and a town has money."""
    filled()
    for sequence, fen in ((1, 30_001), (2, 50_000)):
        awarded(resident(sequence), fen)
    batch = sent(draft())
    take(batch, words(batch))


def codes(owner: psycopg.Connection) -> set[str]:
    """The rules that are broken."""
    queries = [query for of_rule in QUERIES.values() for query in of_rule]
    return {row[0] for query in queries for row in owner.execute(query.encode())}


def test_every_rule_has_a_query_and_a_name() -> None:
    assert set(QUERIES) == {each.code for each in INVARIANTS} == set(BROKEN)


def test_what_is_well_is_kept_as_well() -> None:
    paid()
    assert inspecting.inspect() == 0
    with acting("finance") as finance:
        (row,) = inspections.inspections(finance, division=COUNTY).rows
        assert (row.broken, row.count, row.division) == ((), 0, COUNTY)
    with working("test"):
        assert not Event.objects.filter(action="ledger.broken").exists()


def test_whoever_breaks_a_rule_is_found(owner: psycopg.Connection) -> None:
    paid()
    assert codes(owner) == set()
    for code, statements in BROKEN.items():
        with owner.transaction(force_rollback=True):
            owner.execute(statements.encode())
            assert code in codes(owner)


def test_what_is_found_is_told_and_nothing_more_is_ordered(owner: psycopg.Connection) -> None:
    paid()
    owner.execute(BROKEN["I7"].encode())
    assert inspecting.inspect() == 1
    with acting("finance") as finance:
        (row,) = inspections.inspections(finance).rows
        (rule,) = row.broken
        assert (rule.code, row.count, row.rest) == ("I7", 1, 0)
        (subject,) = rule.subjects
        assert (subject.kind, subject.id) == ("batch", BankFile.objects.get().batch_id)
        assert [each.division for each in inspections.stops(finance)] == [COUNTY]
    with working("test"):
        (event,) = Event.objects.filter(action="ledger.broken")
        assert (event.division, event.subject) == (COUNTY, str(row.id))
    awarded(resident(3), 100)
    batch = approved(draft())
    with acting("finance") as finance, pytest.raises(Refused, match="账务核对"):
        batches.freeze_batch(finance, batch=batch)
    owner.execute(b"update payments_bankfile set count = count - 1")
    assert inspecting.inspect() == 0
    with acting("finance") as finance:
        batches.freeze_batch(finance, batch=batch)
        assert inspections.stops(finance) == ()


def test_what_is_found_is_named_as_far_as_it_is_known_and_seen(owner: psycopg.Connection) -> None:
    paid()
    with working("test"):
        line = Instruction.objects.order_by("sequence")[0]
        Inspection.objects.create(
            division=COUNTY,
            inspected_at=clock.now(),
            broken=["I3", "I8", "I9"],
            count=5,
            subjects=[
                f"I3:{line.award_id}",
                f"I3:{line.pk}",
                f"I3:{NOBODYS}",
                "I8:2026-11-09",
                f"I9:{ImprestFloat.objects.get().pk}",
            ],
        )
    with acting("county_officer") as officer:
        (row,) = inspections.inspections(officer).rows
    once, sealed, kept = row.broken
    assert [(each.kind, each.text, each.batch) for each in once.subjects] == [
        ("award", "高龄津贴", None),
        ("line", line.end_to_end_id, line.batch_id),
    ]
    assert [(each.kind, each.text) for each in sealed.subjects] == [("day", "2026-11-09")]
    assert [(each.kind, each.text) for each in kept.subjects] == [("float", "雕庄街道")]
    # What nobody knows by that id is counted, and not named.
    assert row.rest == 1


def test_a_sealed_day_is_computed_again(owner: psycopg.Connection) -> None:
    paid()
    today = business_date(datetime.now(UTC))
    with clock.standing_at(datetime.now(UTC)):
        as_worker(lambda: day_sealing.seal_days(today + timedelta(days=1)))
    # A county that gets another code keeps its books.
    owner.execute(b"set session_replication_role = origin")
    owner.execute(b"update payments_book set division = '320499'")
    assert inspecting.inspect() == 0
    owner.execute(b"set session_replication_role = replica")
    owner.execute(b"update payments_journal set memo = '' where kind = 'order'")
    assert inspecting.inspect() == 1
    with working("test"):
        row = Inspection.objects.order_by("-pk")[0]
    assert (row.broken, row.subjects) == (["I8"], [f"I8:{today}"])


def test_another_look_is_ordered_once_and_only_by_who_keeps_the_books() -> None:
    with acting("finance") as finance:
        assert not inspections.is_inspecting(finance)
        inspections.order_inspection(finance)
        inspections.order_inspection(finance)
        assert inspections.is_inspecting(finance)
    with SERVER.connect(settings.DATABASES["default"]["NAME"], DatabaseRole.OWNER) as connection:
        jobs = connection.execute(
            "select count(*) from procrastinate_jobs where task_name = 'payments.inspect'"
        ).fetchone()
    assert jobs == (1,)
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        inspections.order_inspection(officer)
