"""Items other than the application for 低保, as people live them."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from minzheng.catalogue.codes import DisabilityGrade, DisabilityKind
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.models import Incoming, Receipt
from minzheng.kernel.casework.windows import receiving
from minzheng.kernel.registry.api.divisions import load_divisions
from minzheng.kernel.registry.api.facts import Subject
from minzheng.rules.facts import Entity
from tests.journeys.conftest import Opened, days_ago
from tests.journeys.officers import (
    CLERK,
    NOTICE_PASSED,
    PROPOSER,
    Found,
    accepts,
    as_declared,
    at_home,
    begun,
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
    she_allows,
    to_decide,
    visited,
)
from tests.kernel.casework.deciding.matters import SINCE, Family, state
from tests.people import COUNTY, DIVISIONS, TOWN_A, acting, grant

pytestmark = pytest.mark.slow

EDGE_WAGE = 300_000
"""A thousand yuan a head: above the standard, below one and a half times."""

DISABLED = {
    "disability_kind": DisabilityKind.physical,
    "disability_grade": DisabilityGrade.one,
    "disability_expires": 20301231,
    "able_to_work": False,
    "own_assets": 0,
}
WINDOW = "340102001"
ELSEWHERE = {"320000": "江苏省", "340000": "安徽省", "340102": "瑶海区", WINDOW: "明光路街道"}


def with_a_disabled_wife(sequence: int) -> Family:
    """Too much for 低保, and she cannot work."""
    home = at_home(sequence, EDGE_WAGE)
    with acting(CLERK) as actor:
        state(actor, Subject(Entity.PERSON, home.spouse), DISABLED, on=SINCE)
    return home


def certified(sequence: int) -> Found:
    """What departments know of them: with the federation, her certificate."""
    certificate: list[dict[str, object]] = [
        {"record": name, "value": int(DISABLED[name])}
        for name in ("disability_kind", "disability_grade", "disability_expires")
    ]
    own = {(CheckSource.disability_federation, numbers(sequence)[1]): certificate}
    return as_declared(sequence, EDGE_WAGE) | own


def taken_there() -> None:
    """The worker's part: what the window took in lies with the place that is responsible."""
    with working("job"):
        receipts = list(Receipt.objects.filter(window=WINDOW).values_list("pk", flat=True))
    for each in receipts:
        receiving.deliver(each)


def told_back(case: UUID) -> None:
    """The worker's part: how far it has come is told to the window."""
    with working("job"):
        [incoming] = Incoming.objects.filter(case_id=case).values_list("pk", flat=True)
    receiving.bring_back(incoming)


def test_small_aid_after_a_fire_is_decided_within_the_day(opened: Opened) -> None:
    home = at_home(760)
    page = begun(opened, f"/households/{home.household}/", "临时救助（小额快救）")
    page.locator(f'[name="household:{home.household}:emergency"]').select_option("1")
    page.locator(f'[name="household:{home.household}:in_serious_difficulty"]').select_option("1")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("button", name="提交申请").click()
    goes_on(page)
    # How much is proposed is the office's own word; without it nothing is accepted.
    page.get_by_role("link", name="去填写").click()
    page.get_by_label("拟救助金额").fill("900.00")
    page.get_by_role("button", name="保存").click()
    goes_on(page)
    page.get_by_label("材料齐全，受理").check()
    page.get_by_role("button", name="确定").click()
    finishes(page, "核实急难情形", "建议同意")
    case = case_in(page)
    approver = to_decide(opened, case, PROPOSER)
    decides(approver)
    expect(approver.locator("#rules")).to_contain_text("900.00")
    page = served(opened, case, "通知书")
    expect(page.locator("#next")).to_contain_text("已经办结")


def test_a_disabled_woman_is_guaranteed_alone(opened: Opened) -> None:
    with days_ago(NOTICE_PASSED):
        home = with_a_disabled_wife(780)
        page = begun(opened, f"/persons/{home.spouse}/", "最低生活保障单独申请（单人保）")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="提交申请").click()
        accepts(page)
        case = case_in(page)
        with departments(numbers(780), certified(780)):
            checked(opened, case)
        visited(opened, case, "李芳")
        finishes(opened(PROPOSER, f"/cases/{case}/"), "审核意见", "建议同意")
        put_up(opened, case, "李*", "900.00元/月")
    nobody_objected()
    reviewed(opened, case, "李芳")
    approver = to_decide(opened, case)
    decides(approver)
    expect(approver.locator("#rules")).to_contain_text("确认同意")
    # Her own standard whole; the household as such would have got nothing.
    expect(approver.locator("#rules")).to_contain_text("900.00")
    served(opened, case, "通知书")


def test_a_window_in_another_province_takes_a_disability_subsidy_in(opened: Opened) -> None:
    home = with_a_disabled_wife(790)
    load_divisions((DIVISIONS | ELSEWHERE).items())
    grant("town_clerk_c", WINDOW)
    window = opened("town_clerk_c", "/receipts/new/")
    window.get_by_label("事项").select_option("disability.nursing_subsidy")
    for code in ("320000", "320400", COUNTY, TOWN_A):
        window.get_by_label("办理地").select_option(code)
    window.get_by_role("textbox", name="姓名").fill("李芳")
    window.get_by_role("textbox", name="身份号码").fill(numbers(790)[1])
    window.get_by_label("说明").fill("在合肥照料孙辈，残疾人证已核验")
    window.get_by_role("button", name="收下并送达办理地").click()
    taken_there()
    page = opened(CLERK, "/incoming/")
    page.get_by_role("link", name="李芳").click()
    page.locator("[name=verdict]").select_option("open")
    page.get_by_label("本地档案").fill(numbers(790)[1])
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#timeline")).to_contain_text("转交")
    case = case_in(page)
    page.goto(f"/cases/{case}/questions/")
    page.locator(f'[name="person:{home.spouse}:needs_long_term_care"]').select_option("1")
    page.get_by_role("button", name="保存").click()
    with departments(numbers(790), certified(790)):
        checked(opened, case, she_allows, by=CLERK)
    finishes(opened(CLERK, f"/cases/{case}/"), "审核意见", "建议同意")
    approver = to_decide(opened, case)
    decides(approver)
    expect(approver.locator("#rules")).to_contain_text("确认同意")
    served(opened, case, "通知书")
    told_back(case)
    # The window reads how far it has come, and nothing of the file.
    window.goto("/receipts/")
    expect(window.get_by_role("row", name=re.compile("李芳"))).to_contain_text("办结")
    window.goto(f"/cases/{case}/")
    expect(window.get_by_text("李芳")).to_have_count(0)
