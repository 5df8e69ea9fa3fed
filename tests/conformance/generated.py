"""Households put to the generated Python evaluator."""

from collections.abc import Iterator, Sequence

from minzheng.rules.evaluation.generated import Facts, GeneratedEvaluator, Layout
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.facts import Entity


def complete(home: Subject, layout: Layout) -> bool:
    """Whether every fact that a program reads is known of everybody in the household."""
    members = home.members
    supporters = [each for member in members for each in member.supporters]
    return (
        layout.known(Entity.HOUSEHOLD, home) is not None
        and all(layout.known(Entity.PERSON, each) is not None for each in members)
        and all(layout.known(Entity.SUPPORTER, each) is not None for each in supporters)
    )


def generated_cells(
    evaluator: GeneratedEvaluator, home: Subject, outcomes: Sequence[str]
) -> Iterator[tuple[Subject, str, Value]]:
    """The values that the generated function returns for a household that is ``complete``.

    A value that it did not need is left out, unless it is one of the outcomes.
    """
    layout = evaluator.layout
    facts = _known(layout, Entity.HOUSEHOLD, home)
    persons = [_known(layout, Entity.PERSON, each) for each in home.members]
    supporters = [
        [_known(layout, Entity.SUPPORTER, each) for each in member.supporters]
        for member in home.members
    ]
    values = evaluator.run(len(persons))(facts, persons, supporters)
    for subject, found in zip([home, *home.members], values, strict=True):
        entity = Entity.HOUSEHOLD if subject is home else Entity.PERSON
        for key, value in zip(layout.rules[entity], found, strict=True):
            if value is not None or key in outcomes:
                yield subject, key, value


def _known(layout: Layout, entity: Entity, subject: Subject) -> Facts:
    facts = layout.known(entity, subject)
    assert facts is not None
    return facts
