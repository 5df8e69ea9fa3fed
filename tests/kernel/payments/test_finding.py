"""The checks before approval, each on its threshold."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.payments.api import batches, reading
from tests.kernel.payments.payroll import (
    CARD,
    NOON,
    NOVEMBER,
    SUBSIDY,
    approved,
    awarded,
    draft,
    filed,
    line,
    resident,
)
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

OCTOBER = NOVEMBER - 1
DECEMBER = NOVEMBER + 1


def later(days: int) -> AbstractContextManager[None]:
    """So many days on."""
    return clock.standing_at(NOON + timedelta(days=days))


def executed(statement: str, *values: object) -> None:
    """What another app's command would do, as that office."""
    with acting("county_officer"), connection.cursor() as cursor:
        cursor.execute(statement, list(values))  # type: ignore[arg-type]  # values of columns


def found_in(batch: UUID) -> set[str]:
    """The checks that found something."""
    with acting("county_officer") as officer:
        batches.check_batch(officer, batch=batch)
        return {each.check for each in reading.findings(officer, batch=batch)}


def test_nothing_is_found_where_nothing_is_odd() -> None:
    awarded(resident(1), 30_000)
    assert found_in(draft()) == set()


@pytest.mark.parametrize(("fen", "odd"), [(14_999, False), (15_000, True), (15_001, True)])
def test_half_as_much_again_is_a_jump(fen: int, odd: bool) -> None:
    award = awarded(resident(1), 10_000, start=OCTOBER)
    filed(draft(OCTOBER))
    line(award, fen, NOVEMBER)
    assert ("jump" in found_in(draft())) is odd


def test_two_payees_of_one_account_are_found() -> None:
    awarded(resident(1, card=CARD), 30_000)
    awarded(resident(2, card=CARD), 30_000)
    assert "shared_account" in found_in(draft())


def test_somebody_paid_twice_to_his_own_account_shares_it_with_nobody() -> None:
    person = resident(1)
    awarded(person, 30_000)
    awarded(person, 10_000, benefit=SUBSIDY)
    assert "shared_account" not in found_in(draft())


@pytest.mark.parametrize(("born", "odd"), [("1926-11-10", True), ("1926-11-11", False)])
def test_a_hundred_years_are_worth_a_visit(born: str, odd: bool) -> None:
    person = resident(1)
    awarded(person, 30_000)
    executed("update registry_person set birth_date = %s where id = %s", born, person)
    assert ("over_age" in found_in(draft())) is odd


@pytest.mark.parametrize(("days", "odd"), [(31, False), (32, True)])
def test_a_comparison_is_good_for_a_month(days: int, odd: bool) -> None:
    awarded(resident(1), 30_000)
    with later(days):
        assert ("stale_comparison" in found_in(draft(DECEMBER))) is odd


@pytest.mark.parametrize(("fen", "short"), [(10_000_000_000, False), (14_992_503_749, True)])
def test_a_fund_without_money_is_found(fen: int, short: bool) -> None:
    # 667 thousandths of it are a fen more than the 100 million yuan of the province.
    awarded(resident(1), fen)
    assert ("budget_short" in found_in(draft())) is short


def test_what_is_paid_in_january_is_measured_by_the_money_of_january() -> None:
    awarded(resident(1), 30_000, start=DECEMBER)
    with clock.standing_at(datetime(2027, 1, 4, 4, tzinfo=UTC)):
        assert "budget_short" in found_in(draft(DECEMBER))


def test_findings_are_settled_before_the_approval_and_stay_settled() -> None:
    awarded(resident(1, card=CARD), 30_000)
    awarded(resident(2, card=CARD), 30_000)
    batch = draft()
    assert "shared_account" in found_in(batch)
    with acting("county_approver") as approver:
        view = reading.batch_view(approver, batch=batch)
        with pytest.raises(Conflict, match="检查发现没有处理"):
            batches.approve_batch(approver, batch=batch, lines_hash=view.lines_hash)
    approved(batch)
    with acting("county_officer") as officer:
        settled = reading.findings(officer, batch=batch)
    assert {each.settled_text for each in settled} == {"已核实"}
