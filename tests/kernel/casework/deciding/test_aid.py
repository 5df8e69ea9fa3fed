"""Temporary aid: how much is proposed is the office's word, said before it accepts."""

from uuid import UUID

import pytest

from minzheng.base.errors import InvalidValue
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework.api import deciding, intake, letters, reading, work
from minzheng.kernel.casework.cases import locked
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.registry.api.facts import facts_on
from minzheng.kernel.residents.counter import at_the_counter
from tests.kernel.casework.deciding.matters import STANDARD, Family, family, jump
from tests.people import VILLAGE_A, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

QUICK = "temporary_assistance.quick"
ADVANCE = "temporary_assistance.advance"
SPENDING = "temporary_assistance.spending_aid"
FIRE = {"emergency": 1, "in_serious_difficulty": True}
BILLS = {"emergency": 0, "in_serious_difficulty": True, "spent_medical": 9_000_000}
QUICK_CAP, ADVANCE_CAP, SPENDING_CAP = STANDARD, 2 * STANDARD, 3 * 6 * STANDARD


def draft(home: Family, item: str) -> UUID:
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=item, household=home.household, applicant=home.head)
        intake.submit(clerk, case=case)
    return case


def aid_key(case: UUID) -> str:
    with acting("town_clerk_a") as clerk:
        groups = intake.asked(clerk, case=case).groups
    (question,) = [each for group in groups if group.of_office for each in group.questions]
    assert question.fact.name == "aid_requested"
    return question.key


def proposed(case: UUID, fen: int) -> tuple[str, int | None]:
    """What the rules say once so much is proposed."""
    key = aid_key(case)
    with acting("town_clerk_a") as clerk:
        intake.save_answers(clerk, case=case, answers={key: fen})
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")
    with acting("county_officer"):
        row = locked(case)
        jump(row, item_of(row))
    with acting("county_approver") as approver:
        found = deciding.proposal(approver, case=case)
    return str(found.outcome or ""), found.amount_fen


@pytest.mark.parametrize(
    ("item", "home", "fen", "comes_to"),
    [
        (QUICK, FIRE, QUICK_CAP - 1, ("granted", QUICK_CAP - 1)),
        (QUICK, FIRE, QUICK_CAP, ("granted", QUICK_CAP)),
        (QUICK, FIRE, QUICK_CAP + 1, ("refused", None)),
        (ADVANCE, FIRE, ADVANCE_CAP - 1, ("granted", ADVANCE_CAP - 1)),
        (ADVANCE, FIRE, ADVANCE_CAP, ("granted", ADVANCE_CAP)),
        (ADVANCE, FIRE, ADVANCE_CAP + 1, ("granted", ADVANCE_CAP)),
        (SPENDING, BILLS, SPENDING_CAP - 1, ("granted", SPENDING_CAP - 1)),
        (SPENDING, BILLS, SPENDING_CAP, ("granted", SPENDING_CAP)),
        (SPENDING, BILLS, SPENDING_CAP + 1, ("granted", SPENDING_CAP)),
    ],
)
def test_what_the_office_proposes_is_measured_by_the_cap(
    item: str, home: dict[str, object], fen: int, comes_to: tuple[str, int | None]
) -> None:
    assert proposed(draft(family(home=home), item), fen) == comes_to


def test_nothing_is_accepted_before_the_office_has_said_how_much() -> None:
    case = draft(family(home=FIRE), QUICK)
    with acting("town_clerk_a") as clerk, pytest.raises(Refused, match="拟救助金额"):
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")


def test_a_resident_is_not_asked_and_cannot_say_it() -> None:
    case = draft(family(home=FIRE), QUICK)
    key = aid_key(case)
    with acting("town_clerk_a") as clerk, at_the_counter(clerk, VILLAGE_A, "case.open") as served:
        asked = intake.to_answer(served, case=case)
        assert not [group for group in asked.groups if group.of_office]
        with pytest.raises(InvalidValue, match="不属于"):
            intake.save_answers(served, case=case, answers={key: 1_000})


def test_what_was_proposed_in_an_earlier_case_is_asked_anew() -> None:
    home = family(home={**FIRE, "aid_requested": 50_000})
    case = draft(home, QUICK)
    with acting("town_clerk_a") as clerk:
        (question,) = intake.asked(clerk, case=case).open_to_the_office
    assert question.held is not None
    assert question.held.value == 50_000


def test_the_amount_is_put_right_until_the_decision_and_nothing_else_is() -> None:
    home = family(home=FIRE)
    case = draft(home, QUICK)
    key = aid_key(case)
    with acting("town_clerk_a") as clerk:
        intake.save_answers(clerk, case=case, answers={key: 30_000})
        intake.accept(clerk, case=case, lacking_because="材料随后补齐")
        (group,) = intake.to_answer(clerk, case=case).groups
        assert group.of_office
        intake.save_answers(clerk, case=case, answers={key: 40_000})
        known = facts_on(clerk, subject=group.questions[0].subject, on=clock.today())
        assert known["aid_requested"].value == 40_000
        other = f"household:{home.household}:emergency"
        with pytest.raises(InvalidValue, match="不属于"):
            intake.save_answers(clerk, case=case, answers={other: 2})


def test_after_the_decision_the_amount_stands() -> None:
    case = draft(family(home=FIRE), QUICK)
    key = aid_key(case)
    proposed(case, 30_000)
    with acting("town_approver_a") as approver:
        version = deciding.proposal(approver, case=case).version
        deciding.decide(approver, case=case, outcome="granted", version=version)
    with acting("town_clerk_a") as clerk, pytest.raises(Conflict, match="已经受理"):
        intake.save_answers(clerk, case=case, answers={key: 90_000})


def test_from_the_fire_to_the_letter_within_a_day() -> None:
    home = family(home=FIRE)
    with acting("town_clerk_a") as clerk:
        case = intake.open_case(clerk, item=QUICK, household=home.household, urgent=True)
    key = aid_key(case)
    with acting("town_clerk_a") as clerk:
        intake.save_answers(clerk, case=case, answers={key: 60_000})
        intake.submit(clerk, case=case)
        intake.accept(clerk, case=case)
        work.finish(clerk, case=case, step="need", result="agree")
    with acting("town_approver_a") as approver:
        version = deciding.proposal(approver, case=case).version
        deciding.decide(approver, case=case, outcome="granted", version=version)
    with acting("town_clerk_a") as clerk:
        (letter,) = letters.letters_of(clerk, case=case)
        letters.record_service(
            clerk, letter=letter.id, method="direct", on=clock.today(), receiver="王大明"
        )
        view = reading.case_view(clerk, case=case)
        (decision,) = deciding.decisions_of(clerk, case=case)
    assert (view.state, view.accepted_on, view.decided_on) == (
        "closed",
        clock.today(),
        clock.today(),
    )
    assert (decision.outcome, decision.amount_fen) == ("granted", 60_000)
