"""Statements of many subjects at once, made columns: what `facts.values` does for one, set-wise.

Statements come as lines of JSON, the one that prevails last. Each is laid over those before it,
column by column, so that a million persons cost seconds.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from minzheng.catalogue.facts import VOCABULARY
from minzheng.rules.batch.snapshot import arrow_type
from minzheng.rules.facts import Entity, Fact

SUBJECT = "_no"
"""The name under which a line says whose statement it is; no fact begins with an underscore."""

_UNKNOWN = -1
"""Stands for a stated null, which is not the same as a fact that is not stated; no fact is below
nought."""

_WORDS = ((b": null", b": -1"), (b": true", b": 1"), (b": false", b": 0"))
_BLOCK = 1 << 23

Numbers = npt.NDArray[np.int64]


def resolved(
    entity: Entity,
    lines: bytes,
    *,
    first: int,
    count: int,
    otherwise: Mapping[str, Numbers] | None = None,
) -> Mapping[str, pa.Array]:
    """The facts of `count` subjects numbered from `first`; those that nobody states are left out.

    Left out because a column that a snapshot lacks means what empty cells mean. `otherwise` holds
    what the file says of a fact where no statement does.
    """
    facts = VOCABULARY.of(entity)
    known = otherwise or {}
    table = _read(lines, facts)
    subjects = table[SUBJECT].to_numpy() - first
    return {
        name: _column(fact, table[name], subjects, known.get(name, _blank(fact, count)))
        for name, fact in facts.items()
        if name in known or table[name].null_count < table.num_rows
    }


def _read(lines: bytes, facts: Mapping[str, Fact]) -> pa.Table:
    """One column per fact, of numbers: null where a statement says nothing."""
    schema = pa.schema([(name, pa.int64()) for name in (SUBJECT, *facts)])
    if not lines:
        return schema.empty_table()
    for word, number in _WORDS:
        lines = lines.replace(word, number)
    return pj.read_json(
        pa.BufferReader(lines),
        read_options=pj.ReadOptions(block_size=_BLOCK),
        parse_options=pj.ParseOptions(
            explicit_schema=schema, newlines_in_values=False, unexpected_field_behavior="ignore"
        ),
    )


def _blank(fact: Fact, count: int) -> Numbers:
    return np.full(count, _UNKNOWN if fact.blank is None else int(fact.blank))


def _column(fact: Fact, stated: pa.ChunkedArray, subjects: Numbers, values: Numbers) -> pa.Array:
    """A fact of every subject. Where one is stated twice, the later line stays."""
    says = pc.is_valid(stated).to_numpy()
    values[subjects[says]] = stated.drop_null().to_numpy()
    return pa.array(values, pa.int64(), mask=values == _UNKNOWN).cast(arrow_type(fact))
