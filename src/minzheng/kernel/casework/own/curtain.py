"""What an application shows of people other than the one who fills it in.

Of grown-ups who have not consented, and of supporters outside the household, neither name nor what
is on file: they are called by what they are to the family.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.casework.api.intake import Asked, Group, ProofAsked, Question
from minzheng.kernel.casework.intake.people import People
from minzheng.kernel.registry.api.own import own_relations

_SOMEBODY = "家人"


def curtained(actor: Actor, asked: Asked, people: People) -> Asked:
    """The questions and papers without what is not the actor's to see."""
    called = dict(_called(actor, people))
    groups = (replace(group, questions=tuple(_shown(group, called))) for group in asked.groups)
    names = dict(_names(people, called))
    proofs = tuple(_without_names(each, names) for each in asked.proofs)
    return Asked(tuple(each for each in groups if each.questions), proofs)


def _called(actor: Actor, people: People) -> Iterator[tuple[UUID, str]]:
    """How those are called whose names are not shown, by person or supporter."""
    titles = own_relations(actor)
    for member in people.members:
        if member.person not in actor.own.persons:
            yield member.person, titles.get(member.person, _SOMEBODY)
    count: Counter[str] = Counter()
    for each in people.supporters:
        count[each.relation_title] += 1
        yield each.supporter, f"家庭以外的{each.relation_title}{count[each.relation_title]}"


def _names(people: People, called: Mapping[UUID, str]) -> Iterator[tuple[str, str]]:
    for member in people.members:
        if member.person in called:
            yield member.name, called[member.person]
    for each in people.supporters:
        yield f"{each.relation_title}{each.name}", called[each.supporter]


def _shown(group: Group, called: Mapping[UUID, str]) -> Iterator[Question]:
    for each in group.questions:
        if each.subject.id not in called:
            yield each
        elif each.answered or each.open:
            # What is on file of somebody else is neither shown nor asked again.
            yield replace(each, whose=called[each.subject.id], held=None)


def _without_names(proof: ProofAsked, names: Mapping[str, str]) -> ProofAsked:
    return replace(proof, whose=tuple(names.get(each, each) for each in proof.whose))
