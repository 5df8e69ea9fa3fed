"""What is hidden changes nothing: no page, count, order or message (security T-20).

Every page that somebody may see is asked for twice, the second time with more in the database that
lies outside that person's scope or labels: a protected child of the very household, with a case,
letters, a means check and visits of its own; and a whole place far away. The two answers must be
the same.
"""

import difflib
import logging

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from minzheng.kernel.access.routes import Open, Route, classified_routes
from minzheng.kernel.entitlements.models.runs import Run, RunDifference
from minzheng.kernel.protection.context import entered, everywhere
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.models import Household, Membership
from tests.kernel.access.matrix import PARAMETER, STRANGER, Somebody, address, ask, everybody, plain
from tests.kernel.access.matrix_objects import SINCE
from tests.kernel.access.matrix_payments import UNNOTICED
from tests.kernel.access.matrix_samples import (
    ELSEWHERE,
    Sample,
    put_down_sample,
    put_down_samples,
)
from tests.kernel.access.matrix_table import kinds_of, may
from tests.people import CAST, VILLAGE_A

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast"), pytest.mark.slow]

TRAIL = "audit/"
"""Auditors read the events of every place and label: there, more having happened is no secret.

To everybody else the page is refused, and matrix cells hold that.
"""

NEAR = (
    "village_officer_a",
    "town_clerk_a",
    "county_officer",
    "county_approver",
    "resident",
    STRANGER,
)
"""Those within whose own place something is hidden, one of each kind."""


def hide_more(name: str, family: Sample) -> None:
    """A far-away place, and a protected child in a household that everybody in the town knows."""
    with entered(everywhere("test")):
        put_down_sample(9, "far", ELSEWHERE, Label.SEALED, "赑")
        if CAST.get(name) == CAST["child_protection_officer"]:
            return
        child = put_down_sample(8, "hidden", VILLAGE_A, Label.CHILD_PROTECTION, UNNOTICED)
        # A run is about a place, which is no secret; what it found of the child is one.
        found = RunDifference.objects.filter(pk=child.ids["run_difference"])
        found.update(run=family.ids["run"])
        Run.objects.filter(pk=child.ids["run"]).delete()
        Membership.objects.create(
            division=VILLAGE_A,
            label=Label.CHILD_PROTECTION,
            person_id=child.ids["other"],
            household=Household.objects.get(pk=family.ids["household"]),
            kind="assistance",
            relation=2,
            number=2,
            valid=DateRange(SINCE, None),
        )


def pages(who: Somebody, sample: Sample) -> dict[str, str]:
    """Everything that is answered about the place, and everything that is about no object."""
    answers = {}
    for route in _readable(who):
        parameters = PARAMETER.findall(route.pattern)
        kinds = kinds_of(route.pattern, parameters)
        path = address(route, parameters, kinds, sample)
        method = "GET" if not route.methods or "GET" in route.methods else route.methods[0]
        answers[f"{method} {route.pattern}"] = plain(ask(who, route, method, path, {}))
    return answers


def _readable(who: Somebody) -> list[Route]:
    """Routes that look anything up: others refuse the role, as the matrix shows."""
    found = []
    for route in classified_routes():
        asked = route.policy.read if route.policy else None
        ours = isinstance(asked, Open) and "acc" not in route.pattern
        may_read = isinstance(asked, str) and who.actor is not None and may(who.actor, asked)
        if (ours or may_read) and route.pattern != TRAIL:
            found.append(route)
    return found


def _changed(name: str) -> dict[str, list[str]]:
    """What the pages of somebody say otherwise once there is more that is hidden."""
    logging.disable(logging.CRITICAL)
    family = put_down_samples()[0]
    [who] = everybody([name])
    before = pages(who, family)
    hide_more(name, family)
    after = pages(who, family)
    logging.disable(logging.NOTSET)
    return {
        route: list(difflib.unified_diff(page.split(), after[route].split(), n=0))[:12]
        for route, page in before.items()
        if page != after[route]
    }


@pytest.mark.parametrize("name", NEAR)
def test_what_is_hidden_changes_no_page(name: str) -> None:
    assert not _changed(name)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [each for each in CAST if each not in NEAR])
def test_what_is_hidden_changes_no_page_of_anybody(name: str) -> None:
    """The rest of the cast: for `make bench`, as the whole matrix is."""
    assert not _changed(name)
