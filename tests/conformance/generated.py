"""Households put to the generated Python evaluator."""

from collections.abc import Iterator, Sequence

from minzheng.rules.evaluation.generated import GeneratedEvaluator, Layout
from minzheng.rules.evaluation.people import Subject, Value
from minzheng.rules.facts import Entity
from minzheng.rules.program import Program


def complete(home: Subject, program: Program) -> bool:
    """Whether every fact that the program reads is known of everybody in the household."""
    layout = Layout(program)
    members = home.members
    supporters = [each for member in members for each in member.supporters]
    return (
        layout.known(Entity.HOUSEHOLD, home) is not None
        and all(layout.known(Entity.PERSON, each) is not None for each in members)
        and all(layout.known(Entity.SUPPORTER, each) is not None for each in supporters)
    )


def generated_cells(
    program: Program,
    home: Subject,
    outcomes: Sequence[str],
    evaluator: GeneratedEvaluator | None = None,
) -> Iterator[tuple[Subject, str, Value]]:
    """The values that the generated function returns for a household that is ``complete``.

    A value that it did not need is left out, unless it is one of the outcomes.
    """
    own = evaluator or GeneratedEvaluator(program, home.numbers.stored)
    layout = own.layout
    facts = layout.known(Entity.HOUSEHOLD, home)
    persons = [layout.known(Entity.PERSON, each) for each in home.members]
    supporters = [
        [layout.known(Entity.SUPPORTER, each) for each in member.supporters]
        for member in home.members
    ]
    values = own.run(len(persons))(facts, persons, supporters)  # type: ignore[arg-type]  # complete
    for subject, found in zip([home, *home.members], values, strict=True):
        entity = Entity.HOUSEHOLD if subject is home else Entity.PERSON
        for key, value in zip(layout.rules[entity], found, strict=True):
            if value is not None or key in outcomes:
                yield subject, key, value
