"""Statements, and the facts that follow from them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from minzheng.base.events import publish
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query, touched
from minzheng.kernel.access.errors import Conflict, Refused
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.registry import events
from minzheng.kernel.registry import facts as rules_of_facts
from minzheng.kernel.registry.api.results import Known
from minzheng.kernel.registry.facts import RANKS, Subject
from minzheng.kernel.registry.models import Household, Person, Source, Statement, Supporter
from minzheng.kernel.registry.scoping import one, seen
from minzheng.rules.facts import Entity

__all__ = ["RANKS", "Subject", "add_statement", "facts_on", "withdraw_statement"]

_MODELS: Mapping[Entity, type[Placed]] = {
    Entity.PERSON: Person,
    Entity.HOUSEHOLD: Household,
    Entity.SUPPORTER: Supporter,
}


@command(permission="facts.change", action="facts.change")
def add_statement(
    actor: Actor,
    *,
    subject: Subject,
    source: str,
    facts: Mapping[str, object],
    valid_from: date,
    valid_to: date | None = None,
    evidence: UUID | None = None,
    note: str = "",
) -> UUID:
    """What a source says of a subject from a day on. Raises `InvalidValue`, `Refused`, `Unseen`."""
    about = _subject(subject)
    if source not in Source.values:
        raise Refused("情况来源不正确。")
    if valid_to is not None and valid_to <= valid_from:
        raise Refused("终止日期应晚于起始日期。")
    row = Statement(
        division=about.division,
        label=about.label,
        source=source,
        facts=rules_of_facts.checked(subject.entity, facts),
        valid_from=valid_from,
        valid_to=valid_to,
        evidence=evidence,
        note=note[:200],
        recorded_by=actor.account,
        **_columns(about),
    )
    row.save(force_insert=True)
    if subject.entity is Entity.PERSON:
        publish(events.PersonStated(subject.id, row.facts, valid_from))
    _tell(subject, row, list(row.facts))
    return row.pk


@command(permission="facts.change", action="facts.change")
def withdraw_statement(actor: Actor, *, statement: UUID, because: str) -> None:
    """A statement that no longer counts, for a reason; it stays readable."""
    row = one(Statement.objects, statement, lock=True)
    if row.withdrawn_at is not None:
        raise Conflict("该记载此前已经撤回。")
    if not because.strip():
        raise Refused("请填写撤回原因。")
    row.withdrawn_at, row.withdrawn_because = clock.now(), because.strip()[:200]
    row.save(update_fields=["withdrawn_at", "withdrawn_because"])
    _tell(_subject_of(row), row, [])


@query(permission="person.read", action="facts.read")
def facts_on(actor: Actor, *, subject: Subject, on: date) -> Mapping[str, Known]:
    """What is stated of a subject as of a day, by name, each with its provenance."""
    about = _subject(subject)
    statements = seen(Statement.objects).filter(**_columns(about))
    touched(subject.entity, subject.id, about.division, Label(about.label))
    return rules_of_facts.known(subject.entity, statements, on)


def _subject(subject: Subject) -> Placed:
    return one(_MODELS[subject.entity].objects, subject.id)


def _columns(about: Placed) -> dict[str, object]:
    """The columns that name the subject: a supporter's statement follows whom they support."""
    if isinstance(about, Supporter):
        return {"person": about.person, "supporter": about}
    if isinstance(about, Household):
        return {"household": about}
    return {"person": about, "supporter": None}


def _subject_of(row: Statement) -> Subject:
    subjects = (
        (Entity.HOUSEHOLD, row.household_id),
        (Entity.SUPPORTER, row.supporter_id),
        (Entity.PERSON, row.person_id),
    )
    return next(Subject(entity, each) for entity, each in subjects if each is not None)


def _tell(subject: Subject, row: Statement, names: list[str]) -> None:
    """The names of the facts, never their values: those stand in the statement."""
    touched(
        subject.entity.value,
        subject.id,
        row.division,
        Label(row.label),
        payload={"statement": str(row.pk), "source": row.source, "facts": names},
    )
