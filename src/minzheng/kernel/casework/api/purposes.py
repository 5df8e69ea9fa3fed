"""For what, and about whom, other departments may be asked: an open case, or nothing (核对目的)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.base.clock import business_date
from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import CaseState
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.access.resident_accounts import ROLE as RESIDENT
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.concerned import require_uninvolved
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.freezing import household_of

_TURNED_DOWN = frozenset(
    {Outcome.REFUSED, Outcome.DECLINED, Outcome.WITHDRAWN, Outcome.DISCONTINUED, Outcome.ENDED}
)
_OPEN = frozenset({CaseState.SUBMITTED, CaseState.RETURNED, CaseState.OPEN})


@dataclass(frozen=True, slots=True)
class CasePurpose:
    """What a query to another department is for. `persons` counts where there is no household.

    `decides` are the rules by which its item is decided, so that nothing else is paid for it;
    `turned_down` is how it ended where nothing is to be paid at all.
    A guardian from outside who applies for somebody is not asked about.
    """

    number: str
    item_title: str
    decides: tuple[str, ...]
    open: bool
    turned_down: str
    household: UUID | None
    persons: tuple[UUID, ...]
    division: str
    label: Label
    declared_on: date


def purpose_of(case: UUID) -> CasePurpose | None:
    """The purpose that a case gives; None for what is not seen. Called within a command."""
    try:
        row = seen_case(case)
    except Unseen:
        return None
    whom = row.subject_id or row.applicant_id
    return CasePurpose(
        number=row.number,
        item_title=item_of(row).title,
        decides=item_of(row).decides,
        open=CaseState(row.state) in _OPEN,
        turned_down=Outcome(row.outcome).title if row.outcome in _TURNED_DOWN else "",
        household=_household(row),
        persons=(whom,) if whom else (),
        division=row.division,
        label=Label(row.label),
        declared_on=row.applied_on or business_date(row.opened_at),
    )


def _household(row: Case) -> UUID | None:
    """The home that is looked into as a whole: where it counts, also for one person's item."""
    if row.household_id is None and row.subject_id and item_of(row).home_counts:
        return household_of(row.subject_id, Month.of(clock.today()))
    return row.household_id


def keep_away(actor: Actor, case: UUID, permission: str) -> None:
    """Refuse an officer who is near the people of a case. Raises `Recused`, `Unseen`.

    A resident speaks for himself: it is his own case that he acts on at the counter.
    """
    if actor.role != RESIDENT:
        require_uninvolved(actor, seen_case(case), permission)
