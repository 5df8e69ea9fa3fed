"""Another standard that is in force: whose awards follow it, and whose do not."""

from collections.abc import Iterator

import pytest

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
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
    due_in,
    granted,
    leads,
    lines_of,
)
from tests.kernel.entitlements.months import run
from tests.kernel.entitlements.standards import (
    HIGHER,
    MORE,
    OCTOBER,
    SEPTEMBER,
    approved,
    entitled,
    numbers_in_force,
    proposed,
    raised,
    rerating_again,
)
from tests.people import acting

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def at_work(office: None) -> Iterator[None]:
    """The cast, its rules and benefits; approved numbers count."""
    with numbers_in_force():
        yield


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
