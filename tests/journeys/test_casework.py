"""Cases as people live them: from the desk to the letter, told through the cast."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access import api as access
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.moving import move
from minzheng.kernel.registry.api import identities, people
from tests.journeys.conftest import Opened
from tests.kernel.casework.deciding.matters import (
    REVIEW,
    STANDARD,
    Family,
    family,
    to_decide,
)
from tests.kernel.casework.matters import finish, investigated, live_steps
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

RUNNING = {"dibao_since": 20250301, "dibao_amount": 80_000}
ONE_FEN_TOO_MUCH = 3 * STANDARD + 1


@pytest.fixture(autouse=True)
def _beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser's driver keeps a loop in this thread; what the others do meanwhile is ours."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def case_in(page: Page) -> UUID:
    """The case in the address of a page."""
    return UUID(page.url.split("/cases/")[1].split("/")[0])


def goes_on(page: Page) -> None:
    """The prominent button of the case page."""
    page.get_by_role("link", name=re.compile("去办：")).first.click()


def nobody_objects(case: UUID) -> None:
    """The seven days of the notice pass; the worker closes it."""
    with working("job") as system:
        move(system, locked(case), Act(ActKind.FINISH, "publicity", "unopposed"))


def taken_in(opened: Opened, home: Family, wage: str) -> Page:
    """At the window: whom and what, what is not known yet, papers; then accepted."""
    page = opened("town_clerk_a", f"/households/{home.household}/")
    page.get_by_role("link", name="登记新办件").click()
    page.get_by_label("最低生活保障申请", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    page.locator(f'[name="person:{home.head}:wage"]').fill(wage)
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("button", name="提交申请").click()
    goes_on(page)
    page.get_by_label("材料齐全，受理").check()
    page.get_by_label("说明").fill("容缺受理，十日内补齐")
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#next")).to_contain_text("入户调查")
    return page


def brought_to_decision(opened: Opened, case: UUID) -> Page:
    """Checked, visited, proposed, put up, reviewed: to the desk of who decides."""
    investigated(case)
    proposer = opened("town_approver_a", f"/cases/{case}/")
    goes_on(proposer)
    proposer.get_by_label("建议同意").check()
    proposer.get_by_role("button", name="办完这一环节").click()
    expect(proposer.get_by_role("status").first).to_contain_text("已办完")
    nobody_objects(case)
    reviewer = opened("county_officer", f"/cases/{case}/")
    reviewer.get_by_role("link", name="去办：县级审查").click()
    reviewer.get_by_role("button", name="办完这一环节").click()
    expect(reviewer.get_by_role("status").first).to_contain_text("已办完")
    if "county_visit" in live_steps(case):
        # One in so many is drawn for a visit by the county; which one, nobody can foresee.
        finish("county_officer", case, "county_visit")
    approver = opened("county_approver", f"/cases/{case}/")
    goes_on(approver)
    return approver


def served(opened: Opened, case: UUID, title: str) -> Page:
    """The town gives the letter to the household and writes that down."""
    page = opened("town_clerk_a", f"/cases/{case}/letters/")
    page.get_by_role("link", name=title).click()
    expect(page.locator("article")).to_contain_text("行政复议")
    page.get_by_role("link", name="登记送达").click()
    page.get_by_label("签收人").fill("王大明")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#letters")).to_contain_text("已送达")
    return page


def test_a_household_is_helped_from_the_window_to_the_letter(opened: Opened) -> None:
    home = family(200_000, sequence=710, name="王大明")
    case = case_in(taken_in(opened, home, "2,000.00"))
    approver = brought_to_decision(opened, case)
    expect(approver.get_by_role("heading", name="按规则的结论决定")).to_be_visible()
    approver.get_by_role("button", name="作出这个决定").click()
    expect(approver.locator("#rules")).to_contain_text("确认同意")
    expect(approver.locator("#rules")).to_contain_text("700.00")
    page = served(opened, case, "通知书")
    expect(page.locator("#timeline")).to_contain_text("作出决定")


def test_one_fen_too_much_is_refused_with_the_reason_in_the_letter(opened: Opened) -> None:
    home = family(200_000, sequence=720, name="王大明")
    case = case_in(taken_in(opened, home, "2,700.01"))
    approver = brought_to_decision(opened, case)
    approver.get_by_role("button", name="作出这个决定").click()
    expect(approver.locator("#rules")).to_contain_text("不予确认同意")
    page = opened("town_clerk_a", f"/cases/{case}/letters/")
    page.get_by_role("link", name="不予").click()
    expect(page.locator("article")).to_contain_text("0.01")
    expect(page.locator("article")).to_contain_text("行政复议")


def test_a_cut_waits_until_the_household_was_heard(opened: Opened) -> None:
    home = family(ONE_FEN_TOO_MUCH - 20_000, sequence=730, home=RUNNING)
    case = to_decide(home, REVIEW).pk
    approver = opened("county_approver", f"/cases/{case}/decide/")
    expect(approver.get_by_role("heading", name="先听取家庭的意见")).to_be_visible()
    expect(approver.get_by_role("button", name="作出这个决定")).to_have_count(0)
    clerk = opened("town_clerk_a", f"/cases/{case}/hearing/")
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
    page = opened("town_clerk_a", f"/cases/{case}/")
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
    page = opened("town_clerk_a", "/cases/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#next")).to_be_visible()
    phone = opened("town_clerk_a", page.url, phone=True)
    box = phone.locator("#next").bounding_box()
    rules = phone.locator("#rules").bounding_box()
    assert box
    assert rules
    assert box["y"] < rules["y"]
    assert box["y"] < 844
