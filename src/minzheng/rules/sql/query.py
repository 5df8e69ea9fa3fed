"""Assembles a program's stages into one SQL query per question."""

from collections.abc import Callable, Iterable, Mapping

from sqlglot import exp

from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.program import Program
from minzheng.rules.sql.aggregates import EMPTY, AggregateWriter
from minzheng.rules.sql.demand import Demand, Relation, read_column, rule_column
from minzheng.rules.sql.expressions import SqlWriter, case
from minzheng.rules.sql.nullability import Holes, Nullability
from minzheng.rules.sql.stages import ABOVE, reads, stages
from minzheng.rules.tree import Aggregate, FactRead, Reach, RuleRead

KEYS: Mapping[Entity, tuple[str, ...]] = {
    Entity.HOUSEHOLD: ("household_no",),
    Entity.PERSON: ("household_no", "person_no"),
    Entity.SUPPORTER: ("person_no",),
}
"""The key columns that every relation carries; a row joins what is above by that one's key."""

_JOIN: Mapping[Entity, str] = {Entity.HOUSEHOLD: "household_no", Entity.PERSON: "person_no"}


class Query:
    """The SQL that computes a program for one set of numbers.

    ``holes`` names the facts that have unknown values in the snapshot; pass every fact for a query
    that holds for any snapshot.
    """

    def __init__(self, program: Program, numbers: Mapping[str, Stored], holes: Holes) -> None:
        self._program = program
        self._stages = stages(program)
        self._nullability = Nullability(program, holes)
        self._names: dict[Aggregate, str] = {}
        self._writer = SqlWriter(program.month, numbers, self._nullability, self._column)
        self._gather = AggregateWriter(self._writer, self._nullability)

    def select(self, entity: Entity, rules: Iterable[str]) -> exp.Select:
        """The keys of an entity's rows and values of some of its rules (see ``rule_column``)."""
        wanted = tuple(rules)
        demand = Demand(self._program, self._stages, entity, wanted)
        columns = [exp.column(name) for name in (*KEYS[entity], *map(rule_column, wanted))]
        query = exp.select(*columns, copy=False).from_(demand.final, copy=False)
        for relation in demand.relations:
            for name, cte in self._ctes(relation, demand):
                query = query.with_(name, as_=cte, copy=False)
        return query

    def _ctes(self, relation: Relation, demand: Demand) -> list[tuple[str, exp.Select]]:
        """A relation, preceded by the aggregates that it joins."""
        found = []
        over = {each.over for each in relation.aggregates}
        for below in sorted(over):
            gathered = [each for each in relation.aggregates if each.over is below]
            found.append(
                (_gathered_name(relation), self._gathered(relation, below, gathered, demand))
            )
        found.append((relation.name, self._relation(relation, demand)))
        return found

    def _gathered(
        self, relation: Relation, below: Entity, aggregates: list[Aggregate], demand: Demand
    ) -> exp.Select:
        key = exp.column(_JOIN[relation.stage.entity])
        columns: list[exp.Expr] = [key]
        for each in dict.fromkeys(aggregates):
            name = self._names.setdefault(each, f"gathered_{len(self._names)}")
            columns.append(exp.alias_(self._gather.write(each), name, copy=False))
        source = demand.source(below, relation.stage.level)
        return (
            exp.select(*columns, copy=False)
            .from_(source, copy=False)
            .group_by(key.copy(), copy=False)
        )

    def _relation(self, relation: Relation, demand: Demand) -> exp.Select:
        """The stage's rows, one nested query a layer, each handing on only what is needed."""
        entity = relation.stage.entity
        keys = list(KEYS[entity])
        layers = [
            [key for key in layer if key in relation.rules] for layer in relation.stage.layers
        ]
        needed = _needed_after(relation, layers, self._reads_of)
        query = self._joined(relation, demand, needed[0])
        for layer, after in zip(layers, needed[1:], strict=True):
            new = {rule_column(key): self._program.steps[key].expression for key in layer}
            values = [
                exp.alias_(self._writer.write(expression), column, copy=False)
                for column, expression in new.items()
                if column in after
            ]
            kept = [exp.column(name) for name in (*keys, *sorted(after - new.keys()))]
            rows = query.subquery("rows", copy=False)
            query = exp.select(*kept, *values, copy=False).from_(rows, copy=False)
        return query

    def _reads_of(self, key: str) -> set[str]:
        """The columns that a rule's expression reads."""
        found = set()
        for read in reads(self._program.steps[key].expression):
            found.add(self._column(read).name)
        return found

    def _joined(self, relation: Relation, demand: Demand, needed: set[str]) -> exp.Select:
        """A stage's rows with the values that they read from above and the aggregates below."""
        entity = relation.stage.entity
        foreign = {f"up__{name}" for name in relation.from_above}
        foreign |= {self._names[each] for each in relation.aggregates}
        columns: list[exp.Expr] = [
            exp.column(name, table="own") for name in (*KEYS[entity], *sorted(needed - foreign))
        ]
        query = exp.select().from_(
            exp.alias_(exp.to_table(relation.source), "own", table=True, copy=False)
        )
        if relation.from_above:
            above = ABOVE[entity]
            key = _JOIN[above]
            source = demand.source(above, relation.stage.level)
            for name in sorted(relation.from_above):
                columns.append(exp.alias_(exp.column(name, table="up"), f"up__{name}"))
            query = query.join(
                exp.alias_(exp.to_table(source), "up", table=True, copy=False),
                on=exp.EQ(this=exp.column(key, "own"), expression=exp.column(key, "up")),
                copy=False,
            )
        if relation.aggregates:
            key = _JOIN[entity]
            for each in dict.fromkeys(relation.aggregates):
                columns.append(exp.alias_(self._gathered_column(each), self._names[each]))
            query = query.join(
                exp.alias_(exp.to_table(_gathered_name(relation)), "below", table=True, copy=False),
                on=exp.EQ(this=exp.column(key, "own"), expression=exp.column(key, "below")),
                join_type="inner" if entity is Entity.HOUSEHOLD else "left",
                copy=False,
            )
        return query.select(*columns, copy=False)

    def _gathered_column(self, aggregate: Aggregate) -> exp.Expr:
        """An aggregate's value; what it is over nobody where no row was joined."""
        column = exp.column(self._names[aggregate], table="below")
        if aggregate.over is Entity.PERSON:
            return column
        nobody = exp.Is(this=exp.column("person_no", table="below"), expression=exp.null())
        return case([(nobody, EMPTY[aggregate.gathering].copy())], column)

    def _column(self, read: FactRead | RuleRead | Aggregate) -> exp.Expr:
        if isinstance(read, Aggregate):
            return exp.column(self._names[read])
        name = read_column(read)
        return exp.column(name if read.reach is Reach.OWN else f"up__{name}")


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
