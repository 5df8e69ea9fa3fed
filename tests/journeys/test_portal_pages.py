"""Every page of the portal, narrow and wide, usual and large: axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.portal import Portal
from tests.journeys.portal import portal as portal
from tests.portal.visits import Visit, visits

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
PAGES = visits()


def serious(page: Page) -> list[str]:
    """What axe finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:150]}"
        for each in found
        if each["impact"] in ("moderate", "serious", "critical")
    ]


SMALLEST = """
[...document.querySelectorAll('body *')].filter(each =>
  each.offsetParent && [...each.childNodes].some(n => n.nodeType === 3 && n.data.trim())
).map(each => [parseFloat(getComputedStyle(each).fontSize), each.outerHTML.slice(0, 80)])
 .sort((a, b) => a[0] - b[0])[0]
"""
TARGETS = """
[...document.querySelectorAll('button, .btn, .mp-plain, .mp-choice, .form-control')]
 .filter(each => each.offsetParent && each.getBoundingClientRect().height < 44)
 .map(each => each.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_a_page_is_for_everybody(visit: Visit, portal: Portal) -> None:
    with portal.context("赵大山") as context:
        page = context.new_page()
        page.goto(visit.address(*portal.cases))
        for large in (False, True):
            if large:
                page.get_by_role("button", name="大字版").click()
                page.goto(visit.address(*portal.cases))
            for size in (PHONE, WIDE):
                page.set_viewport_size({"width": size["width"], "height": size["height"]})
                assert not serious(page)
                root = "document.documentElement"
                assert not page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
            smallest, where = page.evaluate(SMALLEST)
            assert smallest >= (18 if large else 14), where
            assert not page.evaluate(TARGETS)
