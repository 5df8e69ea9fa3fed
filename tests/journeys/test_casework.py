"""低保 as people live it: from the window to the letter, told through the cast."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from minzheng.kernel.access import api as access
from minzheng.kernel.registry.api import identities, people
from tests.journeys.conftest import Opened, days_ago
from tests.journeys.officers import (
    CLERK,
    COUNTY,
    DECIDER,
    NOTICE_PASSED,
    PROPOSER,
    as_declared,
    at_home,
    case_in,
    checked,
    decides,
    departments,
    finishes,
    goes_on,
    nobody_objected,
    numbers,
    put_up,
    reviewed,
    served,
    taken_in,
    to_decide,
    visited,
)
from tests.kernel.casework.deciding import matters
from tests.kernel.casework.deciding.matters import REVIEW, STANDARD, family
from tests.people import acting

pytestmark = pytest.mark.slow

RUNNING = {"dibao_since": 20250301, "dibao_amount": 80_000}
ONE_FEN_TOO_MUCH = 3 * STANDARD + 1


def proposed(opened: Opened) -> UUID:
    """Taken in, asked about, visited, and proposed by the town."""
    home = at_home(710)
    case = case_in(taken_in(opened, home, "2,000.00"))
    with departments(numbers(710), as_declared(710)):
        checked(opened, case)
    visited(opened, case)
    finishes(opened(PROPOSER, f"/cases/{case}/"), "审核意见", "建议同意")
    return case


def test_a_household_is_helped_from_the_window_to_the_letter(opened: Opened) -> None:
    with days_ago(NOTICE_PASSED):
        case = proposed(opened)
        put_up(opened, case, "王*明", "700.00元/月")
    nobody_objected()
    reviewed(opened, case)
    approver = to_decide(opened, case)
    expect(approver.get_by_role("heading", name="按规则的结论决定")).to_be_visible()
    decides(approver)
    expect(approver.locator("#rules")).to_contain_text("确认同意")
    expect(approver.locator("#rules")).to_contain_text("700.00")
    page = served(opened, case, "通知书")
    expect(page.locator("#timeline")).to_contain_text("作出决定")
    county = opened(COUNTY, f"/cases/{case}/")
    goes_on(county, "公布")
    county.get_by_role("button", name="张贴", exact=True).click()
    county.goto(f"/cases/{case}/")
    expect(county.locator("#next")).to_contain_text("已经办结")


def test_one_fen_too_much_is_refused_with_the_reason_in_the_letter(opened: Opened) -> None:
    case = matters.to_decide(family(ONE_FEN_TOO_MUCH, sequence=720)).pk
    approver = to_decide(opened, case)
    decides(approver)
    expect(approver.locator("#rules")).to_contain_text("不予确认同意")
    page = opened(CLERK, f"/cases/{case}/letters/")
    page.get_by_role("link", name="不予").click()
    expect(page.locator("article")).to_contain_text("0.01")
    expect(page.locator("article")).to_contain_text("行政复议")


def test_a_cut_waits_until_the_household_was_heard(opened: Opened) -> None:
    home = family(ONE_FEN_TOO_MUCH - 20_000, sequence=730, home=RUNNING)
    case = matters.to_decide(home, REVIEW).pk
    approver = opened(DECIDER, f"/cases/{case}/decide/")
    expect(approver.get_by_role("heading", name="先听取家庭的意见")).to_be_visible()
    expect(approver.get_by_role("button", name="作出这个决定")).to_have_count(0)
    clerk = opened(CLERK, f"/cases/{case}/hearing/")
    clerk.get_by_label("拟作的决定和原因").fill("王大明的工资增加，补助要减少")
    clerk.get_by_role("button", name="生成告知书").click()
    clerk.goto(f"/cases/{case}/letters/")
    clerk.get_by_role("link", name="登记送达").first.click()
    clerk.get_by_label("签收人").fill("王大明")
    clerk.get_by_role("button", name="登记").click()
    clerk.get_by_role("link", name="登记意见").click()
    clerk.get_by_label("当事人的意见").fill("孩子上学开销大，希望少减一些")
    clerk.get_by_role("button", name="登记").click()
    expect(clerk.locator("#voices")).to_contain_text("孩子上学开销大")
    approver.goto(f"/cases/{case}/decide/")
    approver.get_by_role("button", name="作出这个决定").click()
    expect(approver.locator("#rules")).to_contain_text("变更")


def test_a_clerk_keeps_away_from_a_cousin_s_case(opened: Opened) -> None:
    home = family(200_000, sequence=740)
    case = case_in(taken_in(opened, home, "2,000.00"))
    with acting("town_clerk_a") as clerk:
        identity = people.person_file(clerk, person=home.head).identities[0].id
        number = identities.reveal_number(clerk, identity=identity)
        access.file_relative(clerk, identity=number, name="王大明", relation="other")
    page = opened(CLERK, f"/cases/{case}/")
    expect(page.get_by_role("status").first).to_contain_text("您应当回避")
    expect(page.get_by_role("link", name=re.compile("去办："))).to_have_count(0)
    page.goto(f"/cases/{case}/steps/visit/")
    page.get_by_role("button", name="办完这一环节").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("入户调查")


def test_a_clerk_of_another_town_finds_nothing(opened: Opened) -> None:
    home = family(200_000, sequence=750, name="王大明")
    case = case_in(taken_in(opened, home, "2,000.00"))
    page = opened("town_clerk_b", f"/cases/{case}/")
    expect(page.get_by_text("王大明")).to_have_count(0)
    for path in ("/cases/", "/cases/all/"):
        page.goto(path)
        expect(page.get_by_text("王大明")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("王大明")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有找到")).to_be_visible()


def test_the_inbox_is_worked_with_the_keyboard_and_on_a_phone(opened: Opened) -> None:
    page = opened(CLERK, "/cases/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#next")).to_be_visible()
    phone = opened(CLERK, page.url, phone=True)
    box = phone.locator("#next").bounding_box()
    rules = phone.locator("#rules").bounding_box()
    assert box
    assert rules
    assert box["y"] < rules["y"]
    assert box["y"] < 844
