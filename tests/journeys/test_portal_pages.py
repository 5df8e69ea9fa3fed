"""Every page of the portal, narrow and wide, usual and large: nothing runs off, axe finds nothing.

Axe looks at the usual letters on a telephone or at the large ones on a desk, in turns.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.everybody import RUNS_OFF, violations
from tests.journeys.portal import Portal
from tests.journeys.portal import portal as portal
from tests.portal.visits import Visit, visits

pytestmark = pytest.mark.slow

PAGES = visits()
TURNS = list(enumerate(PAGES))
Windows = dict[bool, Page]
"""By whether the letters are large."""

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


@pytest.fixture(scope="module")
def windows(portal: Portal) -> Iterator[Windows]:
    """One window with the usual letters and one with large ones, so that files are fetched once."""
    with portal.context("赵大山") as usual, portal.context("赵大山") as large:
        page = large.new_page()
        page.goto("/my/")
        page.get_by_role("button", name="大字版").click()
        yield {False: usual.new_page(), True: page}


@pytest.mark.parametrize(("turn", "visit"), TURNS, ids=[visit.route for visit in PAGES])
def test_a_page_is_for_everybody(turn: int, visit: Visit, portal: Portal, windows: Windows) -> None:
    for large, page in windows.items():
        page.goto(visit.address(portal.matters))
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert not page.evaluate(RUNS_OFF)
            if (large, size is DESK) == ((False, False), (True, True))[turn % 2]:
                assert not violations(page, "moderate", "serious", "critical")
        smallest, where = page.evaluate(SMALLEST)
        assert smallest >= (18 if large else 14), where
        assert not page.evaluate(TARGETS)
