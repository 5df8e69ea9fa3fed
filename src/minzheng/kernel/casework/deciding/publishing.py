"""Decisions as dated facts: what one line grants, others rely on by name."""

from uuid import UUID

from minzheng.base.months import Month
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.recording import Record, Recorded
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.deciding.implying import implied
from minzheng.kernel.casework.models import Case, Decision
from minzheng.kernel.registry.api.deciding import record_decided, stored_day
from minzheng.kernel.registry.api.freezing import household_of
from minzheng.rules.evaluation.people import Value
from minzheng.rules.facts import Entity
from minzheng.rules.units import Kind

_SETS = {
    Outcome.GRANTED: (Recorded.START, Recorded.AMOUNT),
    Outcome.CHANGED: (Recorded.AMOUNT,),
    Outcome.ENDED: (Recorded.START, Recorded.AMOUNT),
}


def publish_facts(actor: Actor, row: Case, item: ServiceItem, decision: Decision) -> None:
    """State what was decided, from the month of effect on."""
    wanted = _SETS.get(Outcome(decision.outcome), ())
    if decision.effective_from is None:
        return
    about: dict[tuple[Entity, UUID], dict[str, Value]] = {}
    for record in item.records:
        if record.what in wanted:
            for key in _subjects(row, record, decision):
                about.setdefault(key, {})[record.fact] = _value(record, decision)
    if decision.outcome == Outcome.GRANTED:
        _add_implied(about, row, item)
    for (entity, subject), facts in about.items():
        record_decided(
            actor,
            entity=entity,
            subject=subject,
            facts=facts,
            valid_from=decision.effective_from,
            note=f"{item.title}：{Outcome(decision.outcome).title}（{row.number}）",
        )


def _add_implied(
    about: dict[tuple[Entity, UUID], dict[str, Value]], row: Case, item: ServiceItem
) -> None:
    """What followed from the choice of the item goes on holding while the award runs."""
    for (entity, _), facts in about.items():
        facts.update(implied(item, entity, row.applied_on or clock.today()))


def _value(record: Record, decision: Decision) -> Value:
    if decision.outcome == Outcome.ENDED:
        return VOCABULARY.of(record.entity)[record.fact].blank
    if record.what is Recorded.START:
        yes_no = VOCABULARY.of(record.entity)[record.fact].unit.kind is Kind.YES_NO
        return True if yes_no else stored_day(decision.effective_from)
    return decision.amount_fen


def _home(row: Case, decision: Decision) -> UUID | None:
    """The household of the person whom the case is about: a member alone may bear its standing."""
    if row.subject_id is None or decision.effective_from is None:
        return None
    return household_of(row.subject_id, Month.of(decision.effective_from))


def _subjects(row: Case, record: Record, decision: Decision) -> list[tuple[Entity, UUID]]:
    """The household, or the person whom the case is about, else those who were granted anything."""
    if record.entity is Entity.HOUSEHOLD:
        home = row.household_id or _home(row, decision)
        return [(Entity.HOUSEHOLD, home)] if home else []
    if row.subject_id:
        return [(Entity.PERSON, row.subject_id)]
    granted = {each["person"] for each in decision.results if each["person"] and each["value"]}
    return [(Entity.PERSON, UUID(person)) for person in sorted(granted)]
