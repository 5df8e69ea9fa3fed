"""What a decision gives to whom: its results by benefit, to the fen of the decided sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from minzheng.base.money import apportioned
from minzheng.catalogue.benefits import Benefit
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.service_item import ApplicantUnit
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.casework.api.awarding import Decided, answers
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.registry.api.freezing import household_of
from minzheng.kernel.registry.api.parties import parties_of_household

_NO_HOUSEHOLD = "这项待遇以家庭为单位发放，请先登记共同生活的家庭，再作决定。"


@dataclass(frozen=True, slots=True)
class Portion:
    """What one benefit comes to for a household or a person; `grace` where it is gradual exit."""

    benefit: Benefit
    household: UUID | None
    person: UUID | None
    amount: int
    grace: bool = False


def concerned_benefits(given: Decided) -> tuple[Benefit, ...]:
    """The benefits that the item decides about; none for a mere recognition."""
    found = (benefits().paid_by(rule) for rule in given.item.decides)
    return tuple(dict.fromkeys(each[0] for each in found if each))


def portions(given: Decided) -> tuple[Portion, ...]:
    """One for each benefit and household or person, nought where nothing is given.

    A sum other than that of the rules is laid on the results that pay, in proportion; on the first
    one where none of them pays. Raises `Conflict`.
    """
    results = list(_of_results(given))
    if not results:
        return ()
    total = given.amount_fen or 0
    amounts = laid(total, [each.amount for each in results])
    shared = [replace(each, amount=fen) for each, fen in zip(results, amounts, strict=True)]
    together: dict[tuple[str, UUID | None, UUID | None], Portion] = {}
    for each in shared:
        key = (each.benefit.rule, each.household, each.person)
        before = together.get(key)
        together[key] = _joined(before, each) if before else each
    return tuple(together.values())


def laid(total: int, amounts: Sequence[int]) -> tuple[int, ...]:
    """A decided sum over the amounts of the rules, to the fen; the first takes all of nothing."""
    return apportioned(total, amounts if any(amounts) else (1, *amounts[1:]))


def persons_of(given: Decided, portion: Portion) -> frozenset[UUID]:
    """Whom a portion is for: the person, or those members whom the benefit covers."""
    if portion.person is not None:
        return frozenset({portion.person})
    members = frozenset(given.members or _members_now(given, portion))
    if not portion.benefit.covers:
        return members
    said = answers(given.id, [portion.benefit.covers])
    left_out = {person for (_, person), value in said.items() if value == 0}
    return members - left_out or members


def _of_results(given: Decided) -> Iterator[Portion]:
    for rule, person, fen in given.paying:
        found = benefits().paid_by(rule)
        if found is None:
            continue
        benefit, grace = found
        home = None
        if benefit.unit is ApplicantUnit.HOUSEHOLD:
            home = _home(given)
            person = None
        yield Portion(benefit, home, person, fen, grace and fen > 0)


def _home(given: Decided) -> UUID:
    home = given.household
    if home is None and given.subject and given.effective_from:
        home = household_of(given.subject, given.effective_from)
    if home is None:
        raise Conflict(_NO_HOUSEHOLD)
    return home


def _joined(first: Portion, second: Portion) -> Portion:
    """A benefit and its gradual exit are one award."""
    grace = (second.grace and second.amount > 0) or (first.grace and first.amount > 0)
    return replace(first, amount=first.amount + second.amount, grace=grace)


def _members_now(given: Decided, portion: Portion) -> tuple[UUID, ...]:
    if portion.household is None:
        return ()
    found = parties_of_household(portion.household, given.decided_on)
    return tuple(each.person for each in found.members)


def gives(given: Decided) -> bool:
    """Whether the decision lets a benefit begin or go on."""
    return given.outcome in (Outcome.GRANTED, Outcome.CHANGED, Outcome.UNCHANGED)
