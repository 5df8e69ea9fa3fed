"""Cases brought to the day of their notice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import connection

from minzheng.base.clock import BUSINESS_ZONE
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.config.environment import DatabaseRole
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api import fieldwork, publicity, work
from minzheng.kernel.casework.api.fieldwork import VisitReport
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.models import Case, Objection
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.publicity.closing import close_due
from tests.kernel.casework.fieldwork.matters import Matter, applied, case_row, ordered
from tests.people import acting

EDGE = "low_income_families.edge"
"""Shows the applicant's name and the number of members: no amount, so no rule has to agree."""


def proposed(item: str = EDGE, *, name: str = "王晓明", sequence: int = 1) -> Matter:
    """A case with the opinion of the town."""
    matter = applied(item, name=name, sequence=sequence)
    investigated(matter)
    return matter


def investigated(matter: Matter) -> None:
    """Visited, checked where that is due, and the town's opinion: once, or anew."""
    errands = ordered(matter)
    with acting("town_clerk_a") as clerk:
        report = VisitReport(
            visited_at=clock.now(), met="家人", signed_how="typed", signed_by="家人"
        )
        fieldwork.record_visit(clerk, errand=errands["town_clerk_a"], client=uuid4(), report=report)
    with acting("village_officer_a") as officer:
        fieldwork.confirm_visit(officer, errand=errands["village_officer_a"])
    if "check" in case_row(matter).open_steps:
        with acting("county_officer") as county:
            # The bare act: what the departments answer is no part of this.
            move(county, locked(matter.case), Act(ActKind.FINISH, "check"))
    with acting("town_clerk_a") as clerk:
        work.finish(clerk, case=matter.case, step="opinion", result="agree")


def objected(matter: Matter) -> None:
    """An objection is found to be without ground, and the case investigated anew for it."""
    with acting("town_clerk_a") as clerk:
        objection = Objection.objects.get(case=matter.case)
        work.answer_objection(clerk, objection=objection.pk, upheld=False, answer="车辆为亲戚所有")
        work.reinvestigate(clerk, case=matter.case, reason="公示期间有异议")
    investigated(matter)


def posted(matter: Matter) -> UUID:
    """The notice, put up by the clerk of the town."""
    with acting("town_clerk_a") as clerk:
        return publicity.post_notice(clerk, case=matter.case)


def closed() -> int:
    """The worker's round over notices."""
    return as_worker(close_due)


def as_worker(task: Callable[[], int]) -> int:
    """Under the database role of the worker; what it sees is committed."""
    connection.close()
    application = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = DatabaseRole.WORKER.value
    try:
        return task()
    finally:
        connection.close()
        connection.settings_dict["USER"] = application


def steps(matter: Matter) -> Case:
    """The case as it stands."""
    return case_row(matter)


def beijing(text: str) -> datetime:
    """An instant on the clock of China: `2026-03-02 09:00:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BUSINESS_ZONE).astimezone(UTC)


@contextmanager
def at(text: str) -> Iterator[None]:
    """The clock stands there."""
    with clock.standing_at(beijing(text)):
        yield
