"""Whatever is done to a case: the database stands where the pure flow stands."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minzheng.catalogue.casework.flow import after, beginning, possible
from minzheng.catalogue.casework.positions import Act, ActKind, CaseState, Position
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.permissions import PERMISSIONS
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.intake.opening import Need, opened
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case, CaseEvent, Clock, Suspension, Task
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import office_of
from minzheng.kernel.casework.positions import position_of
from tests.kernel.casework.matters import MONDAY
from tests.kernel.registry.residents import enter, home_of
from tests.people import CAST, VILLAGE_A, actor

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cast")]

ITEMS = sorted(platform().items)
MOST_ACTS = 25


def check(row: Case, position: Position) -> None:
    """Row, tasks, clocks and timeline say the same as the position."""
    item = item_of(row)
    kept = Case.objects.get(pk=row.pk)
    assert position_of(kept) == position
    live = Task.objects.filter(case=row, state__in=["open", "taken"])
    assert {each.step for each in live} == position.open
    for task in live:
        assert task.office == office_of(item.step(task.step).office, kept)
    running = Clock.objects.filter(case=row, stopped_on=None)
    for each in running:
        assert item.limit(each.code).applies(position.flags, position.outcome)
    if position.state is CaseState.CLOSED:
        assert not running.exists()
        assert not Suspension.objects.filter(case=row, to_on=None).exists()
        assert kept.closed_at is not None
    last = CaseEvent.objects.filter(case=row).latest("id")
    assert last.facts.get("state", "draft") == position.state


def doer(system: Actor, row: Case, act: Act) -> Actor:
    """Somebody else for each step, in the post of its office."""
    task = Task.objects.filter(case=row, step=act.step, state__in=["open", "taken"]).first()
    if task is None:
        return system
    place = [each.code for each in item_of(row).steps].index(act.step)
    somebody = actor(sorted(CAST)[place])
    return replace(somebody, division=task.office, permissions=frozenset(PERMISSIONS))


@pytest.fixture
def about() -> dict[ApplicantUnit, dict[str, Any]]:
    """Whom the cases are about."""
    with working("job") as system:
        person = enter(system)
        home = home_of(system, person)
    return {
        ApplicantUnit.PERSON: {"person": person},
        ApplicantUnit.HOUSEHOLD: {"household": home},
        ApplicantUnit.EVENT: {},
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_the_database_follows_the_flow(
    about: dict[ApplicantUnit, dict[str, Any]], data: st.DataObject
) -> None:
    item = platform().items.in_force(data.draw(st.sampled_from(ITEMS)), MONDAY.date())
    need = Need(item=item, division=VILLAGE_A, **about[item.unit])
    with clock.standing_at(MONDAY), working("job") as system, transaction.atomic():
        row, position = opened(system, need), beginning(item)
        check(row, position)
        for number in range(MOST_ACTS):
            acts = sorted(possible(item, position), key=repr)
            if not acts:
                break
            act: Act = data.draw(st.sampled_from(acts))
            with clock.standing_at(MONDAY + number * timedelta(hours=17)):
                row = locked(row.pk)
                if act.kind is ActKind.SUBMIT and row.submitted_at is None:
                    row.submitted_at, row.accepted_on = clock.now(), clock.today()
                position = after(item, position, act)
                assert move(doer(system, row, act), row, act) == position
                check(row, position)
        # The next example begins with the same people and no case.
        transaction.set_rollback(True)
