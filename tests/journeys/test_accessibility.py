"""Every page of the desk, wide and narrow: axe finds no serious fault, nothing runs off a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.desk.visits import Visit, visits
from tests.journeys.conftest import Desk, Opened

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PARTS = frozenset(
    {
        "person_history",
        "household_history",
        "division_choices",
        "import_progress",
        "household_cases",
        "person_cases",
    }
)
"""Pieces of pages, which are looked at in their pages."""

FILES = frozenset(
    {"import_workbook", "notice_print", "visit_worker", "letter_file", "check_report"}
)
PAGES = [visit for visit in visits() if visit.accepts("get") and visit.route not in PARTS | FILES]
STRANGERS = ["/accounts/login/", "/no-such-page/"]


def serious(page: Page) -> list[str]:
    """What axe finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:150]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_a_page_is_for_everybody(visit: Visit, desk: Desk, opened: Opened) -> None:
    address = visit.address(desk.records)
    page = opened(visit.who, address)
    page.wait_for_load_state("networkidle")
    assert not serious(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert not serious(page)
    root = "document.documentElement"
    assert not page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


@pytest.mark.parametrize("address", STRANGERS)
def test_a_page_for_strangers_is_for_everybody(address: str, opened: Opened) -> None:
    assert not serious(opened("", address))
