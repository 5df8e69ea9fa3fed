"""What the rules say of a household."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from minzheng.kernel.registry.api.results.households import MembershipRow


@dataclass(frozen=True, slots=True)
class BenefitResult:
    """What the rules say of one benefit for the household, or for one member.

    ``value`` is stored (fen for amounts, 0 or 1 for statuses); None where it is undecided and
    ``missing`` says why. ``text`` is for people; ``explanation`` is ``Reason.as_json()``.
    """

    key: str
    title: str
    person: UUID | None
    who: str
    value: int | None
    text: str
    is_amount: bool
    granted: bool
    missing: str
    explanation: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HouseholdEvaluation:
    """Every benefit for one household in one month, computed now and stored nowhere."""

    household: UUID
    month: str
    members: tuple[MembershipRow, ...]
    results: tuple[BenefitResult, ...]
    remarks: tuple[str, ...]
