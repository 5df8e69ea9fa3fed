"""A column of cells -> a column of stored values, fast: each distinct text is read only once.

Amounts, the one kind with few repeats, take a vectorised path; what does not fit it, and every
other kind, goes through ``parse_cell`` once per distinct text; answers are kept between batches.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.interfaces.calculator.reading.cells import parse_cell
from minzheng.interfaces.calculator.reading.problems import CellFault
from minzheng.rules.batch.snapshot import arrow_type
from minzheng.rules.facts import Fact
from minzheng.rules.units import Kind

_PLAIN_AMOUNT = r"^-?[0-9]{1,9}(\.[0-9]{1,2})?$"
_REMEMBERED = 200_000
_LARGEST_EXACT = 10**15
"""Excel keeps 15 digits; from here on a number has lost some."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell of a batch that could not be read."""

    index: int
    text: str
    fault: CellFault


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """The values of one batch of a column (null where a cell is bad), and the bad cells."""

    values: pa.Array
    bad: tuple[BadCell, ...]


class ColumnReader:
    """Reads the batches of one column.

    ``parse`` is called with a text that is not null; ``plain`` may answer many texts at once (null
    for those that it leaves to ``parse``).
    """

    def __init__(
        self,
        parse: Callable[[str], int | str | None],
        stored: pa.DataType,
        blank: int | str | None = None,
        plain: Callable[[pa.Array], pa.Array] | None = None,
    ) -> None:
        self._parse = parse
        self._stored = stored
        self._blank = blank
        self._plain = plain
        self._known: dict[str, int | str | CellFault | None] = {}

    def read(self, column: pa.Array) -> ReadColumn:
        """The stored values of a batch of cells of any type."""
        encoded = column.dictionary_encode()
        texts = as_texts(encoded.dictionary)
        values, faults = self._distinct(texts)
        found = values.take(encoded.indices)
        if self._blank is not None and encoded.indices.null_count:
            blank = pa.scalar(self._blank, self._stored)
            found = pc.if_else(encoded.indices.is_null(), blank, found)
        return ReadColumn(found, tuple(_bad_cells(encoded.indices, texts, faults)))

    def _distinct(self, texts: pa.Array) -> tuple[pa.Array, dict[int, CellFault]]:
        plain = self._plain(texts) if self._plain else pa.nulls(len(texts), self._stored)
        if not plain.null_count:
            return plain, {}
        faults: dict[int, CellFault] = {}
        left = plain.is_null()
        positions = pc.indices_nonzero(left)
        read: list[int | str | None] = []
        for position, text in zip(
            positions.to_pylist(), texts.take(positions).to_pylist(), strict=True
        ):
            answer = self._answer(text)
            if isinstance(answer, CellFault):
                faults[position] = answer
                answer = None
            read.append(answer)
        return pc.replace_with_mask(plain, left, _stored(read, self._stored)), faults

    def _answer(self, text: str) -> int | str | CellFault | None:
        if text in self._known:
            return self._known[text]
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        answer: int | str | CellFault | None
        try:
            answer = self._parse(text)
        except CellFault as fault:
            answer = fault
        self._known[text] = answer
        return answer


def fact_reader(fact: Fact) -> ColumnReader:
    """The reader of one fact's column."""
    stored = arrow_type(fact)
    blank = None if fact.blank is None else _stored([fact.blank], stored)[0].as_py()
    plain = _plain_amounts(fact) if fact.unit.kind is Kind.MONEY else None
    return ColumnReader(lambda text: parse_cell(fact, text), stored, blank, plain)


def as_texts(cells: pa.Array) -> pa.Array:
    """Cells of any type as the text that Excel would show."""
    kind = cells.type
    if pa.types.is_boolean(kind):
        return pc.if_else(cells, "是", "否")
    if pa.types.is_floating(kind):
        return pa.array([number_text(cell) for cell in cells.to_pylist()], pa.string())
    try:
        return cells.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([None if c is None else str(c) for c in cells.to_pylist()], pa.string())


def number_text(number: float | None) -> str | None:
    """A number with the 15 digits that Excel keeps; beyond them in the form 3.2E+17."""
    if number is None or number != number:
        return None
    text = f"{number:.15g}"
    if abs(number) >= _LARGEST_EXACT:
        return text if "e" in text or "n" in text else f"{number:.14e}"
    return f"{Decimal(text):f}" if "e" in text else text


def _stored(values: list[int | str | None], stored: pa.DataType) -> pa.Array:
    if pa.types.is_boolean(stored):
        return pa.array([None if value is None else bool(value) for value in values], stored)
    return pa.array(values, stored)


def _plain_amounts(fact: Fact) -> Callable[[pa.Array], pa.Array]:
    low, high = fact.bounds()

    def read(texts: pa.Array) -> pa.Array:
        nothing = pa.scalar(None, pa.string())
        plain = pc.if_else(pc.match_substring_regex(texts, _PLAIN_AMOUNT), texts, nothing)
        yuan = plain.cast(pa.decimal128(18, 2))
        fen = pc.multiply(yuan, pa.scalar(100, pa.decimal128(3, 0))).cast(pa.int64())
        within = pc.and_(pc.greater_equal(fen, low), pc.less_equal(fen, high))
        return pc.if_else(within, fen, pa.scalar(None, pa.int64()))

    return read


def _bad_cells(
    indices: pa.Array, texts: pa.Array, faults: dict[int, CellFault]
) -> Iterator[BadCell]:
    if not faults:
        return
    hit = pc.is_in(indices, value_set=pa.array(list(faults), indices.type))
    for index in pc.indices_nonzero(hit).to_pylist():
        position = indices[index].as_py()
        yield BadCell(index, texts[position].as_py(), faults[position])
