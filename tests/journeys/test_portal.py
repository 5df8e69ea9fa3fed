"""What residents do on a telephone, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from minzheng.kernel.casework.api import work
from minzheng.kernel.casework.models import Objection
from tests.journeys.conftest import Opened, days_ago, opening
from tests.journeys.officers import (
    CLERK,
    NOTICE_PASSED,
    PROPOSER,
    accepts,
    checked,
    decides,
    departments,
    finishes,
    nobody_objected,
    put_up,
    reviewed,
    served,
    to_decide,
    visited,
)
from tests.journeys.portal import Portal
from tests.journeys.portal import portal as portal
from tests.kernel.documents.image_files import picture
from tests.kernel.residents.village import number_of
from tests.people import acting
from tests.portal.test_entrance import delivered

pytestmark = pytest.mark.slow

DIBAO = "最低生活保障申请"


@pytest.fixture
def page(portal: Portal) -> Iterator[Page]:
    """A stranger's telephone."""
    with portal.context(phone=True) as context:
        yield context.new_page()


def sign_in(page: Page, name: str) -> None:
    """With the code that the telephone would get."""
    page.goto("/my/sign-in/")
    page.get_by_label("身份证号码").fill(number_of(name))
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("heading", name="填写验证码")).to_be_visible()
    page.get_by_label("短信验证码").fill(delivered())
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name=f"{name}，您好")).to_be_visible()


def answer_everything(page: Page) -> None:
    """Screen by screen: no firm, no illness, no job, nought for every sum, then on."""
    onward = page.get_by_role("button", name="保存，下一步")
    while onward.count():
        for group in page.locator("form.mp-form fieldset").all():
            if group.is_visible():
                no = any(word in group.inner_text() for word in ("公司", "重病", "现在有工作"))
                (group.get_by_label("不是") if no else group.locator("input").first).check()
        for line in page.locator("form.mp-form input[type=text]").all():
            if line.is_visible():
                line.fill("0")
        with page.expect_navigation():
            onward.click()


def test_the_finder_answers_a_stranger(page: Page) -> None:
    page.goto("/my/")
    page.get_by_role("link", name=re.compile("我能申请什么")).first.click()
    page.get_by_label("住在哪里").select_option("320402")
    page.get_by_label("农村").check()
    page.get_by_label("这个人多少岁").fill("62")
    page.get_by_label("一起生活的家人一共几口").fill("1")
    for label in ("干活、做生意", "其他收入", "看病自己花了"):
        page.get_by_label(re.compile(label)).fill("0")
    page.get_by_label(re.compile("存款、理财")).fill("5000")
    page.get_by_role("button", name="看看能申请什么").click()
    found = page.get_by_role("region", name="符合条件，可以申请")
    expect(found.get_by_role("heading", name=re.compile("最低生活保障金"))).to_be_visible()
    found.get_by_text(re.compile("最低生活保障金：怎么算的")).click()
    expect(found.get_by_text(re.compile("救助法 第18条")).first).to_be_visible()
    found.get_by_role("link", name=f"去办：{DIBAO}").click()
    expect(page.get_by_role("link", name="登录后开始填写")).to_be_visible()


def applied(page: Page) -> UUID:
    """低保, answered question by question, handed in, and the check allowed; the case."""
    page.get_by_role("link", name=re.compile("我要申请")).click()
    page.get_by_role("link", name=re.compile(DIBAO)).click()
    with page.expect_navigation():
        page.get_by_role("button", name="开始填写").click()
    answer_everything(page)
    if page.get_by_role("link", name="下一步：核对并提交").count():
        page.get_by_role("link", name="下一步：核对并提交").click()
    page.get_by_label(re.compile("我填写的情况是真实的")).check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text(re.compile("等窗口受理"))).to_be_visible()
    case = UUID(page.url.rstrip("/").rpartition("/")[2])
    page.goto("/my/cases/")
    page.get_by_role("link", name="去看看").click()
    page.get_by_role("button", name="我同意查询").click()
    expect(page.get_by_text("已授权")).to_be_visible()
    page.goto(f"/my/cases/{case}/")
    return case


