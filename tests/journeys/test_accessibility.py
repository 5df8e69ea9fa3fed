"""Every page of the desk, wide and narrow: axe finds no serious fault, nothing runs off a phone."""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import ViewportSize

from tests.desk.visits import Visit, visits
from tests.journeys.conftest import DESK, PHONE, Desk, Opened, Windows
from tests.journeys.everybody import RUNS_OFF, settle, violations

pytestmark = pytest.mark.slow

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
        "run_progress",
        "price_rise_progress",
        "payment_progress",
        "overpaid_count",
    }
)
"""Pieces of pages, which are looked at in their pages."""

FILES = frozenset(
    {
        *("import_workbook", "notice_print", "visit_worker", "letter_file", "check_report"),
        *("payment_table_print", "person_proof", "household_proof"),
    }
)
PAGES = [visit for visit in visits() if visit.accepts("get") and visit.route not in PARTS | FILES]
TURNS = list(enumerate(PAGES))
SERIOUS = ("serious", "critical")
STRANGERS = ["/accounts/login/", "/no-such-page/"]


@pytest.fixture(scope="module")
def windows(desk: Desk) -> Iterator[Windows]:
    """One window for each of those who look, so that its files are fetched once."""
    kept = Windows(desk)
    yield kept
    kept.close()


@pytest.mark.parametrize(("turn", "visit"), TURNS, ids=[visit.route for visit in PAGES])
def test_a_page_is_for_everybody(turn: int, visit: Visit, desk: Desk, windows: Windows) -> None:
    """The pages take turns with the width at which axe looks, one in five with the colours: most
    of them share their frame."""
    looked_at(visit, desk, windows, (DESK, PHONE)[turn % 2 :][:1], colours=turn % 5 == 0)


@pytest.mark.exhaustive
@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_a_page_is_for_everybody_at_both_widths(visit: Visit, desk: Desk, windows: Windows) -> None:
    looked_at(visit, desk, windows, (DESK, PHONE))


def looked_at(
    visit: Visit,
    desk: Desk,
    windows: Windows,
    by_axe: Sequence[ViewportSize],
    *,
    colours: bool = True,
) -> None:
    """Open a page, wide and narrow, and let axe look at some of the widths."""
    page = windows.of(visit.who)
    page.set_viewport_size(DESK)
    page.goto(visit.address(desk.records))
    settle(page)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert size not in by_axe or not violations(page, *SERIOUS, colours=colours)
    assert not page.evaluate(RUNS_OFF)
    assert not windows.faults


@pytest.mark.parametrize("address", STRANGERS)
def test_a_page_for_strangers_is_for_everybody(address: str, opened: Opened) -> None:
    assert not violations(opened("", address), *SERIOUS)
