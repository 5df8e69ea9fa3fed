"""From a decision to awards: one for each rule that pays, and each person whom it pays."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Cycle
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.kernel.casework.api.awarding import Decided, decided
from minzheng.kernel.casework.events import CaseDecided
from minzheng.kernel.entitlements.changing import change_award, end_award, running
from minzheng.kernel.entitlements.covering import still_covered
from minzheng.kernel.entitlements.lines import Source
from minzheng.kernel.entitlements.models import Award
from minzheng.kernel.entitlements.opening import open_award
from minzheng.kernel.entitlements.portions import (
    Portion,
    concerned_benefits,
    gives,
    portions,
)
from minzheng.kernel.registry.api.parties import parties

LONGEST_REASON = 300


def on_case_decided(event: CaseDecided) -> None:
    """Open, change, suspend or end what the decision is about. Raises `Conflict`.

    Part of the decision: where somebody has the same thing elsewhere, nothing is decided.
    """
    if event.effective_from is None:
        return
    given = decided(event.decision)
    if not concerned_benefits(given):
        return
    source = source_of(given)
    if given.outcome is Outcome.ENDED:
        for award in _concerned(given, event.effective_from):
            end_award(award, _since(award, event.effective_from), source)
    elif gives(given):
        _give(given, event.effective_from, source)


def source_of(given: Decided) -> Source:
    """Who decided what, for the lines that follow from it."""
    return Source(
        decision=given.id,
        reason=given.reason[:LONGEST_REASON],
        by=given.decided_by,
        by_person=given.decided_by_person or None,
        by_name=given.decided_by_name,
        at=given.decided_at,
    )


def _give(given: Decided, start: Month, source: Source) -> None:
    """First what ends or becomes less, then what begins: nobody is covered twice in between."""
    found = [(each, _running(each, start)) for each in portions(given)]
    suspends = not any(each.amount for each, _ in found)
    lasting = [(each, award) for each, award in found if award is not None]
    if given.outcome is not Outcome.GRANTED:
        kept = {award.pk for each, award in lasting if each.amount or suspends}
        for award in _concerned(given, start):
            if award.pk not in kept:
                end_award(award, start, source)
    for portion, award in lasting:
        if portion.amount or suspends:
            change_award(given, award, portion, source)
    for portion, running_one in found:
        if running_one is None and portion.amount:
            open_award(given, portion, start, source)


def _since(award: Award, decided_from: Month) -> Month:
    """Nothing is due after the month of a death, however late it is decided (D1, D2)."""
    deaths = [each.death_date for each in parties(still_covered(award, decided_from))]
    known = [each for each in deaths if each is not None]
    if not known or len(known) < len(deaths):
        return decided_from
    return min(decided_from, Month.of(max(known)) + 1)


def _running(portion: Portion, start: Month) -> Award | None:
    """The award that a portion goes on with; what is given once begins anew each time."""
    if portion.benefit.cycle is Cycle.ONCE:
        return None
    return running(portion.benefit.rule, portion.household, portion.person, start)


def _concerned(given: Decided, start: Month) -> tuple[Award, ...]:
    """The awards of the case's household and people that its item decides about."""
    people: set[UUID | None] = {*given.members, given.subject} - {None}
    targets = [(given.household, None)] if given.household else []
    about: list[tuple[UUID | None, UUID | None]] = [*targets, *((None, each) for each in people)]
    if given.subject:
        about = [(None, given.subject), *((home, None) for home in _homes(given))]
    found = (
        running(benefit.rule, household, person, start)
        for benefit in concerned_benefits(given)
        for household, person in about
    )
    return tuple(each for each in found if each is not None)


def _homes(given: Decided) -> set[UUID]:
    """Households whose award the case of one person decides about."""
    return {each.household for each in portions(given) if each.household}
