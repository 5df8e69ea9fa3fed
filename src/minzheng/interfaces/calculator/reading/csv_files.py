"""Reading one CSV file in the encodings that Chinese offices produce."""

import codecs
import csv
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from minzheng.interfaces.calculator.reading.headers import SEARCHED_ROWS, find_header_row
from minzheng.interfaces.calculator.reading.tables import Batch, RawTable, RowFault, SourceFault
from minzheng.rules.facts import Entity, Vocabulary

_BLOCK = 8 << 20
_ENCODINGS = ("utf-8-sig", "gb18030")


def open_csv(path: Path, entity: Entity, vocabulary: Vocabulary) -> RawTable | SourceFault:
    """One table from a CSV file, or why it cannot be read."""
    encoding = _encoding(path)
    if encoding is None:
        wrong = "文件的编码既不是UTF-8也不是GB18030"
        return SourceFault(entity, path.name, wrong, "请在Excel里另存为“CSV UTF-8”")
    with path.open(encoding=encoding, newline="") as lines:
        delimiter = _delimiter(lines.readline())
        lines.seek(0)
        top = _top(csv.reader(lines, delimiter=delimiter))
    header = find_header_row(top, vocabulary, entity)
    if header is None:
        wrong = f"前{SEARCHED_ROWS}行里没有找到列标题"
        return SourceFault(entity, path.name, wrong, "请从模板复制列标题作为第一行")
    titles = tuple(top[header])

    def batches() -> Iterator[Batch]:
        return _Rows(path, encoding, delimiter, header + 1, len(titles)).batches()

    return RawTable(entity, path.name, titles, batches)


def _top(rows: Iterator[list[str]]) -> list[list[str]]:
    """The first rows, up to one that is not CSV at all."""
    found: list[list[str]] = []
    with suppress(csv.Error):
        for row in islice(rows, SEARCHED_ROWS):
            found.append(row)
    return found


def _encoding(path: Path) -> str | None:
    """The first encoding in which the whole file can be read."""
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _delimiter(line: str) -> str:
    return max(",\t;", key=line.count)


class _Rows:
    """Streams the rows below the titles, with the numbers that a spreadsheet shows."""

    def __init__(self, path: Path, encoding: str, delimiter: str, skipped: int, width: int) -> None:
        self._path = path
        self._encoding = encoding.removesuffix("-sig")
        self._delimiter = delimiter
        self._skipped = skipped
        self._names = [str(position) for position in range(width)]
        self._left_out: set[int] = set()
        self._faults: list[RowFault] = []

    def batches(self) -> Iterator[Batch]:
        row = self._skipped + 1
        for batch in self._open():
            numbers: list[int] = []
            while len(numbers) < batch.num_rows:
                if row not in self._left_out:
                    numbers.append(row)
                row += 1
            faults, self._faults = tuple(self._faults), []
            yield Batch(pa.array(numbers, pa.int64()), tuple(batch.columns), faults)
        if self._faults:
            nothing = tuple(pa.array([], pa.string()) for _ in self._names)
            yield Batch(pa.array([], pa.int64()), nothing, tuple(self._faults))

    def _open(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from arrow_csv.open_csv(
                self._path,
                # One thread: only then does Arrow number the rows that it cannot read.
                read_options=arrow_csv.ReadOptions(
                    use_threads=False,
                    block_size=_BLOCK,
                    encoding=self._encoding,
                    skip_rows=self._skipped,
                    column_names=self._names,
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=self._refuse,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(self._names, pa.string()),
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid:
            # A file that ends below its titles is an empty table; so is one that Arrow gives up on,
            # which then must not pass in silence.
            if self._has_rows():
                wrong, remedy = "文件从这里起无法按CSV读取", "请检查引号是否成对，或改用xlsx"
                self._faults.append(RowFault(self._skipped + 1, "", wrong, remedy))

    def _has_rows(self) -> bool:
        with self._path.open(encoding=self._encoding, newline="") as lines:
            return any(line.strip() for line in islice(lines, self._skipped, None))

    def _refuse(self, row: arrow_csv.InvalidRow) -> str:
        self._left_out.add(row.number)
        if row.text.strip(f' \t\r\n"{self._delimiter}'):
            wrong = f"这一行有{row.actual_columns}格，列标题有{row.expected_columns}格"
            remedy = "请检查多余或缺少的逗号；内容里有逗号的要加英文双引号"
            self._faults.append(RowFault(row.number, row.text[:80], wrong, remedy))
        return "skip"
