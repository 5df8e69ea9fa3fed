"""A month of money as people live it: from the run to the bank and back, and what was overpaid."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.entitlements.runs import performing
from minzheng.kernel.payments.api import funds
from minzheng.kernel.payments.ports import ReturnFile
from tests.desk.collection_records import sent
from tests.journeys.cashiers import (
    APPROVER,
    FINANCE,
    OFFICER,
    another_account,
    drafts,
    paid,
    takes_in,
)
from tests.journeys.conftest import Opened
from tests.kernel.payments.banking import content, take
from tests.kernel.payments.banking import words as carried_out
from tests.kernel.payments.payroll import awarded, draft, resident
from tests.people import COUNTY, acting

pytestmark = pytest.mark.slow

FIRST = 600
AMOUNT = 12_345
NAMES = ("令狐冲", "任盈盈", "岳灵珊")


def month() -> Month:
    """This month."""
    return Month.of(clock.today())


def pays_by_text() -> None:
    """The county's bank takes text files."""
    with acting(FINANCE) as finance:
        funds.set_payer(
            finance,
            division=COUNTY,
            name="天宁区民政局",
            bank="农商行",
            code="text",
            number="3204020123456789",
        )


def runs_the_month(opened: Opened) -> None:
    """Everybody is measured anew; the page shows by itself when it is done."""
    page = opened(OFFICER, "/months/")
    page.get_by_role("link", name="发起测算").click()
    page.get_by_role("button", name="开始测算").click()
    expect(page.locator("#progress")).to_contain_text("等待开始")
    performing.perform(UUID(page.url.split("/months/")[1].split("/")[0]))
    expect(page.locator("#progress")).to_contain_text("已完成", timeout=10_000)


def test_a_month_from_the_run_to_the_last_confirmed_payment(opened: Opened, tmp_path: Path) -> None:
    pays_by_text()
    people = {name: resident(FIRST + at, name=name) for at, name in enumerate(NAMES)}
    for each in people.values():
        awarded(each, AMOUNT, start=month())
    runs_the_month(opened)
    batch = drafts(opened)
    words = paid(opened, batch, tmp_path, refused=2)
    expect(words.locator(".mz-counts")).to_contain_text("2退回")
    words.goto(f"/payments/{batch}/")
    expect(words.locator(".mz-lead").first).to_contain_text("已到账核对")
    again = repaired(opened, people)
    # From the check to the file it goes as the first one did.
    sent(again)
    words = takes_in(opened, again, ReturnFile("回盘二.txt", content(again, carried_out(again))))
    words.goto(f"/payments/{again}/")
    expect(words.locator(".mz-lead").first).to_contain_text("已到账核对")
    queue = opened(OFFICER, "/repairs/")
    for name in NAMES:
        expect(queue.get_by_text(name)).to_have_count(0)


def repaired(opened: Opened, people: dict[str, UUID]) -> UUID:
    """Both have brought another account: what came back to the old ones is drafted again."""
    for at, (name, person) in enumerate(people.items()):
        another_account(person, name, f"62284804025648{90_000 + at}")
    page = opened(OFFICER, "/")
    page.get_by_role("link", name=re.compile("退回待重发的发放")).first.click()
    expect(page.get_by_role("row").filter(has_text="123.45")).to_have_count(2)
    page.get_by_role("button", name="选中的编制重发批次").click()
    expect(page.get_by_role("status").first).to_contain_text("重发批次已编制")
    return UUID(page.url.split("/payments/")[1].split("/")[0])


def test_a_death_found_late_is_paid_back_in_parts(opened: Opened) -> None:
    person = resident(FIRST + 10, name="左冷禅")
    award = awarded(person, AMOUNT, start=month() - 2)
    batch = sent(draft(month()))
    take(batch, carried_out(batch))
    clerk = opened("town_clerk_a", f"/persons/{person}/death/")
    died = (month() - 2).first_day - timedelta(days=1)
    clerk.get_by_label("死亡日期").fill(died.isoformat())
    clerk.get_by_role("button", name=re.compile("登记|保存")).first.click()
    debt = asked_back(opened, award)
    in_parts(opened, debt)


def asked_back(opened: Opened, award: UUID) -> str:
    """The officer finds it on the list of what was overpaid, another person confirms."""
    officer = opened(OFFICER, "/")
    card = officer.get_by_role("listitem").filter(has_text="多发待提出追回的")
    expect(card.locator(".mz-waiting-count")).not_to_have_text("…")
    card.get_by_role("link").click()
    officer.get_by_role("link", name="左冷禅").click()
    officer.get_by_label("原因").select_option(label="死亡后仍发放")
    officer.get_by_label("事实和依据").fill("殡葬系统名单显示两个月前死亡，经村委会核实")
    officer.get_by_role("button", name="提出").click()
    expect(officer.locator("#next")).to_contain_text("370.35")
    approver = opened(APPROVER, officer.url)
    approver.get_by_role("link", name="确认追回").click()
    approver.get_by_role("button", name="确认").click()
    expect(approver.get_by_role("status").first).to_contain_text("已确认并记账")
    return officer.url


def in_parts(opened: Opened, debt: str) -> None:
    """Three parts are agreed on; the first comes in, then all the rest."""
    officer = opened(OFFICER, debt)
    officer.get_by_role("link", name="约定分期").click()
    officer.get_by_label("分几期").fill("3")
    officer.get_by_role("button", name="约定").click()
    expect(officer.locator("#instalments")).to_contain_text("第 3 期")
    cashier = opened(FINANCE, debt)
    for amount, said in (("123.45", "已还清"), ("246.90", "已经结清")):
        cashier.get_by_role("link", name="登记收款").click()
        cashier.get_by_label("收款金额（元）").fill(amount)
        cashier.get_by_label("票据号").fill("苏财票0001")
        cashier.get_by_role("button", name="登记").click()
        expect(cashier.locator("#content, main").first).to_contain_text(said)
    cashier.goto(f"{debt}letter/")
    expect(cashier.locator("article")).to_contain_text("叁佰柒拾元叁角伍分")
