"""Limits that count from a stated day, and grounds that only make a limit longer."""

from datetime import date
from uuid import UUID

import pytest

from minzheng.catalogue.casework.steps import Flag
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.casework.api import intake, leaving, reading, work
from minzheng.kernel.casework.models import Clock
from minzheng.kernel.registry.models import Person
from tests.kernel.casework.matters import LACKING, REVIEW, family, opened, row_of, submitted
from tests.kernel.registry.residents import enter, home_of
from tests.people import TOWN_C, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "monday")]

LAST_YEAR = date(2025, 11, 20)
DEATH = date(2026, 10, 6)


def running(case: UUID) -> dict[str, tuple[date, date]]:
    """The statutory clocks that run: from when, until when."""
    with acting("town_clerk_a"):
        rows = Clock.objects.filter(case=case, kind="statutory", stopped_on=None)
        return {each.code: (each.started_on, each.due_on) for each in rows}


def test_a_review_is_counted_from_the_last_one() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk), REVIEW)
        asked = {each.code: each for each in intake.asked(clerk, case=case).days}
        assert (asked["last_review"].needed, asked["death"].needed) == (True, False)
        intake.save_answers(clerk, case=case, answers={}, given={"last_review": date(2025, 1, 1)})
        intake.save_answers(clerk, case=case, answers={}, given={"last_review": LAST_YEAR})
        intake.submit(clerk, case=case)
        assert reading.case_view(clerk, case=case).due_on == date(2026, 11, 20)
    assert running(case)["review"] == (LAST_YEAR, date(2026, 11, 20))


def test_unstable_income_halves_the_time_from_the_same_day() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk), REVIEW)
        intake.save_answers(clerk, case=case, answers={}, given={"last_review": LAST_YEAR})
        intake.submit(clerk, case=case)
        leaving.flag(clerk, case=case, flags=frozenset({Flag.UNSTABLE}), note="打零工")
        assert running(case)["review_unstable"] == (LAST_YEAR, date(2026, 5, 20))
        assert "review" not in running(case)
    assert row_of(case).due_on == date(2026, 5, 20)


def test_a_stated_death_says_that_a_member_has_died() -> None:
    with acting("town_clerk_a") as clerk:
        home = family(clerk)
        given = {"last_review": LAST_YEAR, "death": DEATH}
        case = intake.open_case(clerk, item=REVIEW, household=home, given=given)
        intake.submit(clerk, case=case)
    assert Flag.BEREAVED in row_of(case).flags
    assert row_of(case).due_on == date(2027, 1, 6)
    assert set(running(case)) & {"review", "review_death"} == {"review_death"}


def test_a_day_to_come_or_not_asked_for_is_refused() -> None:
    with acting("town_clerk_a") as clerk:
        case = opened(clerk, family(clerk), REVIEW)
        for code, on in (("last_review", date(2026, 11, 10)), ("birthday", LAST_YEAR)):
            with pytest.raises(Refused):
                intake.save_answers(clerk, case=case, answers={}, given={code: on})


def test_registered_elsewhere_is_kept_as_the_ground_for_forty_five_days() -> None:
    """民发〔2022〕83号: 人户分离 changes no step of the procedure, and lengthens its limit."""
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, sequence=41)
        Person.objects.filter(pk=person).update(registration_division=TOWN_C)
        case = submitted(clerk, home_of(clerk, person))
        intake.accept(clerk, case=case, lacking_because=LACKING)
    assert Flag.REMOTE in row_of(case).flags
    with acting("county_approver") as approver:
        clocks = reading.case_view(approver, case=case).clocks
        total = next(each for each in clocks if each.code == "total")
        work.extend(approver, case=case, limit=total.id, because="人户分离")
        assert reading.case_view(approver, case=case).due_on == date(2027, 1, 12)
