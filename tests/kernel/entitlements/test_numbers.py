"""Another standard: who may set it, what it costs, and whose awards follow it."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, StepUpNeeded, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.casework.api import replays
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.models import Award, AwardLine, Run
from minzheng.kernel.entitlements.numbers import rerating
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import (
    DECEMBER,
    FULL,
    NOVEMBER,
    award_of,
    due_in,
    granted,
    leads,
    lines_of,
)
from tests.kernel.entitlements.months import holding, run
from tests.kernel.entitlements.standards import (
    KEY,
    approved,
    numbers_in_force,
    proposed,
    raised,
    rerating_again,
    written,
)
from tests.people import CITY, COUNTY, OTHER_COUNTY, TOWN_A, acting

HIGHER = STANDARD + 5_000
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
MORE = 3 * 5_000
"""What the higher standard gives a family of three."""


@pytest.fixture(autouse=True)
def at_work(office: None) -> Iterator[None]:
    """The cast, its rules and benefits; approved numbers count."""
    with numbers_in_force():
        yield


def entitled(wage: int = 200_000, *, sequence: int = 1, fen: int | None = None) -> Award:
    """A family with an award since January, of what the rules give unless told otherwise."""
    home = family(wage, sequence=sequence)
    holding(home, 3 * STANDARD - wage if fen is None else fen)
    return award_of(home)


# --- proposing -----------------------------------------------------------------------------------


def test_bounds_hold_at_the_fen() -> None:
    """30 to 40 % of a consumption of 2,750 yuan; 900 yuan of the city is the least."""
    for fen, said in ((89_999, "只能提高"), (110_001, "40%")):
        with acting("county_officer") as officer, pytest.raises(Refused, match=said):
            propose(officer, fen)
    with acting("county_officer") as officer:
        assert propose(officer, 110_000)
        with pytest.raises(Refused, match="相同"):
            propose(officer, STANDARD)
    with acting("city_officer") as officer:
        with pytest.raises(Refused, match="30%"):
            propose(officer, 82_499, area=CITY)
        assert propose(officer, 82_500, area=CITY)


def test_who_may_and_for_which_area() -> None:
    for area in (CITY, OTHER_COUNTY):
        with acting("county_officer") as officer, pytest.raises(Unseen):
            propose(officer, HIGHER, area=area)
    for somebody in ("town_clerk_a", "finance", "county_approver"):
        with acting(somebody) as actor, pytest.raises(NotAllowed):
            propose(actor, HIGHER, area=TOWN_A)
    with acting("county_officer") as officer:
        proposal = propose(officer, HIGHER)
        with pytest.raises(Conflict):
            propose(officer, HIGHER + 100)
        for value in ("九百", "950元", "950, x: 1", "950.001"):
            with pytest.raises(Refused):
                numbers.propose_number(
                    officer,
                    number=KEY,
                    area=COUNTY,
                    value={"urban": value, "rural": "950"},
                    valid_from=DECEMBER,
                    document="文",
                )
    with acting("other_county_officer") as other:
        with pytest.raises(Unseen):
            numbers.proposal_view(other, proposal=proposal)
        assert numbers.proposals(other).rows == ()


def propose(actor: object, fen: int, area: str = COUNTY) -> UUID:
    both = {"urban": written(fen), "rural": written(fen)}
    return numbers.propose_number(
        actor, number=KEY, area=area, value=both, valid_from=NOVEMBER, document="天政发〔2026〕8号"
    )  # type: ignore[arg-type]  # an Actor, as `acting` gives it


def test_another_person_approves_what_was_worked_out() -> None:
    with acting("county_officer") as officer:
        proposal = propose(officer, HIGHER)
        shown = numbers.proposal_view(officer, proposal=proposal).simulation
        assert shown is not None
    with acting("county_approver") as approver, pytest.raises(Conflict, match="测算"):
        numbers.approve_number(approver, proposal=proposal, simulation=shown.id)
    entitled()
    run()
    with acting("county_officer") as officer:
        numbers.withdraw_number(officer, proposal=proposal)
    proposal = proposed(HIGHER, NOVEMBER, by="city_officer")
    with acting("city_officer") as officer:
        assert "approve" not in numbers.proposal_view(officer, proposal=proposal).may
        shown = numbers.proposal_view(officer, proposal=proposal).simulation
        assert shown is not None
        with pytest.raises(NotAllowed, match="两个人"):
            numbers.approve_number(officer, proposal=proposal, simulation=shown.id)
    with acting("county_approver", stepped_up=False) as approver, pytest.raises(StepUpNeeded):
        numbers.approve_number(approver, proposal=proposal, simulation=shown.id)
    with acting("county_approver") as approver:
        assert "approve" in numbers.proposal_view(approver, proposal=proposal).may
        numbers.approve_number(approver, proposal=proposal, simulation=shown.id)
        view = numbers.proposal_view(approver, proposal=proposal)
        assert (view.row.state, view.may) == ("approved", frozenset())
        with pytest.raises(Conflict):
            numbers.refuse_number(approver, proposal=proposal, opinion="不同意")


def test_a_number_that_was_approved_meanwhile_wants_another_simulation() -> None:
    entitled()
    run()
    first, second = proposed(HIGHER, NOVEMBER), proposed(HIGHER + 100, DECEMBER)
    approved(first)
    with pytest.raises(Conflict, match="重新测算"):
        approved(second)


# --- what it costs -------------------------------------------------------------------------------


def test_a_simulation_counts_whoever_has_it_and_whoever_would() -> None:
    entitled()
    family(3 * STANDARD, sequence=11)
    run()
    proposal = proposed(HIGHER, SEPTEMBER)
    with acting("county_approver") as approver:
        view = numbers.proposal_view(approver, proposal=proposal)
    assert view.simulation is not None
    result = view.simulation.result
    [effect] = result["effects"]
    assert effect == {
        "benefit": "minimum_living.grant",
        "county": COUNTY,
        "raised": 1,
        "monthly_fen": MORE,
        "backpay_fen": 2 * MORE,
        "falls": 0,
        "looks": 0,
    }
    assert result["benefits"]["minimum_living.grant"]["monthly_after"] == FULL + 2 * MORE
    assert {name: result["groups"][name]["households"] for name in result["groups"]} == {
        "winners": 1,
        "losers": 0,
        "newly": 1,
        "no_longer": 0,
    }
    assert set(result["counties"]) == {COUNTY}
    assert {each["edge"] for each in result["near"]} == {70, 90}
    assert (view.before, view.row.value) == (
        "城镇 900.00元/月; 农村 900.00元/月",
        "农村 950.00元/月；城镇 950.00元/月",
    )
    assert lines_of(award_of_one())[-1][0] == "taken_over", "nothing was written"


def award_of_one() -> Award:
    with working("test"):
        return Award.objects.get()


# --- re-rating -----------------------------------------------------------------------------------


def test_awards_are_raised_from_the_month_on_and_once() -> None:
    award = entitled()
    at_the_line = family(3 * STANDARD, sequence=11)
    run()
    done = raised(HIGHER, SEPTEMBER)
    expected = [
        ("taken_over", "2026-01", "", FULL),
        ("uprating", "2026-09", "", FULL + MORE),
    ]
    assert lines_of(award) == expected
    assert [due_in(award, each) for each in (Month(2026, 8), SEPTEMBER, DECEMBER)] == [
        FULL,
        FULL + MORE,
        FULL + MORE,
    ]
    assert (done.state, done.counts["lines"], done.counts["leads"]) == ("finished", 1, 0)
    with acting("county_approver") as approver:
        numbers.rerate_again(approver, proposal=done.proposal_id)
    assert rerating.rerate_due() == 1
    assert rerating.rerate_due() == 0
    assert lines_of(award) == expected
    again = rerating_again(done.pk)
    assert again.counts == done.counts
    # A family exactly at the old line is below the new one: found by the next run, not granted.
    run()
    assert [each.kind for each in leads() if each.household_id == at_the_line.household] == [
        "uncovered"
    ]


@pytest.mark.parametrize("due", [FULL - 1, FULL + 1])
def test_an_amount_that_the_rules_never_gave_is_left_to_people(due: int) -> None:
    """Nobody looks twice: the run has asked already about an amount that still is another one."""
    award, changed = entitled(fen=due), entitled(sequence=11, fen=due)
    written_line(changed, "correct", "2026-10", "", FULL)
    run()
    assert [(each.reason_code, each.award) for each in leads()] == [("facts", award.pk)]
    done = raised(HIGHER, SEPTEMBER)
    assert len(lines_of(award)) == 1
    assert lines_of(changed)[2:] == [("uprating", "2026-10", "", FULL + MORE)]
    assert [(each.reason_code, each.award) for each in leads()][1:] == [
        ("number_unclear", changed.pk)
    ]
    assert [each["looks"] for each in done.counts["effects"]] == [2]


def test_a_lower_standard_lowers_nothing_and_ends_nothing() -> None:
    award, ending = entitled(), entitled(3 * HIGHER - 1, sequence=11, fen=1)
    run()
    raised(HIGHER, SEPTEMBER)
    run()
    done = raised(HIGHER - 1, OCTOBER)
    assert [len(lines_of(each)) for each in (award, ending)] == [2, 1]
    assert (done.counts["lines"], done.counts["leads"]) == (0, 2)
    found = {
        (each.kind, each.reason_code, each.item, each.award)
        for each in leads()
        if each.reason_code.startswith("number_")
    }
    assert found == {
        ("amount", "number_lowers", "minimum_living.change", award.pk),
        ("lapsed", "number_ends", "minimum_living.ending", ending.pk),
    }


def test_suspended_months_and_an_end_to_come_stay_as_they_are() -> None:
    _, award = granted()
    run()
    for kind, first, last in (("suspend", "2027-01", "2027-02"), ("end", "2027-04", "")):
        written_line(award, kind, first, last)
    raised(HIGHER, NOVEMBER)
    assert lines_of(award)[3:] == [
        ("uprating", "2026-12", "2026-12", FULL + MORE),
        ("uprating", "2027-03", "2027-03", FULL + MORE),
    ]
    assert due_in(award, Month(2027, 2)) == due_in(award, Month(2027, 4)) == 0


def written_line(award: Award, kind: str, first: str, last: str, fen: int = 0) -> None:
    """A line by law, or by the decision of the award's first line."""
    decision = line_in_order(award, 1).decision
    with working("test"):
        AwardLine.objects.create(
            division=award.division,
            label=award.label,
            award=award,
            sequence=AwardLine.objects.filter(award=award).count() + 1,
            kind=kind if decision else "taken_over",
            from_month=Month.parse(first).first_day,
            to_month=Month.parse(last).first_day if last else None,
            amount_fen=fen,
            decision=decision,
            reason="" if decision else "历史数据承接",
            recorded_at=clock.now(),
        )


