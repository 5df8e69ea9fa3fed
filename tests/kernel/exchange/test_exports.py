"""The gate: nothing leaves without purpose, limits, and for much a second person."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from minzheng.kernel.access.clock import standing_at
from minzheng.kernel.access.errors import (
    Conflict,
    NotAllowed,
    Recused,
    Refused,
    StepUpNeeded,
    Unseen,
)
from minzheng.kernel.audit import api as audit
from minzheng.kernel.exchange import tasks
from minzheng.kernel.exchange.api import exports
from minzheng.kernel.exchange.exports import gate, limits
from minzheng.kernel.exchange.exports.limits import ExportLimit
from minzheng.kernel.exchange.models import ExportRequest
from tests.kernel.exchange.exporting import ALL, ask, made, rows, view
from tests.kernel.exchange.workbooks import content, loaded, number
from tests.people import TOWN_A, TOWN_B, acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@contextmanager
def limited(monkeypatch: pytest.MonkeyPatch, **of: int) -> Iterator[None]:
    """Smaller limits for the town clerk."""
    limit = ExportLimit(**{"alone": 200, "file": 5_000, "day": 10_000, **of})
    monkeypatch.setattr(gate, "limit_of", lambda role: limit)
    yield


@pytest.fixture(autouse=True)
def _town(cast: None, tmp_path: Path) -> None:
    loaded(content(tmp_path))


def test_numbers_in_the_clear_need_a_permission_and_another_person() -> None:
    with pytest.raises(NotAllowed):
        ask(unmasked=("identity",))
    request = ask("county_officer", unmasked=("identity",))
    assert view(request, "county_officer").state == "requested"
    tasks.make_export(subject=str(request))
    with acting("county_officer") as officer, pytest.raises(Unseen):
        exports.fetch_export(officer, request=request)
    with acting("county_approver") as approver:
        exports.approve_export(approver, request=request)
    assert number(11) in str(rows(made(request, "county_officer")))


def test_nobody_approves_what_they_asked_for() -> None:
    request = ask("county_approver", unmasked=("phone",))
    with acting("county_approver") as approver, pytest.raises(Recused):
        exports.approve_export(approver, request=request)
    with acting("county_officer") as officer, pytest.raises(NotAllowed):
        exports.approve_export(officer, request=request)


def test_the_database_wants_two_persons() -> None:
    request = ask("county_officer", unmasked=("phone",))
    with acting("county_officer"):
        row = ExportRequest.objects.get(pk=request)
        changes = (
            {"decided_by": row.requested_by},
            {"decided_by": UUID(int=1), "decided_person": row.requested_person},
            {"state": "approved"},
        )
        for change in changes:
            with pytest.raises(IntegrityError), transaction.atomic():
                ExportRequest.objects.filter(pk=request).update(**change)


def test_identity_must_have_been_shown() -> None:
    request = ask()
    with acting("town_clerk_a", stepped_up=False) as clerk:
        with pytest.raises(StepUpNeeded):
            exports.fetch_export(clerk, request=request)
        with pytest.raises(StepUpNeeded):
            exports.request_export(
                clerk,
                subject="persons",
                division=TOWN_A,
                columns=ALL,
                purpose="handling",
                reason="x",
            )


def test_much_waits_for_another_person(monkeypatch: pytest.MonkeyPatch) -> None:
    with limited(monkeypatch, alone=2):
        request = ask()
    assert view(request).state == "requested"
    with acting("town_approver_a") as approver:
        assert exports.list_exports(approver)[0].may_decide
        exports.refuse_export(approver, request=request, reason="范围太大")
        with pytest.raises(Conflict):
            exports.approve_export(approver, request=request)
    assert view(request).refusal == "范围太大"


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with limited(monkeypatch, file=2), pytest.raises(Refused, match="超过"):
        ask()


def test_a_day_has_its_limit_by_person(monkeypatch: pytest.MonkeyPatch) -> None:
    with limited(monkeypatch, day=7):
        ask()
        ask()
        with pytest.raises(Refused, match="今天"):
            ask()
        with standing_at(datetime.now(UTC) + timedelta(days=1)):
            ask()


def test_roles_without_a_limit_take_nothing() -> None:
    assert limits.limit_of("inspector") == limits.NOTHING
    for who in ("inspector", "village_officer_a", "auditor"):
        with pytest.raises(NotAllowed):
            ask(who)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "accounts"},
        {"columns": ()},
        {"columns": ("name", "name")},
        {"columns": ("name", "password")},
        {"unmasked": ("name",)},
        {"columns": ("name",), "unmasked": ("phone",)},
        {"division": TOWN_B},
    ],
)
def test_senseless_requests_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        ask("town_clerk_a", **wrong)  # type: ignore[arg-type]  # passed on


def test_another_town_learns_nothing_and_gets_nothing() -> None:
    request = ask()
    tasks.make_export(subject=str(request))
    for who in ("town_clerk_b", "county_officer", "town_approver_a"):
        with acting(who) as somebody, pytest.raises(Unseen):
            exports.fetch_export(somebody, request=request)
    with acting("town_clerk_b") as stranger:
        assert exports.list_exports(stranger) == ()


def test_the_trail_has_everything() -> None:
    request = ask()
    made(request)
    with acting("county_officer"):
        events = audit.history("export", request, before=None)
    assert [event.action for event in events] == [
        "export.download",
        "export.make",
        "export.request",
    ]


def test_the_task_is_ordered_with_the_approval() -> None:
    request = ask("county_officer", unmasked=("phone",))
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name like '%export%'")
        assert cursor.fetchone() == (0,)
    with acting("county_approver") as approver:
        exports.approve_export(approver, request=request)
    with connection.cursor() as cursor:
        cursor.execute(
            "select args->>'subject' from procrastinate_jobs where task_name like '%export%'"
        )
        assert cursor.fetchall() == [(str(request),)]
