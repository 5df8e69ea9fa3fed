"""When the check may be said to be done, and what opens it again."""

from uuid import UUID

import pytest

from minzheng.adapters.departments import Manner
from minzheng.catalogue.means_check import CheckSource
from minzheng.kernel.access import api as access
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Recused, Refused
from minzheng.kernel.casework.api import intake
from minzheng.kernel.casework.api import work as steps
from minzheng.kernel.exchange.api import checks
from tests.kernel.casework.matters import LACKING, finish, live_steps, row_of
from tests.kernel.exchange.checks.conftest import later
from tests.kernel.exchange.checks.family import (
    CLERK,
    FATHER,
    MOTHER,
    TODAY,
    Family,
    work,
)
from tests.kernel.exchange.checks.talking import settled, told
from tests.people import acting

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOTE = "部门逾期未答复，另行取证"


@pytest.fixture
def accepted(family: Family) -> Family:
    """The family's case, accepted: check and visit are due."""
    with acting(CLERK) as clerk:
        intake.accept(clerk, case=family.case, lacking_because=LACKING)
    return family


def end(family: Family, note: str = "") -> None:
    """The county says that the check is done."""
    with acting("county_officer") as officer:
        steps.finish(officer, case=family.case, step="check", note=note)


def all_settled(family: Family) -> None:
    """What is open is settled by what was declared."""
    with acting(CLERK) as clerk:
        for each in checks.check_view(clerk, case=family.case).differences:
            if each.to_talk_about:
                checks.settle_difference(
                    clerk, difference=each.id, outcome="declared", reason="已见证明"
                )


def allow(family: Family, *persons: UUID) -> None:
    """Some of them sign."""
    with acting(CLERK) as clerk:
        for each in persons:
            checks.authorise(clerk, case=family.case, given=family.given(each))


def refuse(family: Family, person: UUID, supporter: UUID | None = None) -> None:
    """Somebody does not agree."""
    with acting(CLERK) as clerk:
        checks.refuse_authorisation(
            clerk, case=family.case, person=person, supporter=supporter, on=TODAY, note="不愿意"
        )


def test_no_check_is_done_while_a_member_has_not_allowed_it(accepted: Family) -> None:
    """57号 arts. 4 and 9: every member; a reason does not help."""
    allow(accepted, accepted.father, accepted.child)
    accepted.start()
    work()
    all_settled(accepted)
    with pytest.raises(Conflict, match="林小燕没有授权"):
        end(accepted, NOTE)
    refuse(accepted, accepted.mother)
    with pytest.raises(Conflict, match="林小燕没有授权"):
        end(accepted, NOTE)


def test_who_has_allowed_it_is_asked_about_before_it_is_done(accepted: Family) -> None:
    allow(accepted, accepted.father, accepted.child)
    accepted.start()
    allow(accepted, accepted.mother)
    work()
    all_settled(accepted)
    assert accepted.view().state.unasked == ("林小燕",)
    with pytest.raises(Conflict, match="林小燕已经授权"):
        end(accepted, NOTE)
    accepted.start()
    work()
    all_settled(accepted)
    end(accepted)
    assert set(live_steps(accepted.case)) == {"visit"}


def test_who_signs_anew_is_asked_about_anew(accepted: Family) -> None:
    """The questions under the paper that was replaced are called off for good."""
    accepted.town.behave(dict.fromkeys(CheckSource, Manner.NEVER))
    accepted.authorise()
    accepted.start()
    allow(accepted, accepted.mother)
    assert accepted.view().state.unasked == ("林小燕",)


def test_a_silent_department_and_a_supporter_who_refuses_want_a_reason(accepted: Family) -> None:
    """社会救助法 art. 41: nothing follows from it, and somebody says how it goes on."""
    accepted.town.behave({CheckSource.market_registration: Manner.NEVER})
    accepted.authorise()
    refuse(accepted, accepted.father, accepted.supporter)
    accepted.start()
    work()
    all_settled(accepted)
    with pytest.raises(Refused, match="石远行"):
        end(accepted)
    end(accepted, NOTE)
    assert "check" not in live_steps(accepted.case)


def test_a_late_answer_that_says_otherwise_opens_the_check_again(accepted: Family) -> None:
    accepted.town.behave({CheckSource.vehicles: Manner.CONTRADICTORY})
    accepted.checked()
    all_settled(accepted)
    end(accepted)
    finish("town_clerk_a", accepted.case, "visit")
    assert set(live_steps(accepted.case)) == {"opinion"}
    with clock.standing_at(later(days=2)):
        work()
        assert row_of(accepted.case).stage == "investigation"
        assert set(live_steps(accepted.case)) == {"check"}


def test_what_a_household_says_of_a_settled_line_opens_the_check_again(accepted: Family) -> None:
    accepted.checked()
    told(accepted)
    with clock.standing_at(later(days=8)):
        settled(accepted, "vehicles")
        all_settled(accepted)
        end(accepted)
        line = accepted.line("vehicles").id
        with acting(CLERK) as clerk:
            checks.dispute_difference(clerk, difference=line, text="车早已报废")
        assert "check" in live_steps(accepted.case)
        with pytest.raises(Conflict, match="差异没有处理"):
            end(accepted)
        settled(accepted, "vehicles", "found", "没有报废证明")
        end(accepted)
        # It was heard; who still does not agree objects to the case.
        with acting(CLERK) as clerk, pytest.raises(Conflict, match="已经听取说明"):
            checks.dispute_difference(clerk, difference=line, text="真的报废了")
        assert "check" not in live_steps(accepted.case)


def test_who_is_near_the_family_does_not_touch_its_check(accepted: Family) -> None:
    accepted.checked()
    with acting("town_clerk_a") as clerk:
        access.file_relative(clerk, identity=MOTHER, name="林小燕", relation="other")
    line = accepted.line("vehicles").id
    question = accepted.question(CheckSource.vehicles, accepted.father).id
    with acting(CLERK) as clerk:
        for act in (
            lambda: checks.authorise(
                clerk, case=accepted.case, given=accepted.given(accepted.father)
            ),
            lambda: checks.start_check(clerk, case=accepted.case),
            lambda: checks.recheck(clerk, case=accepted.case, reason="再查"),
            lambda: checks.ask_again(clerk, request=question, reason="再问"),
            lambda: checks.tell_household(clerk, case=accepted.case, method="当面", on=TODAY),
            lambda: checks.settle_difference(
                clerk, difference=line, outcome="declared", reason="了解情况"
            ),
            lambda: checks.accept_agreeing(clerk, case=accepted.case),
            lambda: checks.check_report(clerk, case=accepted.case),
        ):
            with pytest.raises(Recused):
                act()


def test_one_number_for_two_answers_hides_neither(accepted: Family) -> None:
    """A department that corrects itself under the same number has said two things."""
    accepted.checked()
    accepted.town.behave(ledger={(CheckSource.vehicles, FATHER): []})
    with clock.standing_at(later(days=1, hours=1)):
        work()
    assert accepted.question(CheckSource.vehicles, accepted.father).state == "contradictory"
