"""Another standard: who may set it, what it costs, and whose awards follow it."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, NotAllowed, Refused, StepUpNeeded, Unseen
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import numbers
from minzheng.kernel.entitlements.models import Award
from tests.kernel.casework.deciding.matters import STANDARD, family
from tests.kernel.entitlements.awards import (
    DECEMBER,
    FULL,
    NOVEMBER,
    lines_of,
)
from tests.kernel.entitlements.months import run
from tests.kernel.entitlements.standards import (
    HIGHER,
    KEY,
    MORE,
    SEPTEMBER,
    approved,
    entitled,
    numbers_in_force,
    proposed,
    written,
)
from tests.people import CITY, COUNTY, OTHER_COUNTY, TOWN_A, acting

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def at_work(office: None) -> Iterator[None]:
    """The cast, its rules and benefits; approved numbers count."""
    with numbers_in_force():
        yield


# --- proposing -----------------------------------------------------------------------------------


def test_bounds_hold_at_the_fen() -> None:
    """The city's 900 yuan are the least; 30 to 40 % of its consumption of 2,750 yuan its band.

    That one is an example, which binds no county: there it is only said.
    """
    with acting("county_officer") as officer:
        with pytest.raises(Refused, match="只能提高"):
            propose(officer, 89_999)
        with pytest.raises(Refused, match="相同"):
            propose(officer, STANDARD)
        for fen, warned in ((110_000, []), (110_001, ["40%"])):
            proposal = propose(officer, fen)
            found = numbers.proposal_view(officer, proposal=proposal).warnings
            assert [word for word in ("30%", "40%") if word in "".join(found)] == warned
            numbers.withdraw_number(officer, proposal=proposal)
    with acting("city_officer") as officer:
        for fen, word in ((82_499, "30%"), (110_001, "40%")):
            with pytest.raises(Refused, match=word):
                propose(officer, fen, area=CITY)
        propose(officer, 82_500, area=CITY)


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


def propose(actor: Actor, fen: int, area: str = COUNTY) -> UUID:
    both = {"urban": written(fen), "rural": written(fen)}
    return numbers.propose_number(
        actor, number=KEY, area=area, value=both, valid_from=NOVEMBER, document="天政发〔2026〕8号"
    )


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
    # On the line before, fifty yuan a head below it afterwards.
    counted = {each["edge"]: each for each in result["distances"]}
    assert counted[0]["households_before"] == counted[-5_000]["households_after"] == 1
    assert counted[0]["persons_before"] == counted[-5_000]["persons_after"] == 3
    assert (view.before, view.row.value) == (
        "城镇 900.00元/月; 农村 900.00元/月",
        "城镇 950.00元/月; 农村 950.00元/月",
    )
    assert lines_of(award_of_one())[-1][0] == "taken_over", "nothing was written"


def award_of_one() -> Award:
    with working("test"):
        return Award.objects.get()
