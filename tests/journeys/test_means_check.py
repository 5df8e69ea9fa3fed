"""The means check as a town and a family live it: allowed, asked, explained, settled, reported."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from minzheng.adapters.departments import Manner, Manners, demo_departments
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import clock
from minzheng.kernel.exchange import ports
from minzheng.kernel.exchange.checks.asking import ask_department, due_sources
from tests.journeys.conftest import Opened
from tests.journeys.test_casework import case_in, taken_in
from tests.kernel.casework.deciding.matters import Family, family
from tests.kernel.casework.fieldwork.matters import photo
from tests.kernel.registry.residents import BORN, confirmed, number

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

FIRST = 760
WAGE = 200_000
ADULTS = ("王大明", "李芳")


@pytest.fixture(autouse=True)
def _beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser's driver keeps a loop in this thread; what the worker does meanwhile is ours."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def _departments() -> Iterator[None]:
    """They answer at once. The wage is as declared; there is a car of which nobody spoke."""
    before = ports.departments()
    numbers = [
        number(FIRST + i, born) for i, born in enumerate((BORN, date(1982, 2, 2), date(2015, 5, 5)))
    ]
    known: dict[tuple[CheckSource, str], list[dict[str, object]]] = {
        (source, each): [] for source in CheckSource for each in numbers
    }
    known[CheckSource.tax, numbers[0]] = [{"record": "wage", "value": WAGE}]
    known[CheckSource.real_estate, numbers[0]] = [{"record": "house", "value": 1, "thing": "证1"}]
    known[CheckSource.vehicles, numbers[1]] = [{"record": "vehicle", "value": 1, "thing": "苏D1"}]
    prompt = Manners(of_sources=dict.fromkeys(CheckSource, Manner.PROMPT), of_persons={})
    made = demo_departments(prompt, known)
    ports.departments.install(lambda: made)
    yield
    ports.departments.install(before)


def allows(page: Page, name: str, *, paper: bool = False, guardian: str = "") -> None:
    """One paper on which everybody has signed: uploaded once, chosen by the others."""
    page.get_by_role("link", name=re.compile(f"登记授权.*{name}")).click()
    if guardian:
        page.get_by_label("监护人姓名").fill(guardian)
    page.get_by_label("授权方式").select_option(index=1)
    page.get_by_label("授权日期").fill(clock.today().isoformat())
    if paper:
        page.get_by_label("授权书照片或扫描件").set_input_files(
            {"name": "授权书.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        )
    else:
        page.get_by_label("已上传的授权书").select_option(index=1)
    page.locator("form button.btn-primary").first.click()
    expect(page.locator("#parties")).to_be_visible()


def asked(page: Page, case: UUID, home: Family) -> None:
    """Everybody has allowed it; the town puts the questions, and the departments answer."""
    page.goto(f"/cases/{case}/check/")
    allows(page, ADULTS[0], paper=True)
    allows(page, ADULTS[1])
    allows(page, "王小明", guardian=ADULTS[0])
    page.get_by_role("button", name="发起核对").click()
    for source in due_sources():
        ask_department(source)
    page.goto(f"/cases/{case}/check/")


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


@pytest.mark.usefixtures("_departments")
def test_a_car_of_which_nobody_spoke_is_talked_about_before_it_counts(opened: Opened) -> None:
    home = family(WAGE, sequence=FIRST, name=ADULTS[0])
    confirmed()
    case = case_in(taken_in(opened, home, "2,000.00"))
    page = opened("town_clerk_a", f"/cases/{case}/")
    asked(page, case, home)
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
    county = opened("county_officer", f"/cases/{case}/")
    county.get_by_role("link", name="去办：信息核对").click()
    county.get_by_role("link", name="办结核对").click()
    county.get_by_role("button", name="办完这一环节").click()
    expect(county.get_by_role("status").first).to_contain_text("已办完")
