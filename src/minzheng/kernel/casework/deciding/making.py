"""Making a decision: what was proposed or, with a reason and at the right level, something else."""

from dataclasses import dataclass
from datetime import date

from minzheng.base.divisions import Level, level
from minzheng.base.events import publish
from minzheng.base.months import Month
from minzheng.catalogue.casework.offices import Office
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.positions import Act, ActKind
from minzheng.catalogue.casework.refusing import outcomes_of
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.casework.steps import StepKind
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.casework import events
from minzheng.kernel.casework.deciding.editions import kept_edition
from minzheng.kernel.casework.deciding.hearings import heard_enough
from minzheng.kernel.casework.deciding.proposals import Weighed, award_of, lowers
from minzheng.kernel.casework.deciding.publishing import publish_facts
from minzheng.kernel.casework.models import Case, Decision
from minzheng.kernel.casework.moving import move
from minzheng.kernel.casework.places import place
from minzheng.kernel.casework.publicity.removing import remove_outdated

LONGEST_REASON = 300
_LEVELS = {
    Office.CITY: Level.PREFECTURE,
    Office.COUNTY: Level.COUNTY,
    Office.DECIDING: Level.TOWNSHIP,
    Office.TOWN: Level.TOWNSHIP,
    Office.WINDOW: Level.VILLAGE,
    Office.VILLAGE: Level.VILLAGE,
}
_NO_REASON = "与规则结论不同的决定应写明理由。"
_PAYING = (Outcome.GRANTED, Outcome.CHANGED, Outcome.UNCHANGED)
_ADVERSE = (Outcome.REFUSED, Outcome.ENDED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody has decided to do."""

    outcome: Outcome
    amount: int | None
    reason: str
    deviates: bool


def chosen(
    actor: Actor,
    item: ServiceItem,
    found: Weighed,
    *,
    outcome: str,
    amount: int | None,
    reason: str,
) -> Chosen:
    """What was chosen, measured against the proposal. Raises `Refused`, `Conflict`."""
    if outcome not in {each.value for each in outcomes_of(item)}:
        raise Refused("这个事项不能作出这样的决定。")
    wanted, why = Outcome(outcome), reason.strip()[:LONGEST_REASON]
    sum_of = _amount(found, wanted, amount)
    if not item.decides:
        if wanted in _ADVERSE and not why:
            raise Refused("不予同意或者停止的，应写明理由。")
        return Chosen(wanted, sum_of, why, deviates=False)
    proposed = found.before if found.outcome is Outcome.UNCHANGED else found.amount
    if (wanted, sum_of) == (found.outcome, proposed):
        return Chosen(wanted, sum_of, why, deviates=False)
    if not why:
        raise Conflict(_missing(found)) if found.cannot_decide else Refused(_NO_REASON)
    _require_level(actor, item)
    return Chosen(wanted, sum_of, why, deviates=True)


def _amount(found: Weighed, outcome: Outcome, amount: int | None) -> int | None:
    if outcome is Outcome.UNCHANGED:
        return found.before
    if outcome not in _PAYING:
        return None
    given = amount if amount is not None else (found.amount if outcome is found.outcome else None)
    if given is not None and given < 0:
        raise Refused("金额不能为负数。")
    if given is None and any(each.is_amount for each in found.results):
        raise Refused("请填写金额。")
    return given


def _missing(found: Weighed) -> str:
    return f"还缺少认定所需的情况：{'；'.join(found.cannot_decide)}。补齐之前不能默认作出决定。"


def may_deviate(actor: Actor, item: ServiceItem) -> bool:
    """Whether the actor's office stands high enough to decide otherwise than the rules."""
    if item.deviation is None:
        return False
    return level(actor.division) <= _LEVELS[item.deviation]


def _require_level(actor: Actor, item: ServiceItem) -> None:
    if item.deviation is None:
        raise Refused("这个事项只能按规则结论决定。")
    if not may_deviate(actor, item):
        raise Refused(f"与规则结论不同的决定由{item.deviation.title}作出。")


def require_heard(row: Case, found: Weighed, what: Chosen) -> None:
    """Nothing is cut or stopped before the household was heard. Raises `Conflict`.

    The database refuses it too, whoever writes.
    """
    if lowers(what.outcome, what.amount, found.before) and not heard_enough(
        row, what.outcome, what.amount
    ):
        raise Conflict("减少或者停止待遇前应先听取本人意见（《社会救助法》第四十八条）。")


def made(actor: Actor, row: Case, item: ServiceItem, found: Weighed, what: Chosen) -> Decision:
    """Write the decision down, move the case, and tell everybody whom it concerns."""
    step = next(each for each in item.steps if each.kind is StepKind.DECIDE)
    decision = _row(actor, row, item, found, what)
    decision.save(force_insert=True)
    facts = {
        "decision": str(decision.pk),
        "amount_fen": what.amount,
        "effective_from": str(found.effective_from or ""),
        "deviates": what.deviates,
    }
    act = Act(ActKind.DECIDE, step.code, what.outcome.value)
    move(actor, row, act, note=what.reason, facts=facts)
    publish_facts(actor, row, item, decision)
    if what.outcome in (Outcome.CHANGED, Outcome.ENDED):
        remove_outdated(decision)
    publish(_event(row, decision, found))
    return decision


def _row(actor: Actor, row: Case, item: ServiceItem, found: Weighed, what: Chosen) -> Decision:
    now = clock.now()
    starts = found.effective_from if what.outcome is not Outcome.REFUSED else None
    return Decision(
        **place(row),
        award=award_of(item),
        outcome=what.outcome.value,
        amount_fen=what.amount,
        before_fen=found.before,
        month=found.month.first_day,
        effective_from=starts.first_day if starts else None,
        effective_to=_until(item, what.outcome, starts),
        start_basis=found.start_basis if starts else "",
        edition_id=kept_edition(found.edition) if found.facts else None,
        facts=found.facts.as_json() if found.facts else {},
        results=[each.kept() for each in found.results],
        explanation=[dict(each.explanation) for each in found.results],
        proposed=found.outcome.value if found.outcome else "",
        proposed_fen=found.amount,
        deviates=what.deviates,
        reason=what.reason,
        office=actor.division,
        decided_by=actor.account,
        decided_by_person=actor.person,
        decided_by_name=actor.name,
        decided_on=clock.today(),
        decided_at=now,
    )


def _until(item: ServiceItem, outcome: Outcome, starts: Month | None) -> date | None:
    """The last month, where what is granted lasts only so long."""
    if starts is None or outcome is Outcome.ENDED:
        return None
    if item.once:
        return starts.first_day
    return (starts + (item.valid_months - 1)).first_day if item.valid_months else None


def _event(row: Case, decision: Decision, found: Weighed) -> events.CaseDecided:
    until = decision.effective_to
    return events.CaseDecided(
        case=row.pk,
        item=row.item,
        household=row.household_id,
        person=row.subject_id or row.applicant_id,
        outcome=decision.outcome,
        amount_fen=decision.amount_fen,
        effective_from=Month.of(decision.effective_from) if decision.effective_from else None,
        effective_to=Month.of(until) if until else None,
        decision=decision.pk,
    )
