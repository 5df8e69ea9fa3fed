"""What the rules propose for a case: an outcome, an amount, a month; or what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.recording import Recorded
from minzheng.catalogue.casework.service_item import ApplicantUnit, ItemKind, ServiceItem, StartRule
from minzheng.kernel.access import clock
from minzheng.kernel.casework.deciding.editions import law_in_force
from minzheng.kernel.casework.deciding.evaluating import RuleResult, evaluated
from minzheng.kernel.casework.deciding.implying import with_implied
from minzheng.kernel.casework.models import Case, Decision
from minzheng.kernel.registry.api.freezing import frozen_facts
from minzheng.rules.edition import Edition
from minzheng.rules.evaluation.frozen import FrozenHousehold
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity

_RUNNING = (Outcome.GRANTED, Outcome.CHANGED, Outcome.UNCHANGED)
_NEW = frozenset({ItemKind.APPLICATION, ItemKind.INTAKE, ItemKind.COMPLAINT})
_STARTS = {
    StartRule.NEXT_MONTH: "自作出决定的次月起",
    StartRule.APPLICATION_MONTH: "自提出申请的当月起",
    StartRule.AT_ONCE: "自作出决定的当月起",
    StartRule.NOTHING: "",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules say of a case today.

    `outcome` is None where they cannot say, or where people decide alone; `cannot_decide` names
    what is missing. Amounts are fen, `amount` None for a mere recognition.
    """

    facts: FrozenHousehold | None
    results: tuple[RuleResult, ...]
    outcome: Outcome | None
    amount: int | None
    before: int | None
    month: Month
    effective_from: Month | None
    start_basis: str
    cannot_decide: tuple[str, ...] = ()
    edition: Edition | None = None

    @property
    def lowers(self) -> bool:
        """Whether it would cut or stop something that runs."""
        return lowers(self.outcome, self.amount, self.before)


def lowers(outcome: Outcome | None, amount: int | None, before: int | None) -> bool:
    """Whether an outcome cuts or stops something that runs (《社会救助法》第四十八条)."""
    if outcome in (Outcome.GRANTED, Outcome.CHANGED):
        return (amount or 0) < (before or 0)
    return outcome is Outcome.ENDED


def weighed(row: Case, item: ServiceItem) -> Weighed:
    """The rules of the item for the facts of today. Raises `Unseen`, `NumberRefused`."""
    today = clock.today()
    month = _month(row, item, today)
    starts = _start(row, item, today)
    if not item.decides:
        return Weighed(None, (), None, None, None, month, starts, _STARTS[item.starts])
    person = row.subject_id if item.unit is ApplicantUnit.PERSON else None
    facts = with_implied(
        frozen_facts(month=month, household=row.household_id, person=row.subject_id),
        item,
        str(row.subject_id or ""),
        row.applied_on or today,
    )
    law = law_in_force()
    results = evaluated(law, facts, item.decides, str(person or ""))
    before = amount_before(row, item, facts, month)
    missing, basis = _missing(results), _STARTS[item.starts]
    found = Weighed(facts, results, None, None, before, month, starts, basis, missing, law.edition)
    return found if found.cannot_decide else _concluded(found, item)


def _concluded(found: Weighed, item: ServiceItem) -> Weighed:
    granted = [each for each in found.results if each.granted]
    amounts = [each.value or 0 for each in granted if each.is_amount]
    pays = any(each.is_amount for each in found.results)
    amount = sum(amounts) if pays else None
    outcome = _outcome(item, bool(granted), amount, found.before)
    if outcome in (Outcome.REFUSED, Outcome.ENDED):
        amount = None
    return replace(found, outcome=outcome, amount=amount)


def _outcome(item: ServiceItem, granted: bool, amount: int | None, before: int | None) -> Outcome:
    if item.kind is ItemKind.APPLICATION:
        return Outcome.GRANTED if granted else Outcome.REFUSED
    if not granted:
        return Outcome.ENDED
    if item.kind is ItemKind.ENDING or amount == before or amount is None:
        return Outcome.UNCHANGED
    return Outcome.CHANGED


def _missing(results: Sequence[RuleResult]) -> tuple[str, ...]:
    """Nothing is decided while one rule could still give something (or take it away)."""
    return tuple(dict.fromkeys(each.missing for each in results if each.value is None))


def _month(row: Case, item: ServiceItem, today: date) -> Month:
    """The month whose facts and numbers count: that of the application where money begins there."""
    if item.starts is StartRule.APPLICATION_MONTH and row.applied_on:
        return Month.of(row.applied_on)
    return Month.of(today)


def _start(row: Case, item: ServiceItem, today: date) -> Month | None:
    """A change or an ending never reaches back: it holds from the month after the decision."""
    if item.kind not in _NEW and item.starts is not StartRule.NOTHING:
        return Month.of(today) + 1
    return item.starts.month(applied=row.applied_on or today, decided=today)


def amount_before(row: Case, item: ServiceItem, facts: FrozenHousehold, month: Month) -> int | None:
    """What is paid in a month: by the last decision, else by what is on file.

    Help that is given once does not run, and is not cut when the next help is smaller.
    """
    if item.once:
        return None
    last = last_decision(row, item)
    if last is not None:
        runs = last.outcome in _RUNNING and not _lapsed(last, month)
        return last.amount_fen if runs else None
    return _on_file(row, item, facts)


def _lapsed(last: Decision, month: Month) -> bool:
    """Whether it was granted for a time that is over: whoever applies anew loses nothing by it."""
    return last.effective_to is not None and Month.of(last.effective_to) < month


def last_decision(row: Case, item: ServiceItem) -> Decision | None:
    """The last decision about the same benefit of the same file, a refusal left aside."""
    same = Decision.objects.filter(award=award_of(item)).exclude(outcome=Outcome.REFUSED)
    if row.household_id:
        same = same.filter(case__household_id=row.household_id)
    elif row.subject_id:
        same = same.filter(case__subject_id=row.subject_id)
    else:
        return None
    found: Decision | None = same.order_by("-decided_at", "-pk").first()
    return found


def award_of(item: ServiceItem) -> str:
    """What the item grants, the same for its application, change, review and ending."""
    return item.decides[0] if item.decides else item.line


def _on_file(row: Case, item: ServiceItem, facts: FrozenHousehold) -> int | None:
    for record in item.records:
        if record.what is Recorded.AMOUNT:
            held = _fact(facts, record.entity, record.fact, row.subject_id)
            return held or None
    return None


def _fact(facts: FrozenHousehold, entity: Entity, name: str, person: UUID | None) -> Value:
    if entity is Entity.HOUSEHOLD:
        return facts.facts.get(name)
    position = facts.position(str(person)) if person else None
    return None if position is None else facts.persons[position].facts.get(name)
