"""How many queries each screen takes. More is a slip; fewer is a new line here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import SignedIn
from tests.desk.query_counts import COUNTS
from tests.desk.records import Records
from tests.desk.visits import Visit, visits

pytestmark = pytest.mark.slow

SCREENS = [visit for visit in visits() if visit.accepts("get")]


@pytest.mark.parametrize("visit", SCREENS, ids=lambda visit: visit.route)
def test_a_screen_takes_as_many_queries_as_before(
    visit: Visit, as_: SignedIn, records: Records
) -> None:
    client = as_(visit.who)
    address = visit.address(records)
    # The first opening also fills what is kept for the life of the process.
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == COUNTS[visit.route], "\n".join(each["sql"][:200] for each in queries)


def test_every_screen_is_counted_and_no_other() -> None:
    assert set(COUNTS) == {visit.route for visit in SCREENS}


def test_a_list_takes_as_many_queries_for_one_row_as_for_many(
    as_: SignedIn, records: Records
) -> None:
    client = as_("town_clerk_a")
    taken = []
    for name in ("张翠山", "张"):
        client.post("/search/", {"query": name})
        with CaptureQueriesContext(connection) as queries:
            client.post("/search/", {"query": name})
        taken.append(len(queries))
    assert taken[0] == taken[1]
