"""Cuts a program into stages: at each stage one entity's new values are computed from rows at hand.

Values that reach across entities (a member reading its household, a household summing its members)
need what they read to stand in a finished earlier stage; values of the same entity follow each
other within a stage, one layer per step of dependency.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from minzheng.rules.facts import Entity
from minzheng.rules.program import Program
from minzheng.rules.tree import Aggregate, Expression, FactRead, Reach, RuleRead

ABOVE: Mapping[Entity, Entity] = {
    Entity.PERSON: Entity.HOUSEHOLD,
    Entity.SUPPORTER: Entity.PERSON,
}
"""Whose values a row may read from above."""


@dataclass(slots=True)
class Stage:
    """New values of one entity, in layers, with the aggregates and values from above they need."""

    entity: Entity
    level: int
    layers: list[list[str]] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    from_above: list[FactRead | RuleRead] = field(default_factory=list)


def reads(expression: Expression) -> Iterator[FactRead | RuleRead | Aggregate]:
    """What an expression reads of its row or from above, and its aggregates, not inside them."""
    if isinstance(expression, FactRead | RuleRead | Aggregate):
        yield expression
    else:
        for child in expression.children():
            yield from reads(child)


def inside(aggregate: Aggregate) -> Iterator[FactRead | RuleRead]:
    """What an aggregate reads of its members."""
    for part in (aggregate.element, aggregate.test):
        if part is not None:
            for read in reads(part):
                if isinstance(read, Aggregate):
                    raise TypeError("an aggregate stands inside another")
                yield read


def stages(program: Program) -> list[Stage]:
    """The stages of a program in the order in which they can be computed."""
    levels = levels_of(program)
    depths: dict[str, int] = {}
    found: dict[tuple[int, Entity], Stage] = {}
    for key, step in program.steps.items():
        needs = list(reads(step.expression))
        level = levels[key]
        own = [
            depths[each.key] + 1
            for each in needs
            if isinstance(each, RuleRead) and each.reach is Reach.OWN and levels[each.key] == level
        ]
        depths[key] = max(own, default=0)
        stage = found.setdefault((level, step.entity), Stage(step.entity, level))
        while len(stage.layers) <= depths[key]:
            stage.layers.append([])
        stage.layers[depths[key]].append(key)
        _note(stage, needs)
    return [found[position] for position in sorted(found, key=lambda each: (each[0], each[1]))]


def levels_of(program: Program) -> Mapping[str, int]:
    """By rule, the earliest stage at which it can be computed."""
    levels: dict[str, int] = {}
    for key, step in program.steps.items():
        needs = (_level(each, levels) for each in reads(step.expression))
        levels[key] = max(needs, default=0)
    return levels


def _level(read: FactRead | RuleRead | Aggregate, levels: Mapping[str, int]) -> int:
    """The earliest stage at which a value can be read."""
    if isinstance(read, Aggregate):
        return 1 + max(
            (levels[each.key] for each in inside(read) if isinstance(each, RuleRead)), default=0
        )
    own = levels[read.key] if isinstance(read, RuleRead) else 0
    return own if read.reach is Reach.OWN else own + 1


def _note(stage: Stage, needs: list[FactRead | RuleRead | Aggregate]) -> None:
    for each in needs:
        if isinstance(each, Aggregate):
            stage.aggregates.append(each)
        elif each.reach is not Reach.OWN:
            stage.from_above.append(each)
