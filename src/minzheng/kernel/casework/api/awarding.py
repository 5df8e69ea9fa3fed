"""What a decision says, for the app that turns decisions into awards.

No act of its own: whoever decides writes it down, and what follows is part of the same act.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minzheng.base.divisions import Level
from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.kernel.casework.deciding.editions import law_in_force, law_of
from minzheng.kernel.casework.deciding.evaluating import evaluated
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Decision
from minzheng.kernel.registry.api.listing import one
from minzheng.rules.evaluation.frozen import FrozenHousehold


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: what it gives to whom, from when, and who made it.

    `paying` are the results with an amount, as (rule, person, fen); the person is None for the
    household. `members` are those whose facts it rests on.
    """

    id: UUID
    case: UUID
    item: ServiceItem
    division: str
    label: str
    household: UUID | None
    subject: UUID | None
    applicant: UUID | None
    outcome: Outcome
    amount_fen: int | None
    effective_from: Month | None
    effective_to: Month | None
    paying: tuple[tuple[str, UUID | None, int], ...]
    members: tuple[UUID, ...]
    reason: str
    decided_on: date
    decided_at: datetime
    decided_by: UUID
    decided_by_person: bytes
    decided_by_name: str


def decided(decision: UUID) -> Decided:
    """A decision within the scope. Raises `Unseen`."""
    row = one(Decision.objects.select_related("case"), decision)
    facts = FrozenHousehold.from_json(row.facts) if row.facts else None
    return Decided(
        id=row.pk,
        case=row.case_id,
        item=item_of(row.case),
        division=row.division,
        label=row.label,
        household=row.case.household_id,
        subject=row.case.subject_id,
        applicant=row.case.applicant_id,
        outcome=Outcome(row.outcome),
        amount_fen=row.amount_fen,
        effective_from=_month(row.effective_from),
        effective_to=_month(row.effective_to),
        paying=tuple(
            (each["key"], UUID(each["person"]) if each["person"] else None, each["value"] or 0)
            for each in row.results
            if each["is_amount"]
        ),
        members=tuple(UUID(each.id) for each in facts.persons) if facts else (),
        reason=row.reason,
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decided_by_person=bytes(row.decided_by_person or b""),
        decided_by_name=row.decided_by_name,
    )


def answers(decision: UUID, rules: Sequence[str]) -> dict[tuple[str, UUID | None], int | None]:
    """What further rules say of the facts of a decision, with the law by which it was made.

    By (rule, person), the person None for the household; None where it cannot be said. Empty for
    what people decided alone. Raises `Unseen`.
    """
    row = one(Decision.objects, decision)
    if row.edition_id is None:
        return {}
    frozen = FrozenHousehold.from_json(row.facts)
    found = evaluated(law_of(row.edition_id), frozen, tuple(rules))
    return {(each.key, UUID(each.person) if each.person else None): each.value for each in found}


def whole_number(decision: UUID, key: str) -> int:
    """A number of the law by which a decision was made, as it is stored. Raises `Unseen`.

    What people decided alone is measured by today's law, in the month of effect.
    """
    row = one(Decision.objects, decision)
    law = law_of(row.edition_id) if row.edition_id else law_in_force()
    month = Month.of(row.month)
    area = row.facts["area"] if row.facts else row.division[: Level.COUNTY]
    found = law.parameters.numbers(month.year * 12 + month.month - 1, area, [key]).stored[key]
    if not isinstance(found, int):
        raise ValueError(f"{key} is no whole number")
    return found


def _month(first: date | None) -> Month | None:
    return Month.of(first) if first else None
