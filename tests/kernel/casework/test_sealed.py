"""A running case of a file that is sealed: the town loses it, somebody of the county goes on."""

from datetime import date
from uuid import UUID

import pytest

from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.api import intake, reading
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api import people
from tests.kernel.casework.matters import LACKING, decide, finish, live_steps
from tests.kernel.registry.residents import enter
from tests.people import CAST, COUNTY, Member, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

OLD_AGE = "elderly.old_age_allowance"


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> str:
    """One more officer of the county, whose post was let in to sealed files."""
    member = Member("county_officer", COUNTY, "密办", date(1980, 4, 6), Label.SEALED.value)
    monkeypatch.setitem(CAST, "sealed_files_officer", member)
    return "sealed_files_officer"


def sealed() -> UUID:
    """A case that the town has accepted before the file was sealed."""
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, sequence=9, born=date(1936, 5, 5))
        case = intake.open_case(clerk, item=OLD_AGE, person=person)
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case, lacking_because=LACKING)
    with acting("county_approver") as approver:
        people.seal_person(approver, person=person, label=Label.SEALED, reason="证人保护")
    return case


def test_an_officer_who_was_let_in_brings_it_to_its_end(let_in: str, cast: None) -> None:
    case = sealed()
    for name in ("town_clerk_a", "county_officer", "child_protection_officer"):
        with acting(name) as actor, pytest.raises(Unseen):
            reading.case_head(actor, case=case)
    assert live_steps(case) == {"check": COUNTY}
    with acting(let_in) as officer:
        assert [each.case for each in reading.inbox(officer).rows] == [case]
    finish(let_in, case, "check")
    finish(let_in, case, "opinion", "agree")
    decide(case)
    with acting(let_in) as officer:
        assert {each.step for each in reading.inbox(officer).rows} == {"letter"}


def test_that_nobody_can_do_it_is_said_to_whoever_sees_it(cast: None) -> None:
    case = sealed()
    with acting("county_approver") as approver:
        (task,) = reading.case_view(approver, case=case).tasks
    assert "没有岗位能办" in task.why_not
    assert "封存保护" in task.why_not


def test_it_is_not_said_once_somebody_was_let_in(let_in: str, cast: None) -> None:
    case = sealed()
    with acting("county_approver") as approver:
        (task,) = reading.case_view(approver, case=case).tasks
    assert "没有此项权限" in task.why_not
