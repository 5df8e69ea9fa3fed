"""Why something is no longer due, or cannot be decided: the first condition that says so.

Asked only for the households concerned, of the program that also answers every condition.
"""

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from minzheng.kernel.entitlements.runs.asking import Asked
from minzheng.kernel.entitlements.runs.comparing import FOUND
from minzheng.kernel.entitlements.runs.narrowing import narrowed
from minzheng.rules.batch.duckdb_engine import DuckDbRun, Piece
from minzheng.rules.batch.question import PEOPLE
from minzheng.rules.batch.snapshot import Part
from minzheng.rules.facts import Entity
from minzheng.rules.sql.demand import rule_column
from minzheng.rules.tree import RuleRead

_SAYS_NO, _DOES_NOT_KNOW = "is false", "is null"
_DECIDING = {"lapsed": _SAYS_NO, "undecided": _DOES_NOT_KNOW}

_REASONED = """
select {columns} from concerned as c join households using (household_no)
join ground_household as h using (household_no)
left join ground_person as p using (household_no, person_no)
where c.benefit = '{benefit}'
"""


def reasoned(run: DuckDbRun, part: Part, found: pa.Table, asked: Asked) -> pa.Table:
    """Of a part what is no longer due or undecided, with reasons. `run` answers `asked.grounds`."""
    tables = [FOUND.empty_table()]
    groups = run.areas.shared(part.divisions) if found.num_rows else []
    for shared in groups:
        piece = Piece((part,), shared, whole=len(groups) == 1)
        with narrowed(run, piece, found) as connection:
            tables += _with_reasons(connection, run, piece, asked)
    return pa.concat_tables([each.cast(FOUND) for each in tables])


def _with_reasons(
    connection: duckdb.DuckDBPyConnection, run: DuckDbRun, piece: Piece, asked: Asked
) -> Iterable[pa.Table]:
    grounds = [each for found in asked.conditions.values() for each in found]
    for entity in PEOPLE:
        rules = sorted({each.key for each in grounds if each.entity is entity})
        text = run.question(piece).values(entity, rules)
        connection.execute(f"create temp table ground_{entity} as {text}")
    for benefit, conditions in asked.conditions.items():
        columns = ", ".join(
            _reason(benefit, conditions) if name == "reason_code" else f"c.{name}"
            for name in FOUND.names
        )
        text = _REASONED.format(columns=columns, benefit=benefit)
        yield connection.sql(text).to_arrow_table()


def _reason(benefit: str, conditions: Sequence[RuleRead]) -> str:
    """The deciding condition, or the benefit itself where all are met and nothing is left."""
    branches = "".join(
        f" when c.kind = '{kind}' and {_column(each)} {decides} then '{each.key}'"
        for kind, decides in _DECIDING.items()
        for each in conditions
    )
    return f"case{branches} else '{benefit}' end as reason_code"


def _column(condition: RuleRead) -> str:
    table = "h" if condition.entity is Entity.HOUSEHOLD else "p"
    return f"{table}.{rule_column(condition.key)}"
