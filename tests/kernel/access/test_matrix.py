"""The permission matrix over all routes, and its own senses tested on routes that are wrong."""

import pytest
from django.urls import clear_url_caches

from minzheng.base.divisions import Level, level
from minzheng.kernel.access.routes import Route, classified_routes
from tests.architecture.sources import ROOT
from tests.kernel.access import matrix_routes
from tests.kernel.access.matrix import STRANGER, everybody, run
from tests.kernel.access.matrix_samples import put_down_samples
from tests.people import CAST

RESULTS = ROOT / "var" / "bench" / "access_matrix"
"""What the last whole run came to, a file for each who asked; `make bench` reads it."""

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_every_route_is_classified() -> None:
    assert not [route.pattern for route in classified_routes() if route.policy is None]


OF_ALL_KINDS = ("town_clerk_a", "county_officer", "child_protection_officer", STRANGER)
"""Between them they stand in every relation to the samples."""


@pytest.mark.slow
@pytest.mark.urls("tests.kernel.access.matrix_routes")
def test_right_routes_have_no_mismatch() -> None:
    report = run(everybody(OF_ALL_KINDS), put_down_samples(), _without_login(), whole=True)
    assert report.cells > 1000
    assert set(report.by_relation) >= {
        "own",
        "parent",
        "child",
        "sibling town",
        "other county",
        "other city",
        "none",
        "sealed",
        "child_protection",
    }
    assert not report.mismatches, report.summary()


@pytest.mark.urls("tests.kernel.access.matrix_routes")
@pytest.mark.parametrize("wrong", matrix_routes.WRONG)
def test_a_wrong_route_turns_a_cell_red(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        matrix_routes, "urlpatterns", [matrix_routes.WRONG[wrong], matrix_routes.ACCOUNTS]
    )
    clear_url_caches()
    people = everybody(["town_clerk_a", "county_officer", "county_security_admin"])
    assert run(people, put_down_samples(), _without_login(), whole=True).mismatches
    clear_url_caches()


def _without_login() -> list[Route]:
    return [route for route in classified_routes() if not route.pattern.startswith("accounts/")]


def _representatives() -> dict[tuple[str, Level, str], str]:
    """The first of the cast in each role, at each level, with and without a compartment."""
    found: dict[tuple[str, Level, str], str] = {}
    for name, member in CAST.items():
        found.setdefault((member.role, level(member.division), member.compartment), name)
    return found


QUICK = ("town_clerk_a", STRANGER)
"""A clerk and a stranger ask for everything; the others take turns with the routes."""


@pytest.mark.parametrize("name", QUICK)
def test_the_matrix_has_no_mismatch(name: str) -> None:
    """Every route, asked for something in each relation to who asks."""
    report = run(everybody([name]), put_down_samples(), classified_routes())
    assert not report.mismatches, report.summary()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("turn", "name"),
    list(enumerate(each for each in _representatives().values() if each not in QUICK)),
    ids=lambda each: str(each),
)
def test_the_matrix_of_every_role_has_no_mismatch(turn: int, name: str) -> None:
    """Every route by one role in three, and every role by one route in three."""
    routes = classified_routes()[turn % 3 :: 3]
    report = run(everybody([name]), put_down_samples(), routes)
    assert not report.mismatches, report.summary()


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [*CAST, STRANGER])
def test_the_whole_matrix_has_no_mismatch(name: str) -> None:
    """Every route by everybody of everything: for `make bench`, it takes longer than all tests."""
    report = run(everybody([name]), put_down_samples(), classified_routes(), whole=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(report.as_json(), encoding="utf-8")
    assert not report.mismatches, report.summary()
