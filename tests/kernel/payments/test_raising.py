"""A standard raised two months back: the next payroll pays the difference, to the fen."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.entitlements.numbers import rerating
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import FULL
from tests.kernel.entitlements.months import holding, run
from tests.kernel.entitlements.standards import numbers_in_force, raised
from tests.kernel.payments.payroll import CARD, NOVEMBER, draft, lines_of, new_account

SEPTEMBER, OCTOBER = NOVEMBER - 2, NOVEMBER - 1
MORE = 1
"""Fen a person and month: the least that a standard may rise by."""


@pytest.fixture(autouse=True)
def at_work(office: None) -> Iterator[None]:
    """The county's money, and approved numbers that count."""
    with numbers_in_force():
        yield


def test_the_next_payroll_pays_the_difference_of_earlier_months_once() -> None:
    home = family(200_000, name="张三丰")
    holding(home, FULL, start=SEPTEMBER)
    new_account(home.head, CARD)
    batch = draft(NOVEMBER)
    assert drafted(batch) == {
        ("backpay", SEPTEMBER, FULL),
        ("backpay", OCTOBER, FULL),
        ("regular", NOVEMBER, FULL),
    }
    run()
    raised(STANDARD + MORE, SEPTEMBER)
    assert drafted(draft(NOVEMBER)) == {
        ("backpay", SEPTEMBER, 3 * MORE),
        ("backpay", OCTOBER, 3 * MORE),
        ("regular", NOVEMBER, 3 * MORE),
    }
    rerating.rerate_due()
    with pytest.raises(Refused):
        draft(NOVEMBER)


def drafted(batch: UUID) -> set[tuple[str, Month, int]]:
    """Component, month and fen of each line."""
    return {(each.component, Month.of(each.period), each.amount_fen) for each in lines_of(batch)}
