"""A standard raised from two months back: proposed, looked at, approved, paid with the rest."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import expect

from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.numbers import rerating, values
from minzheng.kernel.entitlements.numbers.simulating import simulate
from tests.desk.collection_records import sent
from tests.journeys.cashiers import APPROVER, OFFICER, drafts
from tests.journeys.conftest import Desk, Opened
from tests.journeys.test_payments import month, runs_the_month
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import FULL
from tests.kernel.entitlements.months import holding
from tests.kernel.entitlements.standards import DOCUMENT, KEY, numbers_in_force, written
from tests.kernel.payments.banking import take
from tests.kernel.payments.banking import words as carried_out
from tests.kernel.payments.payroll import draft, new_account
from tests.people import acting

pytestmark = pytest.mark.slow

MORE = 5_000


@pytest.fixture(autouse=True)
def _approved_numbers_count(desk: Desk) -> Iterator[None]:
    with numbers_in_force():
        yield


def test_a_raised_standard_is_paid_with_the_difference_of_past_months(
    opened: Opened, desk: Desk
) -> None:
    lives_on_the_old_standard()
    runs_the_month(opened)
    with acting("city_officer") as other:
        numbers.withdraw_number(other, proposal=desk.records.of("number_proposal"))
    address = proposes(opened)
    approves(opened, address)
    rerating.rerate_due()
    page = opened(OFFICER, address)
    expect(page.locator("#work")).to_contain_text("调标结果")
    batch = drafts(opened)
    page = opened(OFFICER, f"/payments/{batch}/lines/")
    rows = page.get_by_role("row").filter(has_text="向问天")
    expect(rows).to_have_count(3)
    for row in rows.all():
        expect(row).to_contain_text("150.00")
    expect(rows.filter(has_text="补发")).to_have_count(2)


def lives_on_the_old_standard() -> None:
    """A family of three has had its grant for three months, and all of it was paid."""
    home = family(200_000, name="向问天", sequence=700)
    holding(home, FULL, start=month() - 2)
    new_account(home.head, "6228480402564890700", name="向问天")
    batch = sent(draft(month()))
    take(batch, carried_out(batch))


def proposes(opened: Opened) -> str:
    """The officer types the new values; the worker says what they would change."""
    page = opened(OFFICER, "/numbers/in-force/")
    page.locator(f"a[href='/numbers/new/{KEY}/']").click()
    for place in ("城镇", "农村"):
        page.get_by_label(re.compile(place)).fill(written(STANDARD + MORE))
    page.get_by_label("起始月份").fill(str(month() - 2))
    page.get_by_label("文件依据").fill(DOCUMENT)
    page.get_by_role("button", name="提出调整并测算").click()
    expect(page.locator("#work")).to_contain_text("后台正在测算")
    proposal = UUID(page.url.split("/numbers/")[1].split("/")[0])
    with acting(OFFICER) as officer:
        shown = numbers.proposal_view(officer, proposal=proposal).simulation
    assert shown is not None
    simulate(shown.id)
    expect(page.locator("#work")).to_contain_text("谁受影响", timeout=10_000)
    expect(page.locator("#work")).to_contain_text("300.00")
    return page.url


def approves(opened: Opened, address: str) -> None:
    """Another person has seen the same, and signs."""
    page = opened(APPROVER, address)
    page.get_by_role("link", name="批准", exact=True).click()
    expect(page.get_by_text("150.00").first).to_be_visible()
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".mz-lead").first).to_contain_text("已批准")
    values.forget()
