"""What the rules answer for a part of a snapshot: a row for each yes and each "cannot be decided".

The same rows from either engine, in the same order: the digest of a part says whether two runs
agree to the fen.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from minzheng.rules.batch.native_engine import NativeRun
from minzheng.rules.batch.question import PEOPLE
from minzheng.rules.batch.snapshot import Part
from minzheng.rules.facts import Entity

SCHEMA = pa.schema(
    [
        ("rule", pa.string()),
        ("household_no", pa.int64()),
        ("person_no", pa.int64()),
        ("amount", pa.int64()),
        ("undecided", pa.bool_()),
    ]
)
"""``person_no`` is nought where the household is answered, ``amount`` in fen."""

_ORDER = [(name, "ascending") for name in ("rule", "household_no", "person_no")]


def of_part(run: NativeRun, part: Part) -> pa.Table:
    """The answers for one part, by machine code."""
    answers = run.answers(part)
    return gathered((entity, answers.decided(entity)) for entity in PEOPLE)


def gathered(decided: Iterable[tuple[Entity, pa.Table]]) -> pa.Table:
    """Decided rows of households and persons as one table, in its order."""
    tables = [_as_answers(entity, rows) for entity, rows in decided]
    whole = pa.concat_tables(tables) if tables else SCHEMA.empty_table()
    return whole.sort_by(_ORDER).combine_chunks()


def by_part(whole: pa.Table, homes: Mapping[str, tuple[int, int]]) -> dict[str, pa.Table]:
    """Answers for all parts, divided: by name of the part its first and last household."""
    numbers = whole["household_no"]
    return {
        name: whole.filter(pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high)))
        for name, (low, high) in homes.items()
    }


def digest(answers: pa.Table) -> str:
    """SHA-256 of what is answered, 64 hexadecimal digits: the same for either engine."""
    text = io.BytesIO()
    # One chunk: of an empty one before others the writer makes rubbish (pyarrow 26).
    pv.write_csv(answers.combine_chunks(), text)
    return hashlib.sha256(text.getbuffer()).hexdigest()


def _as_answers(entity: Entity, rows: pa.Table) -> pa.Table:
    persons = (
        rows["person_no"] if entity is Entity.PERSON else pa.repeat(pa.scalar(0), rows.num_rows)
    )
    columns = [
        rows["benefit"],
        rows["household_no"],
        persons,
        rows["amount"],
        rows["undecided"],
    ]
    return pa.table(
        [
            pa.chunked_array([each]).cast(field.type)
            if isinstance(each, pa.Array)
            else each.cast(field.type)
            for each, field in zip(columns, SCHEMA, strict=True)
        ],
        schema=SCHEMA,
    )
