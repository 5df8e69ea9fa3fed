"""How many queries each page takes, and that no page says a word about a neighbour."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.kernel.residents.village import Village, number_of
from tests.portal.applying import begun, submit
from tests.portal.conftest import SignedIn, browser_of
from tests.portal.matters import Matters, entered
from tests.portal.visits import Visit, visits

pytestmark = pytest.mark.slow

COUNTS: dict[str, int] = {
    "accessibility": 7,
    "apply": 7,
    "apply_item": 7,
    "case": 24,
    "cases": 21,
    "complaint": 7,
    "confirm": 31,
    "consent_withdraw": 17,
    "consents": 17,
    "difference": 19,
    "differences": 19,
    "empower": 7,
    "family": 12,
    "file": 17,
    "finder": 8,
    "hearing": 24,
    "home": 8,
    "money": 21,
    "notice": 8,
    "notice_boards": 8,
    "notice_objection": 8,
    "notices": 10,
    "objection": 24,
    "paper_add": 24,
    "papers": 24,
    "payment": 17,
    "privacy": 7,
    "sign_in": 7,
    "step": 24,
    "table": 8,
    "table_objection": 8,
    "whom": 9,
    "withdraw": 24,
}
PAGES = visits()
NEIGHBOURS = ("李邻居", "李小妹", "998.76", "98,765", number_of("李邻居"))
HIDDEN_FROM_THE_HUSBAND = ("钱小凤", "孙老太", "812.34", "赵远行", "5,555", "77.70", "法院名单")


@pytest.fixture(scope="module")
def _matters(_village: Village) -> Matters:
    neighbour = browser_of("李邻居")
    submit(neighbour, begun(neighbour))
    return entered(_village)


@pytest.fixture
def matters(_matters: Matters, village: Village) -> Matters:
    """赵大山's matters; the neighbour has handed an application in as well."""
    return _matters


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_a_page_takes_so_many_queries(visit: Visit, matters: Matters, at_home: SignedIn) -> None:
    client = at_home("赵大山")
    address = visit.address(matters)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == COUNTS[visit.route], "\n".join(each["sql"][:150] for each in queries)


def test_no_more_queries_for_more_cases(village: Village, at_home: SignedIn) -> None:
    client = at_home("赵大山")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/my/cases/")
        return len(queries)

    submit(client, begun(client, "disability.living_subsidy"))
    before = count()
    for item in ("disability.nursing_subsidy", "elderly.old_age_allowance", "elderly.care_subsidy"):
        submit(client, begun(client, item))
    assert count() == before


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_no_page_says_a_word_about_others(visit: Visit, matters: Matters) -> None:
    page = unescape(browser_of("赵大山").get(visit.address(matters)).content.decode())
    # What a neighbour got of a public benefit is read on the village's list, by everybody.
    paid = () if visit.public else ("456.78", "李*居")
    assert not [word for word in NEIGHBOURS + HIDDEN_FROM_THE_HUSBAND + paid if word in page]


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.route)
def test_a_page_says_itself_and_has_no_script_or_style_within(
    visit: Visit, matters: Matters
) -> None:
    client = Client() if visit.public else browser_of("赵大山")
    answer = client.get(visit.address(matters))
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"
    assert page.count("<h1") == 1
    assert " style=" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count("<script src=")
    assert 'class="mp-skip" href="#content"' in page
