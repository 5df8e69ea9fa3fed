"""Waterfall, pages, the way back from a payment, and what a payee reads."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.own_rows import OwnRows
from minzheng.kernel.entitlements.api import holds
from minzheng.kernel.payments.api import explaining, own, reading, sending
from minzheng.kernel.protection.context import Scope, entered
from minzheng.kernel.protection.labels import Label
from tests.kernel.payments.payroll import (
    NOON,
    NOVEMBER,
    awarded,
    draft,
    filed,
    line,
    lines_of,
    paid_out,
    resident,
)
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

OCTOBER = NOVEMBER - 1


def executed(statement: str, *values: object) -> None:
    """What another app's command would do, as that office."""
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute(statement, list(values))  # type: ignore[arg-type]  # values of columns


def reader(name: str) -> Actor:
    """Somebody of the cast."""
    with acting(name) as somebody:
        return somebody


def scope_of_a_resident(somebody: Actor, person: UUID) -> Scope:
    """As the portal enters it for whoever the person is."""
    return Scope(
        "",
        "",
        frozenset({Label.ORDINARY}),
        somebody.account,
        "own",
        "test",
        persons=frozenset({person}),
    )


def test_the_waterfall_adds_up() -> None:
    raised = awarded(resident(1), 10_000, start=OCTOBER)
    lowered = awarded(resident(2), 10_000, start=OCTOBER)
    gone = resident(3)
    awarded(gone, 10_000, start=OCTOBER)
    stopped = awarded(resident(4), 10_000, start=OCTOBER)
    filed(draft(OCTOBER))
    line(raised, 12_000, NOVEMBER)
    line(lowered, 9_000, NOVEMBER)
    awarded(resident(5), 7_000, start=OCTOBER)
    executed("update registry_person set death_date = '2026-10-20' where id = %s", gone)
    with acting("county_officer") as officer:
        holds.raise_hold(
            officer, award=stopped, kind="manual", since=clock.today(), source="来信", note=""
        )
    batch = draft()
    with acting("finance") as finance:
        found = reading.waterfall(finance, batch=batch)
        view = reading.batch_view(finance, batch=batch)
    steps = {each.code: (each.count, each.amount_fen) for each in found.steps}
    assert steps == {
        "new": (1, 7_000),
        "raised": (1, 2_000),
        "lowered": (1, -1_000),
        "held": (1, -10_000),
        "ended": (1, -10_000),
        "backpay": (1, 7_000),
    }
    assert found.before_fen == 40_000
    assert found.after_fen == view.row.to_pay_fen == 35_000


def test_a_line_of_the_bank_s_file_leads_back_to_the_award() -> None:
    awarded(resident(1), 30_000)
    batch = filed(draft())
    [paid] = lines_of(batch)
    with acting("county_officer") as officer:
        told = explaining.explain_instruction(officer, end_to_end_id=paid.end_to_end_id)
        with pytest.raises(Unseen):
            explaining.explain_instruction(officer, end_to_end_id="nothing")
    assert told.award_line is not None
    assert (told.award_line.reason, told.award_line.amount_fen) == ("以前已确认", 30_000)
    assert [(each.step, each.name) for each in told.hands] == [
        ("编制", "县办"),
        ("批准", "县审"),
        ("确认发放", "财务"),
    ]
    assert [each.amount_fen for each in told.bookings] == [-30_000]
    assert told.file_digest


def test_lines_are_read_a_page_at_a_time() -> None:
    for sequence in (1, 2, 3):
        awarded(resident(sequence), 30_000)
    batch = draft()
    with acting("finance") as finance:
        first = reading.lines(finance, batch=batch, limit=2)
        second = reading.lines(finance, batch=batch, limit=2, after=first.next)
    assert [each.sequence for each in (*first.rows, *second.rows)] == [1, 2, 3]


def test_a_payee_reads_what_was_paid_to_him_and_nobody_else_does() -> None:
    person = resident(1)
    awarded(person, 30_000)
    awarded(resident(2), 40_000)
    batch = filed(draft())
    somebody = replace(reader("resident"), own=OwnRows(person, frozenset({person})))
    with clock.standing_at(NOON), entered(scope_of_a_resident(somebody, person)):
        assert not own.year_of_me(somebody, year=2026).payments
    with acting("finance") as finance:
        sending.mark_sent(finance, batch=batch, receipt="R1")
    paid_out(batch)
    with entered(scope_of_a_resident(somebody, person)):
        [paid] = own.year_of_me(somebody, year=2026).payments
        assert not own.year_of_me(somebody, year=2025).payments
    assert (paid.amount_fen, paid.state, paid.period) == (30_000, "paid", NOVEMBER)
    with acting("resident") as stranger:
        assert not own.year_of_me(stranger, year=2026).payments
