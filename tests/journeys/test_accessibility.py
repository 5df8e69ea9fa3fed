"""Every page of the desk, wide and narrow: axe finds no serious fault, nothing runs off a phone."""

from collections.abc import Iterator

import pytest

from tests.desk.visits import Visit, visits
from tests.journeys.conftest import DESK, PHONE, Desk, Opened, Windows
from tests.journeys.everybody import RUNS_OFF, settle, violations

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PARTS = frozenset(
    {
        "person_history",
        "household_history",
        "division_choices",
        "import_progress",
        "household_cases",
        "person_cases",
        "household_awards",
        "person_awards",
        "case_outside",
    }
)
"""Pieces of pages, which are looked at in their pages."""

FILES = frozenset(
    {"import_workbook", "notice_print", "visit_worker", "letter_file", "check_report"}
)
PAGES = [visit for visit in visits() if visit.accepts("get") and visit.route not in PARTS | FILES]
SERIOUS = ("serious", "critical")
STRANGERS = ["/accounts/login/", "/no-such-page/"]


@pytest.fixture(scope="module")
def windows(desk: Desk) -> Iterator[Windows]:
    """One window for each of those who look, so that its files are fetched once."""
    kept = Windows(desk)
    yield kept
    kept.close()


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_a_page_is_for_everybody(visit: Visit, desk: Desk, windows: Windows) -> None:
    page = windows.of(visit.who)
    page.set_viewport_size(DESK)
    page.goto(visit.address(desk.records))
    settle(page)
    assert not violations(page, *SERIOUS)
    page.set_viewport_size(PHONE)
    assert not violations(page, *SERIOUS)
    assert not page.evaluate(RUNS_OFF)
    assert not windows.faults


@pytest.mark.parametrize("address", STRANGERS)
def test_a_page_for_strangers_is_for_everybody(address: str, opened: Opened) -> None:
    assert not violations(opened("", address), *SERIOUS)
