"""Who may approve what, and who sees it."""

from uuid import UUID

import pytest
from django.db import connection

from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, StepUpNeeded, Unseen
from minzheng.kernel.payments.api import batches, reading
from minzheng.kernel.protection.labels import Label
from tests.kernel.payments.payroll import (
    NOVEMBER,
    SUBSIDY,
    approved,
    awarded,
    checked,
    draft,
    lines_of,
    resident,
)
from tests.people import COUNTY, OTHER_COUNTY, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def states(batch: UUID) -> list[tuple[str, str]]:
    """State and reason of each line."""
    return [(each.state, each.hold_reason) for each in lines_of(batch)]


def executed_as_child_officer(person: UUID) -> None:
    """Put a person's file under protection."""
    with acting("child_protection_officer"), connection.cursor() as cursor:
        for table, column in (("registry_person", "id"), ("registry_bankaccount", "person_id")):
            cursor.execute(
                f"update {table} set label = 'child_protection' where {column} = %s", [person]
            )


def test_the_maker_does_not_approve() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        batches.approve_batch(officer, batch=batch, lines_hash="x")


def test_the_approver_signs_what_he_saw() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    with acting("county_approver") as approver, pytest.raises(Conflict, match="有变动"):
        batches.approve_batch(approver, batch=batch, lines_hash="0" * 64)


def test_approval_and_freeze_want_the_identity_shown() -> None:
    awarded(resident(1), 30_000)
    batch = checked(draft())
    with acting("county_approver", stepped_up=False) as approver, pytest.raises(StepUpNeeded):
        batches.approve_batch(approver, batch=batch, lines_hash="")


@pytest.mark.parametrize(("fen", "enough"), [(500_000_000, True), (500_000_001, False)])
def test_above_five_million_yuan_the_city_approves(fen: int, enough: bool) -> None:
    awarded(resident(1), fen)
    batch = draft()
    if enough:
        approved(batch)
        return
    with pytest.raises(NotAllowed, match="超过县级批准限额"):
        approved(batch)
    approved(batch, by="city_officer")


def test_another_county_finds_nothing() -> None:
    awarded(resident(1), 30_000)
    batch = draft()
    with acting("other_county_officer") as stranger:
        with pytest.raises(Unseen):
            reading.batch_view(stranger, batch=batch)
        with pytest.raises(Unseen):
            batches.check_batch(stranger, batch=batch)
        with pytest.raises(Unseen):
            batches.draft_batch(stranger, division=COUNTY, month=NOVEMBER)
        with pytest.raises(Refused):
            batches.draft_batch(stranger, division=OTHER_COUNTY, month=NOVEMBER)
        assert not reading.list_batches(stranger).rows


def test_protected_files_are_paid_by_those_who_see_them() -> None:
    person = resident(1)
    awarded(person, 30_000, benefit=SUBSIDY, label=Label.CHILD_PROTECTION)
    executed_as_child_officer(person)
    awarded(resident(2), 20_000)
    assert [each.amount_fen for each in lines_of(draft())] == [20_000]
    with acting("county_officer") as officer, pytest.raises(Refused, match="不能办理"):
        batches.draft_batch(officer, division=COUNTY, month=NOVEMBER, label=Label.CHILD_PROTECTION)
    with acting("child_protection_officer") as trusted:
        hidden = batches.draft_batch(
            trusted, division=COUNTY, month=NOVEMBER, label=Label.CHILD_PROTECTION
        )
        assert len(reading.list_batches(trusted).rows) == 2
    assert [each.amount_fen for each in lines_of(hidden)] == [30_000]
    with acting("finance") as finance:
        assert len(reading.list_batches(finance).rows) == 1


def test_a_file_that_is_sealed_after_the_approval_stops_the_freeze_and_can_be_given_up() -> None:
    awarded(resident(1), 30_000)
    batch = approved(draft())
    with acting("child_protection_officer"), connection.cursor() as cursor:
        cursor.execute("update payments_instruction set label = 'child_protection'")
    with acting("finance") as finance, pytest.raises(Conflict, match="转入保护"):
        batches.freeze_batch(finance, batch=batch)
    with acting("county_officer") as officer:
        batches.cancel_batch(officer, batch=batch, reason="档案转入保护")
    assert states(batch) == [("cancelled", "")]
