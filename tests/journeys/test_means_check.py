"""The means check as a town and a family live it: allowed, asked, explained, settled, reported."""

import re

import pytest
from playwright.sync_api import Page, expect

from minzheng.catalogue.means_check import CheckSource
from tests.journeys.conftest import Opened
from tests.journeys.officers import (
    CLERK,
    COUNTY,
    all_allow,
    as_declared,
    asked,
    at_home,
    case_in,
    departments,
    ends_the_check,
    numbers,
    taken_in,
)

pytestmark = pytest.mark.slow

FIRST = 760
A_CAR: dict[str, object] = {"record": "vehicle", "value": 1, "thing": "苏D1"}


def explained(page: Page) -> None:
    """The household hears of the car, and says whose it is."""
    page.get_by_role("link", name="告知家庭").first.click()
    page.get_by_label("怎样告知的").fill("电话")
    page.get_by_role("button", name="登记已告知").click()
    page.locator("#lines").get_by_role("link", name=re.compile("机动车")).first.click()
    page.get_by_role("link", name="登记异议").click()
    page.get_by_label("家庭的说明").fill("车去年已经卖给邻居，还没有过户")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("还没有过户")).to_be_visible()


def settled(page: Page) -> None:
    """A person says what holds, and why; the rest agrees and goes on file."""
    page.get_by_role("link", name="处理", exact=True).click()
    page.get_by_label("以哪一个为准").select_option("declared")
    page.get_by_label("理由").fill("见到买卖合同和收款记录")
    page.get_by_role("button", name="确定").click()


def test_a_car_of_which_nobody_spoke_is_talked_about_before_it_counts(opened: Opened) -> None:
    case = case_in(taken_in(opened, at_home(FIRST), "2,000.00"))
    page = opened(CLERK, f"/cases/{case}/check/")
    car = {(CheckSource.vehicles, numbers(FIRST)[1]): [A_CAR]}
    with departments(numbers(FIRST), as_declared(FIRST) | car):
        all_allow(page)
        asked(page, case)
    expect(page.locator("#lines")).to_contain_text("机动车")
    # On the page of the case stands what differs, and nothing of what agrees.
    page.goto(f"/cases/{case}/")
    expect(page.locator("#check")).to_contain_text("机动车")
    expect(page.locator("#check")).not_to_contain_text("2,000.00")
    page.goto(f"/cases/{case}/check/")
    explained(page)
    settled(page)
    page.goto(f"/cases/{case}/check/")
    page.get_by_role("button", name="生成核对报告").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载核对报告").click()
    assert download.value.suggested_filename.endswith(".pdf")
    ends_the_check(opened(COUNTY, f"/cases/{case}/"))
