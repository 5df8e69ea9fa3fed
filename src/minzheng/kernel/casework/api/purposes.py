"""For what, and about whom, other departments may be asked: an open case, or nothing (核对目的)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minzheng.base.clock import business_date
from minzheng.catalogue.casework.positions import CaseState
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.cases import seen_case
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.protection.labels import Label

_OPEN = frozenset({CaseState.SUBMITTED, CaseState.RETURNED, CaseState.OPEN})


@dataclass(frozen=True, slots=True)
class CasePurpose:
    """What a query to another department is for. `persons` counts where there is no household."""

    number: str
    item_title: str
    open: bool
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
    named = dict.fromkeys(each for each in (row.applicant_id, row.subject_id) if each is not None)
    return CasePurpose(
        number=row.number,
        item_title=item_of(row).title,
        open=CaseState(row.state) in _OPEN,
        household=row.household_id,
        persons=tuple(named),
        division=row.division,
        label=Label(row.label),
        declared_on=row.applied_on or business_date(row.opened_at),
    )
