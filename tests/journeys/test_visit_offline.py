"""The visit form on a phone: filled in without a network, sent once when there is one again."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from minzheng.config.platform import platform
from minzheng.kernel.casework.models import Visit
from minzheng.kernel.casework.ports import install_items
from tests.journeys.conftest import Desk
from tests.journeys.everybody import RUNS_OFF, violations
from tests.kernel.casework.fieldwork.matters import Matter, applied, ordered, photo
from tests.people import acting

pytestmark = pytest.mark.slow
INVESTIGATORS = ("town_clerk_a", "county_officer")


@pytest.fixture(scope="module")
def matters(desk: Desk) -> list[Matter]:
    """Households to visit, one for each test."""
    install_items(platform)
    names = ("王大明", "李晓红", "陈小强")
    return [applied(sequence=40 + 2 * each, name=name) for each, name in enumerate(names)]


@pytest.fixture
def phone(desk: Desk) -> Iterator[BrowserContext]:
    """The clerk's phone."""
    context = desk.context(
        "town_clerk_a",
        phone=True,
        has_touch=True,
        permissions=["geolocation"],
        geolocation={"latitude": 31.77, "longitude": 119.95},
    )
    yield context
    context.close()


def opened(phone: BrowserContext, errand: UUID) -> Page:
    """The form, ready."""
    page = phone.new_page()
    page.goto(f"/visits/{errand}/")
    expect(page.locator("[data-visit]")).to_have_attribute("data-ready", "yes")
    return page


def filled(page: Page) -> None:
    """What the two investigators write; the signature is typed."""
    page.get_by_label("在场的家庭成员").fill("户主本人")
    page.get_by_label("看到的其他情况").fill("平房两间，屋顶漏雨")
    page.get_by_text("与申报一致", exact=True).first.click()
    page.get_by_text("输入姓名确认", exact=True).click()
    page.get_by_label("签名人姓名").fill("王大明")


def visits(matter: Matter) -> list[Visit]:
    """What the server has."""
    with acting("town_clerk_a"):
        return list(Visit.objects.filter(case=matter.case))


def test_a_report_written_without_a_network_arrives_once(
    phone: BrowserContext, matters: list[Matter]
) -> None:
    matter = matters[0]
    errands = ordered(matter, INVESTIGATORS)
    page = opened(phone, errands["town_clerk_a"])
    page.get_by_role("button", name=re.compile("存到手机")).click()
    expect(page.locator("[data-net]")).to_contain_text("已存到这部手机")
    phone.set_offline(True)
    filled(page)
    page.locator("input[type=file]").set_input_files(
        files=[FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=photo(size=(3000, 2000)))]
    )
    expect(page.locator("[data-photos] img")).to_have_count(1)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("[data-net]")).to_contain_text("连上网后会自动发送")
    # The phone is switched off and on, still without a network.
    page.close()
    page = opened(phone, errands["town_clerk_a"])
    expect(page.get_by_label("看到的其他情况")).to_have_value("平房两间，屋顶漏雨")
    expect(page.locator("[data-photos] img")).to_have_count(1)
    assert visits(matter) == []
    phone.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page).to_have_url(re.compile("/visits/$"))
    [visit] = visits(matter)
    assert len(visit.photos) == 1
    expect(page.get_by_text("等 县办 用自己的账号确认")).to_be_visible()
    expect(page.locator("[data-drafts]")).to_be_hidden()


def test_an_answer_that_was_lost_is_no_second_report(
    phone: BrowserContext, matters: list[Matter]
) -> None:
    matter = matters[1]
    errands = ordered(matter, INVESTIGATORS)
    page = opened(phone, errands["town_clerk_a"])
    filled(page)
    lost = {"count": 0}

    def lose(route, request) -> None:  # type: ignore[no-untyped-def]  # of playwright
        if request.method == "POST" and not lost["count"]:
            lost["count"] += 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(f"**/visits/{errands['town_clerk_a']}/", lose)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("[data-net]")).to_contain_text("自动发送")
    assert len(visits(matter)) == 1
    page.get_by_role("button", name="提交").click()
    expect(page).to_have_url(re.compile("/visits/$"))
    assert len(visits(matter)) == 1


def test_a_finger_signs_and_the_position_is_kept_when_asked_for(
    phone: BrowserContext, matters: list[Matter]
) -> None:
    matter = matters[2]
    errands = ordered(matter, INVESTIGATORS)
    page = opened(phone, errands["town_clerk_a"])
    filled(page)
    page.get_by_role("button", name="记录现在的位置").click()
    expect(page.locator("[data-position-told]")).to_contain_text("31.77")
    page.get_by_text("手写签名", exact=True).click()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=6)
    page.mouse.up()
    assert not page.evaluate(RUNS_OFF)
    assert not violations(page, "serious", "critical")
    page.get_by_role("button", name="提交").click()
    expect(page).to_have_url(re.compile("/visits/$"))
    [visit] = visits(matter)
    assert visit.signature is not None
    assert str(visit.position).startswith("31.77")
