"""Whether an amount differs by changed numbers alone: today's facts give it with those of then."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.kernel.entitlements.runs.asking import ENTITIES, Asked
from minzheng.kernel.entitlements.runs.comparing import FACTS, FOUND, NUMBER
from minzheng.kernel.entitlements.runs.narrowing import narrowed
from minzheng.rules.batch.areas import NumbersByArea
from minzheng.rules.batch.duckdb_engine import DuckDbRun, Piece
from minzheng.rules.batch.question import PEOPLE
from minzheng.rules.batch.snapshot import Part
from minzheng.rules.errors import NumberRefused
from minzheng.rules.facts import Entity
from minzheng.rules.numbers.definition import Stored
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.sql.demand import rule_column

_JUDGED = """
select {columns} from concerned as c join households using (household_no)
left join then_household as h using (household_no)
left join then_person as p using (household_no, person_no)
"""


def weighed(
    run: DuckDbRun, parameters: ParameterSet, part: Part, found: pa.Table, asked: Asked
) -> pa.Table:
    """Other amounts of a part, each for the reason `number` or `facts`."""
    tables = [FOUND.empty_table()]
    changed: list[int] = []
    for then, months in _other_numbers(run, parameters, part, found):
        rows = found.filter(pc.is_in(found["since"], pa.array(months, pa.int32())))
        tables += _by_numbers(then, part, rows, asked)
        changed += months
    others = pc.is_in(found["since"], pa.array(changed, pa.int32()))
    return pa.concat_tables([*tables, _because_of_facts(found.filter(pc.invert(others)))])


def _other_numbers(
    run: DuckDbRun, parameters: ParameterSet, part: Part, found: pa.Table
) -> list[tuple[DuckDbRun, list[int]]]:
    """The same rules with the numbers of earlier months; months with the same ones together.

    Left out are months with today's numbers, and those for which a number is not known.
    """
    today = [run.areas.of(division).stored for division in part.divisions]
    kept: list[tuple[list[Mapping[str, Stored]], DuckDbRun, list[int]]] = []
    for month in sorted({each for each in found["since"].to_pylist() if each is not None}):
        then = DuckDbRun(run.snapshot, run.program, parameters)
        then.areas = NumbersByArea(parameters, replace(run.program, month=month))
        try:
            numbers = [then.areas.of(division).stored for division in part.divisions]
        except NumberRefused:
            continue
        same = next((months for known, _, months in kept if known == numbers), None)
        if same is not None:
            same.append(month)
        elif numbers != today:
            kept.append((numbers, then, [month]))
    return [(then, months) for _, then, months in kept]


def _by_numbers(then: DuckDbRun, part: Part, rows: pa.Table, asked: Asked) -> Iterator[pa.Table]:
    """Awards that stand since months of the same numbers, by those numbers."""
    groups = then.areas.shared(part.divisions)
    for shared in groups:
        piece = Piece((part,), shared, whole=len(groups) == 1)
        with narrowed(then, piece, rows) as connection:
            for entity in PEOPLE:
                text = then.question(piece).amounts(entity)
                connection.execute(f"create temp table then_{entity} as {text}")
            text = _JUDGED.format(columns=_columns(asked))
            yield connection.sql(text).to_arrow_table().cast(FOUND)


def _columns(asked: Asked) -> str:
    amounts = " ".join(
        f"when '{each.rule}' then {_amount(each.rule, ENTITIES[each.unit])}"
        for each in asked.benefits
    )
    reason = f"if(case c.benefit {amounts} end = c.now_fen, '{NUMBER}', '{FACTS}') as reason_code"
    return ", ".join(reason if name == "reason_code" else f"c.{name}" for name in FOUND.names)


def _amount(rule: str, entity: Entity) -> str:
    return f"{'h' if entity is Entity.HOUSEHOLD else 'p'}.{rule_column(rule)}"


def _because_of_facts(rows: pa.Table) -> pa.Table:
    reasons = pa.repeat(pa.scalar(FACTS), rows.num_rows)
    return rows.set_column(FOUND.names.index("reason_code"), "reason_code", reasons).cast(FOUND)