def test_two_numbers_of_one_day_do_not_hide_each_other() -> None:
    award = entitled()
    run()
    first = approved(proposed(HIGHER, SEPTEMBER))
    second = approved(proposed(HIGHER + 100, OCTOBER))
    assert rerating.rerate_due() == 2
    assert [due_in(award, each) for each in (SEPTEMBER, OCTOBER, DECEMBER)] == [
        FULL + MORE,
        FULL + MORE + 300,
        FULL + MORE + 300,
    ]
    assert {rerating_again(each).state for each in (first, second)} == {"finished"}
    assert leads() == []


def test_a_number_of_a_month_to_come_waits_for_it() -> None:
    award = entitled()
    run()
    approved(proposed(HIGHER, DECEMBER))
    assert rerating.rerate_due() == 0
    assert len(lines_of(award)) == 1


def test_without_a_run_it_says_what_is_missing() -> None:
    entitled()
    run()
    made = approved(proposed(HIGHER, SEPTEMBER))
    with working("test"):
        Run.objects.update(state="failed")
    with pytest.raises(Conflict):
        rerating.rerate_due()
    assert "全量测算" in rerating_again(made).failure


# --- what was decided before ---------------------------------------------------------------------


def test_a_decision_replays_with_the_numbers_of_its_day() -> None:
    _, award = granted()
    run()
    raised(HIGHER, SEPTEMBER)
    decision = line_in_order(award, 1).decision
    assert decision is not None
    with acting("county_approver") as approver:
        assert replays.replay(approver, decision=decision).equal
    _, later = granted(sequence=11)
    assert due_in(later, DECEMBER) == FULL + MORE, "decided by the number in force"
    decision = line_in_order(later, 1).decision
    assert decision is not None
    with acting("county_approver") as approver:
        assert replays.replay(approver, decision=decision).equal


def line_in_order(award: Award, sequence: int) -> AwardLine:
    with working("test"):
        return AwardLine.objects.get(award=award, sequence=sequence)
