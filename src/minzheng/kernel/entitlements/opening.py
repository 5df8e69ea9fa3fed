"""Opening an award: from a month on, for somebody, paid to somebody."""

from datetime import date
from uuid import UUID

from minzheng.base.ages import age_on
from minzheng.base.events import publish
from minzheng.base.months import Month
from minzheng.base.periods import PeriodUnit, period_end
from minzheng.catalogue.benefits import Benefit, Cycle
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api.awarding import Decided
from minzheng.kernel.entitlements import events
from minzheng.kernel.entitlements.covering import cover
from minzheng.kernel.entitlements.lines import Source, add_line
from minzheng.kernel.entitlements.models import Award, LineKind
from minzheng.kernel.entitlements.portions import Portion, persons_of
from minzheng.kernel.registry.api.enrolling import lies_at
from minzheng.kernel.registry.api.parties import party

ADULT = 18


def open_award(given: Decided, portion: Portion, start: Month, source: Source) -> Award:
    """A new award with its first line. Raises `Conflict` where somebody has it already."""
    benefit = portion.benefit
    end = given.effective_to or (start if benefit.cycle is Cycle.ONCE else None)
    division, label = lies_at(household=portion.household, person=portion.person)
    award = Award(
        division=division,
        label=label,
        benefit=benefit.rule,
        unit=benefit.unit.value,
        form=benefit.form.value,
        household_id=portion.household,
        person_id=portion.person,
        payee_id=_payee(given, portion),
        start_month=start.first_day,
        end_month=end.first_day if end else None,
        review_class=benefit.review[0].code if benefit.review else "",
        next_review=None if end else next_review(benefit, "", given.decided_on),
        case=given.case,
        opened_at=clock.now(),
    )
    award.save(force_insert=True)
    cover(award, persons_of(given, portion), start, end)
    add_line(award, LineKind.GRANT, start, portion.amount, source, end=end)
    publish(
        events.AwardGranted(
            award.pk, benefit.rule, portion.household, portion.person, start, portion.amount
        )
    )
    return award


def next_review(benefit: Benefit, code: str, since: date) -> date | None:
    """The day of the next review, for a class or the one of a new award; None without any."""
    chosen = benefit.review_class(code) or next(iter(benefit.review), None)
    return period_end(since, chosen.months, PeriodUnit.MONTH) if chosen else None


def _payee(given: Decided, portion: Portion) -> UUID | None:
    """The applicant for a household, the person himself; whoever applied for a child."""
    if portion.person is None:
        return given.applicant or given.subject
    born = party(portion.person).birth_date
    grown = born is None or age_on(born, given.decided_on) >= ADULT
    return portion.person if grown else given.applicant or portion.person
