"""Cases as the cast brings them forward: through the api, step by step, each by whoever may."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.models import Case, Task
from minzheng.kernel.casework.moving import move
from tests.kernel.registry.residents import enter, home_of
from tests.people import VILLAGE_A, acting

DIBAO = "minimum_living.application"
REVIEW = "minimum_living.review"
NURSING = "disability.nursing_subsidy"
REPORT = "complaints.report"
INTAKE = "vagrant_assistance.intake"
MONDAY = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)
LACKING = "容缺受理：申请人承诺十日内补齐"


def family(clerk: Actor, *, sequence: int = 1, division: str = VILLAGE_A) -> UUID:
    """A household of one adult."""
    return home_of(clerk, enter(clerk, sequence=sequence, division=division), division=division)


def opened(clerk: Actor, household: UUID, item: str = DIBAO) -> UUID:
    """A draft."""
    return intake.open_case(clerk, item=item, household=household)


def submitted(clerk: Actor, household: UUID, item: str = DIBAO) -> UUID:
    """Handed in."""
    case = opened(clerk, household, item)
    intake.submit(clerk, case=case)
    return case


def questions(clerk: Actor, case: UUID) -> list[intake.Question]:
    """Everything that a case asks."""
    asked = intake.asked(clerk, case=case)
    return [question for group in asked.groups for question in group.questions]


def accepted(clerk: Actor, household: UUID, item: str = DIBAO) -> UUID:
    """Accepted by the town, though papers are still to come."""
    case = submitted(clerk, household, item)
    intake.accept(clerk, case=case, lacking_because=LACKING)
    return case


def investigated(case: UUID) -> None:
    """The county has asked the departments, the town has visited."""
    finish("county_officer", case, "check")
    finish("town_clerk_a", case, "visit")


def at_publicity(case: UUID) -> None:
    """Proposed and about to be put up; the town's other officer proposes."""
    investigated(case)
    finish("town_approver_a", case, "opinion", "agree")


def at_decision(case: UUID) -> None:
    """Nobody objected, the county has reviewed: the decision is due."""
    at_publicity(case)
    with working("job") as system:
        move(system, locked(case), Act(ActKind.FINISH, "publicity", "unopposed"))
    finish("county_officer", case, "review")


def finish(
    name: str, case: UUID, step: str, result: str = "", flags: tuple[Flag, ...] = ()
) -> None:
    """Somebody of the cast does a step: the bare act, whatever a step of its kind consists of."""
    with acting(name) as actor:
        row = locked(case)
        if flags:
            move(actor, row, Act(ActKind.FLAG, flags=frozenset(flags)))
        move(actor, row, Act(ActKind.FINISH, step, result))


def decide(case: UUID, outcome: Outcome = Outcome.GRANTED, by: str = "county_approver") -> None:
    """The bare act; what a decision consists of is tested beside its own code."""
    with acting(by) as approver:
        row = locked(case)
        move(approver, row, Act(ActKind.DECIDE, "decision", outcome.value))


@contextmanager
def days_later(days: int, start: datetime = MONDAY) -> Iterator[date]:
    """Within it, it is so many calendar days later; the day."""
    with clock.standing_at(start + timedelta(days=days)):
        yield clock.today()


def row_of(case: UUID) -> Case:
    """The case as the worker sees it."""
    with working("job"):
        return Case.objects.get(pk=case)


def live_steps(case: UUID) -> dict[str, str]:
    """Step -> office, of what is to be done now."""
    with working("job"):
        rows = Task.objects.filter(case=case, state__in=["open", "taken"])
        return dict(rows.values_list("step", "office"))
