"""Assembles a program's stages into one SQL query per question."""

from collections.abc import Callable, Iterable, Mapping

from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.sql.aggregates import EMPTY, AggregateWriter
from minzheng.rules.sql.demand import Demand, Relation, read_column, rule_column
from minzheng.rules.sql.expressions import SqlWriter
from minzheng.rules.sql.inlining import inlined
from minzheng.rules.sql.nullability import Holes, Nullability
from minzheng.rules.sql.stages import ABOVE, reads, stages
from minzheng.rules.sql.text import case, selected
from minzheng.rules.tree import Aggregate, FactRead, Reach, RuleRead

KEYS: Mapping[Entity, tuple[str, ...]] = {
    Entity.HOUSEHOLD: ("household_no",),
    Entity.PERSON: ("household_no", "person_no"),
    Entity.SUPPORTER: ("person_no",),
}
"""The key columns that every relation carries; a row joins what is above by that one's key."""

_JOIN: Mapping[Entity, str] = {Entity.HOUSEHOLD: "household_no", Entity.PERSON: "person_no"}


def select(
    program: Program,
    numbers: Mapping[str, Stored],
    holes: Holes,
    *,
    entity: Entity,
    rules: Iterable[str],
    dialect: str,
) -> str:
    """A query: the keys of an entity's rows and values of some rules (see ``rule_column``).

    ``holes`` names the facts that have unknown values in the snapshot; pass every fact for a query
    that holds for any snapshot.
    """
    wanted = tuple(rules)
    shorter = inlined(program, wanted)
    return _Query(shorter, numbers, holes, dialect).text(entity, wanted)


class _Query:
    """The SQL that computes a program for one set of numbers."""

    def __init__(
        self, program: Program, numbers: Mapping[str, Stored], holes: Holes, dialect: str
    ) -> None:
        self._program = program
        nullability = Nullability(program, holes)
        self._names: dict[Aggregate, str] = {}
        self._writer = SqlWriter(program.month, numbers, nullability, self._column, dialect)
        self._gather = AggregateWriter(self._writer, nullability)

    def text(self, entity: Entity, rules: tuple[str, ...]) -> str:
        demand = Demand(self._program, stages(self._program), entity, rules)
        named = [
            f"{name} AS ({rows})"
            for relation in demand.relations
            for name, rows in self._relations(relation, demand)
        ]
        before = f"WITH {', '.join(named)} " if named else ""
        return before + selected((*KEYS[entity], *map(rule_column, rules)), demand.final)

    def _relations(self, relation: Relation, demand: Demand) -> list[tuple[str, str]]:
        """A relation, preceded by the aggregates that it joins."""
        found = []
        for below in sorted({each.over for each in relation.aggregates}):
            gathered = [each for each in relation.aggregates if each.over is below]
            rows = self._gathered(relation, below, gathered, demand)
            found.append((_gathered_name(relation), rows))
        found.append((relation.name, self._rows(relation, demand)))
        return found

    def _gathered(
        self, relation: Relation, below: Entity, aggregates: list[Aggregate], demand: Demand
    ) -> str:
        """Grouped once; what several rules gather alike is gathered once."""
        key = _JOIN[relation.stage.entity]
        named: dict[str, str] = {}
        for each in dict.fromkeys(aggregates):
            name = named.setdefault(self._gather.write(each), f"gathered_{len(self._names)}")
            self._names[each] = name
        columns = (f"{text} AS {name}" for text, name in named.items())
        return selected((key, *columns), demand.source(below, relation.stage.level), by=key)

    def _rows(self, relation: Relation, demand: Demand) -> str:
        """The stage's rows, one nested query a layer, each handing on only what is needed."""
        keys = KEYS[relation.stage.entity]
        layers = [
            [key for key in layer if key in relation.rules] for layer in relation.stage.layers
        ]
        needed = _needed_after(relation, layers, self._reads_of)
        query = self._joined(relation, demand, needed[0])
        for layer, after in zip(layers, needed[1:], strict=True):
            new = {rule_column(key): self._program.steps[key].expression for key in layer}
            values = (
                f"{self._writer.write(expression)} AS {column}"
                for column, expression in new.items()
                if column in after
            )
            columns = (*keys, *sorted(after - new.keys()), *values)
            query = selected(columns, f"({query}) AS rows")
        return query

    def _reads_of(self, key: str) -> set[str]:
        """The columns that a rule's expression reads."""
        return {self._column(read) for read in reads(self._program.steps[key].expression)}

    def _joined(self, relation: Relation, demand: Demand, needed: set[str]) -> str:
        """A stage's rows with the values that they read from above and the aggregates below."""
        entity = relation.stage.entity
        gathered = {self._names[each]: each for each in relation.aggregates}
        foreign = {f"up__{name}" for name in relation.from_above} | gathered.keys()
        columns = [f"own.{name}" for name in (*KEYS[entity], *sorted(needed - foreign))]
        rows = f"{relation.source} AS own"
        if relation.from_above:
            above = ABOVE[entity]
            key = _JOIN[above]
            source = demand.source(above, relation.stage.level)
            columns += [f"up.{name} AS up__{name}" for name in sorted(relation.from_above)]
            rows += f" JOIN {source} AS up ON own.{key} = up.{key}"
        if relation.aggregates:
            key = _JOIN[entity]
            columns += [f"{_gathered_column(n, each)} AS {n}" for n, each in gathered.items()]
            join = "JOIN" if entity is Entity.HOUSEHOLD else "LEFT JOIN"
            rows += f" {join} {_gathered_name(relation)} AS below ON own.{key} = below.{key}"
        return selected(columns, rows)

    def _column(self, read: FactRead | RuleRead | Aggregate) -> str:
        if isinstance(read, Aggregate):
            return self._names[read]
        name = read_column(read)
        return name if read.reach is Reach.OWN else f"up__{name}"


def _gathered_column(name: str, aggregate: Aggregate) -> str:
    """An aggregate's value; what it is over nobody where no row was joined."""
    column = f"below.{name}"
    if aggregate.over is Entity.PERSON:
        return column
    return case([("below.person_no IS NULL", EMPTY[aggregate.gathering])], column)


def _needed_after(
    relation: Relation, layers: list[list[str]], reads_of: Callable[[str], set[str]]
) -> list[set[str]]:
    """Which columns must stand before the first layer, and after each."""
    needed = [set(relation.exposed)]
    for layer in reversed(layers):
        own = {rule_column(key) for key in layer}
        before = needed[0] - own
        for key in layer:
            before |= reads_of(key)
        needed.insert(0, before)
    return needed


def _gathered_name(relation: Relation) -> str:
    return f"gathered_for_{relation.name}"
