"""What those who pay do on the pages of the desk, step by step, each with an account of his own."""

import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.db import connection
from playwright.sync_api import Page, expect

from minzheng.adapters.banks import FORMATS, BankManner, SimulatedBank
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.ports import ReturnFile
from tests.journeys.conftest import Opened
from tests.kernel.payments.payroll import new_account

OFFICER, APPROVER, FINANCE = "county_officer", "county_approver", "finance"
TEXT = FORMATS["text"]
MOST_SEEDS = 1_000
HALF = 500


def batch_in(page: Page) -> UUID:
    """The batch in the address of a page."""
    return UUID(page.url.split("/payments/")[1].split("/")[0])


def drafts(opened: Opened) -> UUID:
    """The officer drafts what is due this month."""
    page = opened(OFFICER, "/payments/")
    page.get_by_role("link", name="编制批次").click()
    page.get_by_role("button", name="编制").click()
    expect(page.get_by_role("status").first).to_contain_text("批次已编制")
    return batch_in(page)


def checks(opened: Opened, batch: UUID) -> None:
    """And checks it; every finding gets a word."""
    page = opened(OFFICER, f"/payments/{batch}/")
    with page.expect_navigation():
        page.get_by_role("button", name="检查", exact=True).click()
    expect(page.locator("#findings")).to_contain_text("检查")
    while page.locator("#findings").get_by_text("等处理意见").count():
        page.locator("#findings li", has_text="等处理意见").first.get_by_role("link").click()
        page.get_by_label("处理意见").fill("逐笔核实无误")
        page.get_by_role("button", name="处理全部未处理的").click()
        expect(page.get_by_role("status").first).to_contain_text("已记录处理意见")


def approves(opened: Opened, batch: UUID) -> None:
    """Another person finds it on the workbench, compares and signs."""
    page = opened(APPROVER, "/")
    expect(page.get_by_role("link", name=re.compile("待批准的批次")).first).to_be_visible()
    page.goto(f"/payments/{batch}/")
    page.get_by_role("link", name="批准", exact=True).click()
    page.get_by_label("已核对金额、检查发现和明细摘要").check()
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_role("status").first).to_contain_text("已批准")


def files(opened: Opened, batch: UUID) -> ReturnFile:
    """The cashier freezes it, makes the one file and takes it along."""
    page = opened(FINANCE, f"/payments/{batch}/")
    page.get_by_role("link", name="确认发放").click()
    page.get_by_role("button", name="确认发放").click()
    page.get_by_role("button", name="生成银行文件").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载银行文件").click()
    kept = Path(download.value.path())
    return ReturnFile(download.value.suggested_filename, kept.read_bytes())


def sends(opened: Opened, batch: UUID, order: ReturnFile, bank: SimulatedBank) -> None:
    """The file goes to the bank; its receipt goes on record."""
    receipt = bank.send(number_of(batch), f"order.{TEXT.extension}", order.content)
    page = opened(FINANCE, f"/payments/{batch}/sent/")
    page.get_by_label("银行回执编号").fill(receipt)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("status").first).to_contain_text("已登记")


def takes_in(opened: Opened, batch: UUID, file: ReturnFile) -> Page:
    """What the bank says is handed in; the words of the return are shown."""
    page = opened(FINANCE, f"/payments/{batch}/")
    page.get_by_role("link", name="登记回盘").click()
    page.get_by_label("回盘文件").set_input_files(
        {"name": file.name, "mimeType": "text/plain", "buffer": file.content}
    )
    page.get_by_role("button", name="核对并登记").click()
    return page


def paid(opened: Opened, batch: UUID, folder: Path, *, refused: int = 0) -> Page:
    """From the check to what the bank says, one hand after the other."""
    checks(opened, batch)
    approves(opened, batch)
    order = files(opened, batch)
    bank = bank_that_refuses(refused, number_of(batch), order, folder)
    sends(opened, batch, order, bank)
    (told,) = bank.collect(number_of(batch))
    return takes_in(opened, batch, told)


def number_of(batch: UUID) -> str:
    """What the bank calls it."""
    with working("test"):
        return Batch.objects.get(pk=batch).number


def bank_that_refuses(count: int, number: str, order: ReturnFile, folder: Path) -> SimulatedBank:
    """A bank whose draw refuses so many payments of an order: the first seed that does."""
    drawn = HALF if count else 0
    for seed in range(MOST_SEEDS):
        manner = BankManner(seed=seed, refused=drawn)
        trial = SimulatedBank(folder / "trial", tuple(FORMATS.values()), clock.now, manner)
        trial.send(number, f"order.{TEXT.extension}", order.content)
        (told,) = trial.collect(number)
        if sum(not each.paid for each in TEXT.read(told.content).lines) == count:
            return replace(trial, folder=folder / "bank")
    raise AssertionError("no seed refuses that many")


def another_account(person: UUID, name: str, number: str) -> None:
    """The payee has another account, and the days in which nothing is paid to it have passed."""
    new_account(person, number, name=name)
    with working("test"), connection.cursor() as cursor:
        cursor.execute(
            "update registry_bankaccount set usable_from = current_date - 30 where person_id = %s",
            [person],
        )
