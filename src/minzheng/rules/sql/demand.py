"""Which columns each stage must expose, and which of its rules are needed, for one question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from minzheng.rules.facts import Entity
from minzheng.rules.program import Program
from minzheng.rules.sql.stages import ABOVE, Stage, inside, reads
from minzheng.rules.tree import Aggregate, FactRead, Reach, RuleRead

SOURCES: Mapping[Entity, str] = {
    Entity.HOUSEHOLD: "households",
    Entity.PERSON: "persons",
    Entity.SUPPORTER: "supporters",
}
"""The tables or views that hold the snapshot's rows."""


def rule_column(key: str) -> str:
    """The column of a rule's value: ``minimum_living__grant``."""
    return key.replace(".", "__")


def read_column(read: FactRead | RuleRead) -> str:
    """The column of a fact or rule in its own entity's rows."""
    return read.name if isinstance(read, FactRead) else rule_column(read.key)


@dataclass(slots=True)
class Relation:
    """A stage as it becomes a named query: what it starts from and what later ones take from it."""

    stage: Stage
    source: str
    needed: bool = False
    exposed: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    aggregates: list[Aggregate] = field(default_factory=list)
    from_above: dict[str, FactRead | RuleRead] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """``person_2``."""
        return f"{self.stage.entity}_{self.stage.level}"


class Demand:
    """The relations that answer one question, worked out from the last stage back to the first."""

    def __init__(
        self, program: Program, staged: Sequence[Stage], entity: Entity, rules: Iterable[str]
    ) -> None:
        self._program = program
        self.relations: list[Relation] = []
        for stage in staged:
            source = self.source(stage.entity, None)
            self.relations.append(Relation(stage, source))
        self.final = self.source(entity, None)
        self._by_name = {relation.name: relation for relation in self.relations}
        self._expose(self.final, {rule_column(key) for key in rules})
        for relation in reversed(self.relations):
            if relation.needed:
                self._resolve(relation)
        self.relations = [relation for relation in self.relations if relation.needed]

    def source(self, entity: Entity, level: int | None) -> str:
        """The newest relation of an entity that stands before a level, or its table."""
        found = SOURCES[entity]
        for relation in self.relations:
            if relation.stage.entity is entity and (level is None or relation.stage.level < level):
                found = relation.name
        return found

    def _expose(self, name: str, columns: set[str]) -> None:
        if name in self._by_name:
            self._by_name[name].needed = True
            self._by_name[name].exposed |= columns

    def _resolve(self, relation: Relation) -> None:
        """Find the rules of a stage that are needed, and hand on what they read."""
        stage = relation.stage
        wanted = set(relation.exposed)
        for layer in reversed(stage.layers):
            for key in layer:
                if rule_column(key) in wanted:
                    relation.rules.add(key)
                    for read in reads(self._program.steps[key].expression):
                        self._read(relation, read, wanted)
        own = {rule_column(key) for layer in stage.layers for key in layer}
        self._expose(relation.source, wanted - own)

    def _read(
        self, relation: Relation, read: FactRead | RuleRead | Aggregate, wanted: set[str]
    ) -> None:
        stage = relation.stage
        if isinstance(read, Aggregate):
            relation.aggregates.append(read)
            below = self.source(read.over, stage.level)
            self._expose(below, {read_column(each) for each in inside(read)})
        elif read.reach is Reach.OWN:
            wanted.add(read_column(read))
        else:
            relation.from_above[read_column(read)] = read
            above = self.source(ABOVE[stage.entity], stage.level)
            self._expose(above, {read_column(read)})
