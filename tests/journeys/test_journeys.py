"""What people do at the desk, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Opened
from tests.people import PASSWORD

pytestmark = pytest.mark.slow


def test_signing_in_asks_for_the_second_factor(opened: Opened, desk: Desk) -> None:
    assert desk.cookie("town_clerk_a"), "whoever was here before has a second factor"
    page = opened("", "/persons/")
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_label("账号").fill("town_clerk_a")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="第二步验证")).to_be_visible()


def test_a_wrong_password_tells_nothing(opened: Opened) -> None:
    page = opened("", "/accounts/login/")
    page.get_by_label("账号").fill("nobody-of-that-name")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("不正确")


def test_a_person_is_found_by_slash_and_pinyin(opened: Opened) -> None:
    page = opened("town_clerk_a")
    page.keyboard.press("/")
    page.keyboard.type("zhangsanfeng")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="张三丰").first.click()
    expect(page.get_by_role("heading", level=1, name="张三丰")).to_be_visible()
    assert "zhang" not in page.url


def test_a_number_is_shown_when_asked_for_and_the_look_is_recorded(
    opened: Opened, desk: Desk
) -> None:
    page = opened("town_clerk_a", f"/persons/{desk.records.of('person')}/")
    expect(page.get_by_text(re.compile(r"3204021960\d{7}"))).to_have_count(0)
    page.get_by_role("button", name=re.compile("显示完整的居民身份证")).first.click()
    expect(page.get_by_text(re.compile(r"3204021960\d{7}")).first).to_be_visible()
    page.reload()
    page.locator("#history").scroll_into_view_if_needed()
    expect(page.locator("#history li").nth(2)).to_be_visible()


def test_benefits_are_computed_on_the_household_page(opened: Opened, desk: Desk) -> None:
    page = opened("town_clerk_a", f"/households/{desk.records.of('household')}/")
    expect(page.get_by_text("测算月份")).to_be_visible()
    expect(page.get_by_role("group", name=re.compile("家庭关系图"))).to_be_visible()


def test_facts_are_stated(opened: Opened, desk: Desk) -> None:
    page = opened("town_clerk_a", f"/persons/{desk.records.of('person')}/statements/new/")
    page.get_by_text("收入（元/月）").first.click()
    page.get_by_label("工资性收入").fill("1,234.50")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("事实已登记")
    expect(page.locator("#facts")).to_contain_text("1,234.50")


def test_a_fault_in_a_form_is_told_and_gets_the_focus(opened: Opened) -> None:
    page = opened("town_clerk_a", "/persons/new/")
    page.get_by_role("textbox", name="姓名*").fill("新人")
    page.get_by_label("证件号码").fill("123")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("alert")).to_contain_text("18位")


def test_a_division_is_chosen_level_by_level(opened: Opened) -> None:
    page = opened("county_officer", "/persons/new/")
    place = page.get_by_label("居住地")
    place.select_option("320402001")
    expect(place.locator("option", has_text="朝阳村")).to_have_count(1)
    expect(place).to_have_value("320402001")


def test_the_purpose_is_stated(opened: Opened) -> None:
    page = opened("town_clerk_a", "/households/")
    page.get_by_role("button", name=re.compile("日常经办")).click()
    page.get_by_role("button", name="投诉处理").click()
    expect(page.get_by_role("button", name=re.compile("投诉处理")).first).to_be_visible()
    assert page.url.endswith("/households/")


def test_the_sections_open_on_a_phone(opened: Opened) -> None:
    page = opened("town_clerk_a", "/", phone=True)
    assert not overflows(page)
    page.get_by_role("button", name="打开或收起导航").click()
    page.get_by_role("link", name="人员", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="人员")).to_be_visible()
    assert not overflows(page)


def test_everything_is_reached_with_the_keyboard(opened: Opened) -> None:
    page = opened("town_clerk_a", "/persons/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    reached = [focused(page)]
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert any("筛选" in text for text in reached)
    assert any("张三丰" in text for text in reached)


def test_a_menu_works_with_the_keyboard(opened: Opened) -> None:
    page = opened("town_clerk_a")
    page.get_by_role("button", name=re.compile("账号：")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="我的账号")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert "我的账号" in focused(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="我的账号")).to_be_hidden()


def test_the_frame_is_read_in_english_on_request(opened: Opened) -> None:
    page = opened("town_clerk_a")
    page.get_by_role("button", name=re.compile("账号：")).first.click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Persons", exact=True)).to_be_visible()


def overflows(page: Page) -> bool:
    """Whether the page is wider than the screen."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText || ''"))
