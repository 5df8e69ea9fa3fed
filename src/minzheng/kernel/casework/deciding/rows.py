"""What faces are shown of proposals and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.refusing import outcomes_of
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.deciding.evaluating import RuleResult
from minzheng.kernel.casework.deciding.hearings import heard_enough
from minzheng.kernel.casework.deciding.making import may_deviate
from minzheng.kernel.casework.deciding.proposals import Weighed
from minzheng.kernel.casework.models import Case, Decision, PaceAlert


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules propose, and what may be done with it.

    `outcome` is None where they cannot say (`cannot_decide` names what is missing) or where people
    decide alone (`by_rules` is false). `level_title` is who may decide otherwise, "" for nobody.
    """

    case: UUID
    version: int
    by_rules: bool
    results: tuple[RuleResult, ...]
    outcome: str | None
    outcome_title: str
    amount_fen: int | None
    before_fen: int | None
    month: Month
    effective_from: Month | None
    start_basis: str
    lowers: bool
    hearing_needed: bool
    cannot_decide: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...]
    may_deviate: bool
    level_title: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as it stands."""

    id: UUID
    case: UUID
    number: str
    item: str
    outcome: str
    outcome_title: str
    amount_fen: int | None
    before_fen: int | None
    lowers: bool
    effective_from: Month | None
    effective_to: Month | None
    start_basis: str
    deviates: bool
    proposed_title: str
    reason: str
    office: str
    decided_on: date
    decided_at: datetime
    decided_by_name: str
    edition: str
    results: tuple[Mapping[str, Any], ...] = field(repr=False)
    explanation: tuple[Mapping[str, Any], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One of several cases that were to be confirmed together."""

    case: UUID
    decision: UUID | None
    why_not: str


@dataclass(frozen=True, slots=True)
class PaceAlertRow:
    """Somebody's pace, and what was found of it. `own`: it is that of whoever asks."""

    id: UUID
    office: str
    name: str
    since: datetime
    until: datetime
    count: int
    settled_at: datetime | None
    verdict: str
    own: bool


def proposal_of(actor: Actor, row: Case, item: ServiceItem, found: Weighed) -> Proposal:
    """A weighed case as it is shown."""
    outcome = found.outcome
    heard = outcome is not None and heard_enough(row, outcome, found.amount)
    return Proposal(
        case=row.pk,
        version=row.version,
        by_rules=bool(item.decides),
        results=found.results,
        outcome=outcome and outcome.value,
        outcome_title=outcome.title if outcome else "",
        amount_fen=found.amount,
        before_fen=found.before,
        month=found.month,
        effective_from=found.effective_from,
        start_basis=found.start_basis,
        lowers=found.lowers,
        hearing_needed=found.lowers and not heard,
        cannot_decide=found.cannot_decide,
        outcomes=tuple((each.value, each.title) for each in outcomes_of(item)),
        may_deviate=may_deviate(actor, item),
        level_title=item.deviation.title if item.deviation else "",
    )


def decision_row(row: Decision) -> DecisionRow:
    """A decision as it is shown; its case is loaded with it."""
    return DecisionRow(
        id=row.pk,
        case=row.case_id,
        number=row.case.number,
        item=row.case.item,
        outcome=row.outcome,
        outcome_title=Outcome(row.outcome).title,
        amount_fen=row.amount_fen,
        before_fen=row.before_fen,
        lowers=row.lowers,
        effective_from=_month(row.effective_from),
        effective_to=_month(row.effective_to),
        start_basis=row.start_basis,
        deviates=row.deviates,
        proposed_title=Outcome(row.proposed).title if row.proposed else "",
        reason=row.reason,
        office=row.office,
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        decided_by_name=row.decided_by_name,
        edition=row.edition_id or "",
        results=tuple(row.results),
        explanation=tuple(row.explanation),
    )


def alert_row(actor: Actor, row: PaceAlert) -> PaceAlertRow:
    """An alert as it is shown."""
    return PaceAlertRow(
        id=row.pk,
        office=row.office,
        name=row.name,
        since=row.since,
        until=row.until,
        count=row.count,
        settled_at=row.settled_at,
        verdict=row.verdict,
        own=row.person == actor.person,
    )


def _month(first: date | None) -> Month | None:
    return Month.of(first) if first else None
