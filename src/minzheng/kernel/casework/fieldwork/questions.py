"""What a visit looks at: the facts that the item asks, with what the household declared."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from minzheng.base.ages import known_minor
from minzheng.catalogue.casework.asking import Ask, Whom
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Unseen
from minzheng.kernel.casework.intake.people import file_of
from minzheng.kernel.casework.items import item_of
from minzheng.kernel.casework.models import Case
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.parties import Party, known_facts
from minzheng.kernel.registry.api.results import Known
from minzheng.rules.facts import Entity, Fact


@dataclass(frozen=True, slots=True)
class Question:
    """One group of facts about one subject, as they are held now."""

    key: str
    title: str
    entity: Entity
    subject: UUID
    whose: str = field(repr=False)
    facts: tuple[Fact, ...]
    held: Mapping[str, Known] = field(repr=False)


def members_of(row: Case) -> tuple[Party, ...]:
    """Who belongs to the case's household today, or the one person whom it is about."""
    file = file_of(row)
    return file.members if file else ()


def questions(row: Case) -> tuple[Question, ...]:
    """Everything that the visitors look at, in the order of the item."""
    today = clock.today()
    members = members_of(row)
    known = known_facts(row.household_id, [each.person for each in members], today)
    return tuple(
        _question(ask, subject, whose, known.get(subject, {}))
        for ask in item_of(row).asks
        if not ask.of_office
        for subject, whose in _subjects(row, ask, members, today)
    )


def require_asked(row: Case, told: Set[tuple[Entity, UUID, str]]) -> None:
    """A visit tells of what its case asks, of its people and nobody else. Raises `Unseen`."""
    asked = {
        (each.entity, each.subject, fact.name) for each in questions(row) for fact in each.facts
    }
    if not told <= asked:
        raise Unseen


def _question(ask: Ask, subject: Subject, whose: str, held: Mapping[str, Known]) -> Question:
    vocabulary = VOCABULARY.of(ask.entity)
    asked = tuple(vocabulary[name] for name in ask.facts if name in vocabulary)
    return Question(
        key=f"{ask.code}-{subject.id}",
        title=ask.title,
        entity=ask.entity,
        subject=subject.id,
        whose=whose,
        facts=asked,
        held={each.name: held[each.name] for each in asked if each.name in held},
    )


def _subjects(
    row: Case, ask: Ask, members: tuple[Party, ...], today: date
) -> Iterator[tuple[Subject, str]]:
    """Whom a question is about; supporters live elsewhere and are not visited."""
    if ask.whom is Whom.HOUSEHOLD and row.household_id is not None:
        yield Subject(Entity.HOUSEHOLD, row.household_id), "全家"
    for each in members:
        if ask.entity is Entity.PERSON and _asked(row, ask.whom, each, today):
            yield Subject(Entity.PERSON, each.person), each.name


def _asked(row: Case, whom: Whom, member: Party, today: date) -> bool:
    if whom is Whom.APPLICANT:
        return member.person == row.applicant_id
    if whom is Whom.SUBJECT:
        return member.person == row.subject_id
    grown = not known_minor(member.birth_date, today)
    return whom is Whom.EVERY_MEMBER or (whom is Whom.EVERY_ADULT and grown)