def worked_on(opened: Opened, case: UUID) -> None:
    """The town's part, from the window to the notice board."""
    accepts(opened(CLERK, f"/cases/{case}/"))
    with departments([number_of("周独居")], {}):
        checked(opened, case, nobody_else)
    visited(opened, case, "周独居")
    finishes(opened(PROPOSER, f"/cases/{case}/"), "审核意见", "建议同意")
    put_up(opened, case, "周*居", "900.00元/月")


def nobody_else(page: Page) -> None:
    """Who lives alone has allowed it on the telephone already."""


def test_dibao_from_the_portal_to_the_letter(page: Page, portal: Portal) -> None:
    with days_ago(NOTICE_PASSED), opening(portal) as opened:
        sign_in(page, "周独居")
        case = applied(page)
        worked_on(opened, case)
        page.reload()
        expect(page.get_by_text(re.compile("办完的期限：最晚"))).to_be_visible()
    nobody_objected()
    with opening(portal) as opened:
        reviewed(opened, case, "周独居")
        decides(to_decide(opened, case))
        sign_in(page, "周独居")
        page.goto(f"/my/cases/{case}/")
        expect(page.get_by_text("900.00元")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("打开.*书")).first.click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
        served(opened, case, "通知书")
        page.reload()
        expect(page.get_by_text(re.compile("已经同意|文书送给您")).first).to_be_visible()


def test_an_objection_is_said_and_answered(portal: Portal) -> None:
    with portal.context("赵大山", phone=True) as context:
        page = context.new_page()
        page.goto(f"/my/cases/{portal.matters['case']}/")
        page.get_by_role("link", name="提出异议").click()
        page.get_by_label("您要说的话").fill("我家没有车，是弟弟的")
        page.get_by_role("button", name="提出异议").click()
        expect(page.get_by_text("我家没有车，是弟弟的")).to_be_visible()
        with acting("town_clerk_a") as clerk:
            objection = row_objection(portal.matters["case"])
            work.answer_objection(clerk, objection=objection, upheld=True, answer="已核实，不计入")
        page.reload()
        expect(page.get_by_text("已核实，不计入")).to_be_visible()


def row_objection(case: UUID) -> UUID:
    """The objection to a case."""
    found: UUID = Objection.objects.get(case=case).pk
    return found


def test_an_officer_fills_in_at_the_door(portal: Portal, tmp_path: Path) -> None:
    paper = tmp_path / "委托书.png"
    paper.write_bytes(picture("PNG"))
    with portal.context("village_officer_a", phone=True) as context:
        page = context.new_page()
        page.goto("/my/cases/")
        page.get_by_role("link", name=re.compile("登记一份新的")).click()
        page.get_by_label("居民的身份证号码").fill(number_of("孙老太"))
        page.get_by_label(re.compile("委托我")).check()
        page.get_by_label("查看和办理全部事项").check()
        page.get_by_label("委托书的照片").set_input_files(paper)
        page.get_by_role("button", name="登记").click()
        expect(page.get_by_text("正在替孙老太办理")).to_be_visible()
        page.get_by_role("link", name=re.compile("我的档案")).click()
        expect(page.get_by_text("李邻居")).to_have_count(0)
        page.goto("/my/")
        page.get_by_role("button", name="回工作台").click()
        page.goto("/my/cases/")
        expect(page.get_by_role("heading", name="给谁办")).to_be_visible()


def test_everything_is_reached_with_the_keyboard(page: Page) -> None:
    page.goto("/my/finder/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("住在哪里")).to_be_focused()


def test_a_mistake_is_told_and_gets_the_focus(page: Page) -> None:
    page.goto("/my/sign-in/")
    page.get_by_label("身份证号码").fill("12345")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("身份证号码")).to_have_value("12345")


def test_everything_works_without_scripts(portal: Portal) -> None:
    context = portal.browser.new_context(base_url=portal.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "李邻居")
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html.mp-large")).to_have_count(1)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    context.close()
