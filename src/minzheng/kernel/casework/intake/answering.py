"""What a case asks, what is known already, and what was answered.

Only what is unknown, or too old to be relied on, is asked; what is on file is shown to be
confirmed. Answers stay with the case, encrypted, until it is accepted; then they are statements.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from minzheng.base.errors import InvalidValue
from minzheng.base.months import Month
from minzheng.catalogue.casework.asking import Ask
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.facts import VOCABULARY
from minzheng.kernel.access import clock
from minzheng.kernel.casework.intake.giving import GivenDay, given_days
from minzheng.kernel.casework.intake.people import People, people_of
from minzheng.kernel.casework.intake.proving import ProofAsked, proofs_asked
from minzheng.kernel.casework.models import Case
from minzheng.kernel.registry.api.facts import Subject
from minzheng.kernel.registry.api.parties import Parties, checked, known_facts
from minzheng.kernel.registry.api.results import Known
from minzheng.rules.facts import Entity, Fact

Value = int | bool | None
Facts = Mapping[Subject, Mapping[str, Known]]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact of one subject. `held` is what is on file; `stale` when it is too old."""

    key: str
    subject: Subject
    whose: str
    fact: Fact
    held: Known | None
    stale: bool
    answered: bool
    answer: Value

    @property
    def open(self) -> bool:
        """Whether it must still be answered."""
        return not self.answered and (self.held is None or self.stale)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together on one screen."""

    code: str
    title: str
    questions: tuple[Question, ...]
    of_office: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that a case asks for."""

    groups: tuple[Group, ...]
    proofs: tuple[ProofAsked, ...]
    days: tuple[GivenDay, ...] = ()

    @property
    def open(self) -> tuple[Question, ...]:
        """What nobody has answered yet."""
        return tuple(each for group in self.groups for each in group.questions if each.open)

    @property
    def open_to_the_office(self) -> tuple[Question, ...]:
        """What the office that receives the case must say itself, and has not said yet."""
        own = (group for group in self.groups if group.of_office)
        return tuple(each for group in own for each in group.questions if each.open)

    @property
    def of_the_applicant(self) -> "Asked":
        """The same without what only the office says."""
        return replace(self, groups=tuple(each for each in self.groups if not each.of_office))

    @property
    def lacking(self) -> tuple[ProofAsked, ...]:
        """Papers without which the application is not complete."""
        return tuple(each for each in self.proofs if each.lacking)


def asked_of(
    row: Case, item: ServiceItem, asks: Sequence[Ask] | None = None, file: Parties | None = None
) -> Asked:
    """The questions and papers of a case: five queries, seven where it asks for a day.

    With `asks`, of its questions those alone; with the `file` of the case, that is not read again.
    """
    today, people = clock.today(), people_of(row, file)
    facts = known_facts(people.household, (each.person for each in people.members), today)
    given = answers_of(row)
    groups = tuple(
        Group(
            ask.code, ask.title, tuple(_questions(ask, people, facts, given, today)), ask.of_office
        )
        for ask in (item.asks if asks is None else asks)
    )
    proofs = proofs_asked(row, item, people, _values(facts, given), today)
    asked = tuple(group for group in groups if group.questions)
    return Asked(asked, proofs, given_days(row, item))


def answer_key(subject: Subject, fact: str) -> str:
    """How an answer is named in forms and in the case."""
    return f"{subject.entity.value}:{subject.id}:{fact}"


def read_key(key: str) -> tuple[Subject, str]:
    """The subject and the fact of an answer. Raises `InvalidValue`."""
    try:
        entity, subject, fact = key.split(":")
        return Subject(Entity(entity), UUID(subject)), fact
    except ValueError:
        raise InvalidValue("申报内容的格式不正确，请刷新页面后重新填写。") from None


def answers_of(row: Case) -> dict[str, Value]:
    """What was answered so far."""
    return json.loads(row.answers) if row.answers else {}


def put_answers(row: Case, asks: Sequence[Ask], answers: Mapping[str, Value]) -> list[str]:
    """Keep answers to these questions with the case, checked as facts are; the keys.

    Raises `InvalidValue`.
    """
    allowed = set(_allowed(asks, people_of(row)))
    by_subject = grouped(answers)
    for subject, facts in by_subject.items():
        for fact in facts:
            if (subject, fact) not in allowed:
                raise InvalidValue("申报内容不属于这个事项，请刷新页面后重新填写。")
        checked(subject.entity, facts)
    row.answers = json.dumps(answers_of(row) | dict(answers), sort_keys=True)
    return sorted(answers)


def grouped(answers: Mapping[str, Value]) -> dict[Subject, dict[str, Value]]:
    """Answers by whom they are about."""
    found: dict[Subject, dict[str, Value]] = {}
    for key, value in answers.items():
        subject, fact = read_key(key)
        found.setdefault(subject, {})[fact] = value
    return found


def _allowed(asks: Sequence[Ask], people: People) -> Iterator[tuple[Subject, str]]:
    today = clock.today()
    for ask in asks:
        for subject, _ in people.about(ask.whom, today):
            for fact in ask.facts:
                yield subject, fact


def _questions(
    ask: Ask, people: People, facts: Facts, given: Mapping[str, Value], today: date
) -> Iterator[Question]:
    vocabulary = VOCABULARY.of(ask.entity)
    for subject, whose in people.about(ask.whom, today):
        for name in ask.facts:
            key, held = answer_key(subject, name), facts.get(subject, {}).get(name)
            yield Question(
                key=key,
                subject=subject,
                whose=whose,
                fact=vocabulary[name],
                held=held,
                stale=held is not None and _stale(held, ask, today),
                answered=key in given,
                answer=given.get(key),
            )


def _stale(held: Known, ask: Ask, today: date) -> bool:
    if ask.of_office:
        return True
    if ask.fresh_months is None or held.since is None:
        return False
    return Month.of(held.since) + ask.fresh_months < Month.of(today)


def _values(facts: Facts, given: Mapping[str, Value]) -> dict[tuple[Subject, str], Value]:
    """The value of each fact as the case stands: what was answered goes before what is on file."""
    known: Iterable[tuple[Subject, Mapping[str, Known]]] = facts.items()
    found = {(subject, name): each.value for subject, held in known for name, each in held.items()}
    return found | {read_key(key): value for key, value in given.items()}
