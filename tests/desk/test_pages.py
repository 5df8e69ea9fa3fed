"""Every page opens for who may, tells strangers nothing, and obeys the content policy."""

import re

import pytest

from tests.desk.conftest import SignedIn
from tests.desk.records import Records
from tests.desk.visits import Visit, visits

pytestmark = pytest.mark.slow

READ = [visit for visit in visits() if visit.accepts("get")]
PRIVATE = frozenset({"person", "household", "organisation", "job", "export", "pair", "dispute"})
"""Parameters that name something which another town does not see."""

INLINE = re.compile(rb"<[^>]+\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\b(?:src|type)=)")
FORMS = re.compile(rb"<form\b|</form>")
ABSENT = {"import_workbook"}
"""What is not there to be opened: this import has no workbook of problems yet."""


@pytest.mark.parametrize("visit", READ, ids=lambda visit: visit.route)
def test_a_page_opens(visit: Visit, as_: SignedIn, records: Records) -> None:
    answer = as_(visit.who).get(visit.address(records))
    assert answer.status_code == (404 if visit.route in ABSENT else 200)
    assert "no-store" in answer.headers["Cache-Control"]
    assert not INLINE.search(answer.content)
    # A browser drops a form inside a form: its button would send the outer one.
    assert not b"".join(FORMS.findall(answer.content)).replace(b"<form</form>", b"")


@pytest.mark.parametrize(
    "visit",
    [
        visit
        for visit in READ
        # What only an office above both towns may open hides nothing between them.
        if visit.who == "town_clerk_a"
        and PRIVATE & set(visit.parameters)
        and "_new" not in visit.route
    ],
    ids=lambda visit: visit.route,
)
def test_another_town_finds_nothing(visit: Visit, as_: SignedIn, records: Records) -> None:
    form = visit.accepts("post")
    answer = as_("town_clerk_b").get(visit.address(records))
    text = answer.content.decode()
    # A form about something unseen may open empty; what it is about must not show.
    assert answer.status_code == 404 or form
    assert "张三丰" not in text
    assert "雕庄敬老院" not in text


@pytest.mark.parametrize("visit", READ, ids=lambda visit: visit.route)
def test_whoever_lacks_the_permission_is_told_so(
    visit: Visit, as_: SignedIn, records: Records
) -> None:
    if not visit.permission or visit.permission == "divisions.read":
        return
    answer = as_("resident").get(visit.address(records))
    assert answer.status_code == 403


def test_what_does_not_exist_looks_like_what_is_not_seen(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    unseen = clerk.get(f"/persons/{records.elsewhere}/")
    absent = clerk.get("/persons/00000000-0000-7000-8000-00000000dead/")
    assert unseen.status_code == absent.status_code == 404
    assert unseen.content == absent.content


def test_a_search_puts_nothing_into_the_address(as_: SignedIn, records: Records) -> None:
    answer = as_("town_clerk_a").post("/search/", {"query": "张三丰"})
    assert answer.status_code == 200
    assert "张三丰" in answer.content.decode()
    assert "query=" not in answer.content.decode()


def test_a_number_is_masked_until_it_is_asked_for(as_: SignedIn, records: Records) -> None:
    clerk = as_("town_clerk_a")
    page = clerk.get(f"/persons/{records.of('person')}/").content.decode()
    whole = clerk.post(f"/identities/{records.of('identity')}/reveal/").content.decode()
    number = re.search(r"3204021960\d{7}[\dX]", whole)
    assert number
    assert number[0] not in page
