"""What must be refused around cases, each shown by one attempt: an empty list when it is refused.

`tools/mutate_access.py` takes the guards away one by one and must hear of it from here; the tests
of casework say the same in many more situations.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import IntegrityError, transaction

from minzheng.base.errors import MinzhengError
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Recused, Refused
from minzheng.kernel.casework import models as casework
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.duties import SamePerson
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.publicity.posting import draft_of
from tests.kernel.access.matrix_fieldwork import PAGE
from tests.kernel.casework.matters import LACKING, accepted, at_decision, submitted
from tests.kernel.registry.residents import enter, home_of, number
from tests.kernel.residents.village import at_home, inhabited
from tests.people import acting, actor

Attempt = Callable[[], list[str]]
EDGE = "low_income_families.edge"
"""Shows a masked name and no amount, so that no rule stands before the gate."""
FIRST = 900
"""Numbers of those who are entered here."""


def near_relatives() -> list[str]:
    """A clerk accepts the application of a filed cousin."""
    with acting("town_clerk_a") as clerk:
        case = submitted(clerk, home_of(clerk, enter(clerk, sequence=FIRST)))
        access.file_relative(clerk, identity=number(FIRST), name="堂兄", relation="other")
    with acting("town_clerk_a") as clerk, _refused(Recused) as faults:
        intake.accept(clerk, case=case, lacking_because=LACKING)
    return faults


def two_persons() -> list[str]:
    """The same human being decides who has reviewed, with whatever account."""
    case = _reviewed(FIRST + 1)
    with acting("county_approver") as approver, _refused(SamePerson) as faults:
        move(approver, locked(case), Act(ActKind.DECIDE, "decision", Outcome.GRANTED.value))
    return faults


def two_persons_in_the_database() -> list[str]:
    """The same, written past the code."""
    case = _reviewed(FIRST + 2)
    with acting("county_approver") as approver, _refused(IntegrityError) as faults:
        task = casework.Task.objects.get(case=case, step="decision")
        task.state, task.done_by, task.done_by_person = "done", approver.account, approver.person
        task.done_by_name = approver.name
        task.done_at, task.done_on = task.opened_at, task.opened_on
        task.save()
    return faults


def _reviewed(sequence: int) -> UUID:
    """A case before its decision, as if the approver had reviewed it with another account."""
    with acting("town_clerk_a") as clerk:
        case = accepted(clerk, home_of(clerk, enter(clerk, sequence=sequence)))
    at_decision(case)
    somebody = actor("county_approver")
    with acting("county_officer"):
        casework.Task.objects.filter(case=case, step="review").update(
            done_by=somebody.account, done_by_person=somebody.person, done_by_name=somebody.name
        )
    return case


def own_rows() -> list[str]:
    """A resident reads the case of a neighbour in the same village."""
    village = inhabited()
    with acting("town_clerk_a") as clerk:
        submitted(clerk, village.own_home)
    with at_home("李邻居"):
        return [f"{each.number} is read" for each in casework.Case.objects.all()]


def own_letters() -> list[str]:
    """A resident reads what hangs on the case of a neighbour."""
    village = inhabited()
    with acting("town_clerk_a") as clerk:
        accepted(clerk, village.own_home)
    with at_home("李邻居"):
        return [f"{each.code} is read" for each in casework.Clock.objects.all()]


def publication() -> list[str]:
    """A confidential case is put up in the village."""
    with acting("town_clerk_a") as clerk, _refused(Refused) as faults:
        draft_of(_confidential(clerk))
    return faults


def publication_in_the_database() -> list[str]:
    """The same, written past the code."""
    with acting("town_clerk_a") as clerk, _refused(IntegrityError) as faults:
        now = clock.now()
        casework.Notice.objects.create(
            **place(_confidential(clerk)),
            step="publicity",
            kind="proposed",
            village=clerk.division,
            title="某事项",
            shown=PAGE,
            days=7,
            posted_on=clock.today(),
            last_day=clock.today() + timedelta(days=7),
            ends_at=now + timedelta(days=7),
            posted_by=clerk.account,
            posted_by_name=clerk.name,
            posted_person=clerk.person,
            posted_at=now,
        )
    return faults


def _confidential(clerk: Actor) -> casework.Case:
    """A case that waits for its notice, and must never have one."""
    case = accepted(clerk, home_of(clerk, enter(clerk, sequence=FIRST + 3)), EDGE)
    casework.Case.objects.filter(pk=case).update(confidential=True, open_steps=["publicity"])
    return casework.Case.objects.get(pk=case)


@contextmanager
def _refused(how: type[Exception]) -> Iterator[list[str]]:
    """Collects what is wrong unless the block is refused in just that way."""
    faults: list[str] = []
    try:
        with transaction.atomic():
            yield faults
    except how:
        return
    except (MinzhengError, IntegrityError) as other:
        faults.append(f"refused otherwise: {type(other).__name__} {other}")
        return
    faults.append("not refused")


ATTEMPTS: Mapping[str, Attempt] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            near_relatives,
            two_persons,
            two_persons_in_the_database,
            own_rows,
            own_letters,
            publication,
            publication_in_the_database,
        )
    }
)
