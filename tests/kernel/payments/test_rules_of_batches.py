"""What the database refuses about batches and lines, whatever the program believes."""

import pytest
from django.db import DatabaseError, connection

from minzheng.kernel.access.models import Account
from tests.kernel.payments.payroll import (
    approved,
    awarded,
    checked,
    draft,
    filed,
    resident,
)
from tests.kernel.payments.raw import AT_ONCE, refused, run
from tests.people import COUNTY, account_id, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_one_person_does_not_make_and_approve_under_two_accounts() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    refused(
        "payment_batch_two_accounts",
        "update payments_batch set state = 'approved', approver = maker,"
        " approver_person = maker_person, approved_at = now(), approved_hash = lines_hash"
        " where id = %(batch)s",
        batch=batch,
    )
    maker = Account.objects.get(pk=account_id("county_officer"))
    other = Account.objects.create(
        username="second", name=maker.name, person=maker.person, division=maker.division
    )
    refused(
        "payment_batch_two_persons",
        "update payments_batch set state = 'approved', approver = %(to)s,"
        " approver_person = maker_person, approved_at = now(), approved_hash = lines_hash"
        " where id = %(batch)s",
        batch=batch,
        to=other.pk,
    )


def test_the_approver_s_person_is_that_of_the_account() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    refused(
        "payment_batch_approver",
        "update payments_batch set state = 'approved', approver = %(to)s,"
        " approver_person = decode(repeat('00', 32), 'hex'), approved_at = now(),"
        " approved_hash = lines_hash where id = %(batch)s;" + AT_ONCE,
        batch=batch,
        to=account_id("county_approver"),
    )


@pytest.mark.parametrize("state", ["approved", "frozen", "filed", "sent", "confirmed", "unknown"])
def test_no_step_is_skipped(state: str) -> None:
    awarded(resident(1), 30_000)
    with pytest.raises(DatabaseError):
        run(
            "update payments_batch set state = %(state)s where id = %(id)s", state=state, id=draft()
        )


def test_findings_wait_for_somebody_before_the_approval() -> None:
    one, other = resident(1), resident(2, card="6228480402564890019")
    awarded(one, 30_000)
    awarded(other, 30_000)
    batch = draft()
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute(
            "insert into payments_finding (id, division, label, batch_id, round, check_code, text,"
            " settled_text)"
            " values (payments_new_id(), %s, 'ordinary', %s, 1, 'dead', '已死亡', '')",
            [COUNTY, batch],
        )
        cursor.execute(
            "update payments_batch set state = 'checked', lines_hash = 'x' where id = %s", [batch]
        )
    refused(
        "payment_batch_findings_settled",
        "update payments_batch set state = 'approved', approver = a.id,"
        " approver_person = a.person, approved_at = now(), approved_hash = 'x'"
        " from access_account a where payments_batch.id = %(batch)s and a.id = %(approver)s",
        batch=batch,
        approver=account_id("county_approver"),
    )


def test_what_was_approved_stays() -> None:
    awarded(resident(1), 30_000)
    batch = approved(draft())
    for change in (
        "total_fen = 1",
        "lines_hash = 'x', approved_hash = 'x'",
        "maker = approver, maker_person = approver_person",
        "number = 'X'",
        "month = date '2026-10-01'",
    ):
        refused(
            "payment_batch_kept",
            f"update payments_batch set {change} where id = %(batch)s",
            batch=batch,
        )


@pytest.mark.parametrize(
    "change",
    [
        "amount_fen = amount_fen + 1",
        "period = date '2026-10-01'",
        "award_id = payments_new_id()",
        "end_to_end_id = 'X'",
        "component = 'backpay'",
        "turn = 2",
    ],
)
def test_a_line_is_not_rewritten(change: str) -> None:
    awarded(resident(1), 30_000)
    draft()
    refused("instruction_kept", f"update payments_instruction set {change}")


def test_a_line_keeps_the_account_that_was_checked() -> None:
    person = resident(1)
    awarded(person, 30_000)
    checked(draft())
    refused(
        "instruction_account_kept",
        "update payments_instruction set bank = '别的银行', holder = '李四'",
    )


@pytest.mark.parametrize("state", ["paid", "returned", "repaired", "cancelled"])
def test_a_line_is_not_paid_before_its_batch_is_sent(state: str) -> None:
    awarded(resident(1), 30_000)
    filed(draft())
    refused(
        "instruction_moves",
        "update payments_instruction set state = %(state)s, settled_on = date '2026-11-11'",
        state=state,
    )


def test_nothing_is_deleted() -> None:
    awarded(resident(1), 30_000)
    draft()
    refused("instruction_kept", "delete from payments_instruction")
    refused("payment_batch_kept", "delete from payments_batch")
