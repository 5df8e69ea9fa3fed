"""The decorators: who may, in which scope, and what is written down."""

from uuid import UUID, uuid4

import pytest

from minzheng.kernel.access.actor import STEP_UP_LASTS, Actor
from minzheng.kernel.access.clock import now, standing_at
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import NotAllowed, OutsideScope, Refused, StepUpNeeded
from minzheng.kernel.access.worker import SYSTEM, working
from minzheng.kernel.audit.api import search_events
from minzheng.kernel.audit.models import Event
from minzheng.kernel.protection.context import current, entered, everywhere
from minzheng.kernel.protection.labels import Label
from tests.people import TOWN_A, VILLAGE_A, acting, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
THING = UUID("018f0000-0000-7000-8000-000000000001")


@command(permission="person.change", action="person.change")
def change(actor: Actor, *, fail: bool = False) -> str:
    """A command."""
    touched("person", THING, VILLAGE_A, Label.ORDINARY, payload={"fields": ["name"]})
    touched("household", THING, VILLAGE_A, payload={"more": 1})
    if fail:
        raise Refused("不行")
    return "changed"


@command(permission="account.change", action="account.propose")
def marked(actor: Actor) -> None:
    """A marked command."""


@query(permission="person.read")
def look(actor: Actor) -> str:
    """A query that writes nothing down."""
    return current().purpose


def events(action: str) -> list[Event]:
    """What was written of an action."""
    with entered(everywhere("test")):
        return list(Event.objects.filter(action=action))


def test_a_command_gives_its_result_and_writes_one_event() -> None:
    with acting("town_clerk_a", purpose="verification") as clerk:
        assert change(clerk) == "changed"
    [event] = events("person.change")
    assert (event.subject_type, event.subject) == ("person", str(THING))
    assert (event.division, event.post_division) == (VILLAGE_A, TOWN_A)
    assert (event.account, event.role) == (clerk.account, "town_clerk")
    assert (event.purpose, event.result) == ("verification", "done")


def test_a_command_that_fails_writes_nothing() -> None:
    with acting("town_clerk_a") as clerk, pytest.raises(Refused):
        change(clerk, fail=True)
    assert not events("person.change")


def test_a_refusal_is_written_down() -> None:
    with acting("auditor") as auditor, pytest.raises(NotAllowed):
        change(auditor)
    [event] = events("person.change")
    assert event.result == "refused"


def test_a_query_without_an_action_writes_nothing() -> None:
    with acting("town_clerk_a") as clerk:
        before = len(search_events.__doc__ or "")
        assert look(clerk) == "handling"
        assert before
    assert not events("person.read")


def test_a_command_outside_a_scope_is_a_mistake() -> None:
    with pytest.raises(OutsideScope):
        change(actor("town_clerk_a"))


def test_a_command_in_the_scope_of_somebody_else_is_a_mistake() -> None:
    with acting("county_officer"), pytest.raises(OutsideScope):
        change(actor("town_clerk_a"))


def test_touching_outside_a_command_is_a_mistake() -> None:
    with acting("town_clerk_a"), pytest.raises(OutsideScope):
        touched("person", THING)


def test_a_marked_permission_wants_the_identity_shown_within_five_minutes() -> None:
    with acting("town_clerk_a") as clerk:
        marked(clerk)
        with standing_at(now() + STEP_UP_LASTS), pytest.raises(StepUpNeeded):
            marked(clerk)
    with acting("town_clerk_a", stepped_up=False) as clerk, pytest.raises(StepUpNeeded):
        marked(clerk)


def test_an_identity_shown_in_the_future_counts_not() -> None:
    early = standing_at(now().replace(year=2020))
    with acting("town_clerk_a") as clerk, early, pytest.raises(StepUpNeeded):
        marked(clerk)


def test_a_command_names_a_known_permission() -> None:
    with pytest.raises(ValueError, match="no permission"):
        command(permission="person.eat", action="person.change")


def test_the_system_works_in_a_division_and_is_named() -> None:
    with working("job", TOWN_A) as system:
        assert (current().low, system.account) == (TOWN_A, SYSTEM)
        change(system)
    [event] = events("person.change")
    assert (event.actor, event.role, event.account) == ("系统", "system", None)


def test_a_command_may_call_another_and_each_is_an_event() -> None:
    @command(permission="household.change", action="household.change")
    def outer(actor: Actor) -> None:
        touched("household", uuid4(), VILLAGE_A)
        change(actor)

    with acting("town_clerk_a") as clerk:
        outer(clerk)
    assert len(events("person.change")) == len(events("household.change")) == 1
    assert events("household.change")[0].subject_type == "household"
