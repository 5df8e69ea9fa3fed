"""A letter (文书) as its parts: one model, from which PDF, Word and pictures are made alike."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

_DIGITS = "〇一二三四五六七八九"
_TEN = "十"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its first line is indented by two characters unless it is `flush`."""

    text: str
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading such as 一、决定."""

    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence that the reader looks for first; it stands out."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Numbered items."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by title, rows of text; `widths` are shares of the line, even when left out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Paragraph | Heading | Verdict | Listed | Table
_BLOCKS: Mapping[str, type[Block]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "verdict": Verdict,
    "listed": Listed,
    "table": Table,
}
_NAMES = {kind: name for name, kind in _BLOCKS.items()}


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter.

    `office` stands in red above it, `number` is 文号, `signed` the office beneath the text,
    `copies` the line of who else receives it, `remarks` small print beneath that.
    """

    office: str
    title: str
    number: str
    addressee: str
    blocks: tuple[Block, ...]
    signed: str
    dated: date
    copies: str = ""
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the template and for keeping."""
        found = asdict(self) | {"dated": self.dated.isoformat()}
        found["blocks"] = [{"kind": _NAMES[type(each)], **asdict(each)} for each in self.blocks]
        return found

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Letter":
        """What `as_json` kept."""
        return cls(
            **{
                **kept,
                "blocks": tuple(_block(each) for each in kept["blocks"]),
                "dated": date.fromisoformat(kept["dated"]),
                "remarks": tuple(kept["remarks"]),
            }
        )

    def text(self) -> str:
        """Every word, line by line: for searching and for tests."""
        lines = [self.office, self.title, self.number, self.addressee]
        for each in self.blocks:
            lines += _lines(each)
        lines += [self.signed, written_date(self.dated), self.copies, *self.remarks]
        return "\n".join(line for line in lines if line)


def written_date(day: date) -> str:
    """二〇二六年十一月二十二日: digit by digit the year, as numbers the rest."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals, as headings are counted."""
    return _number(number)


def _number(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else (_DIGITS[tens] if tens > 1 else "") + _TEN
    return head + (_DIGITS[ones] if ones else "")


def _block(kept: Mapping[str, Any]) -> Block:
    values: dict[str, Any] = {
        name: value if isinstance(value, str | bool) else _tuples(value)
        for name, value in kept.items()
        if name != "kind"
    }
    return _BLOCKS[kept["kind"]](**values)


def _tuples(value: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in value)


def _lines(block: Block) -> list[str]:
    if isinstance(block, Listed):
        return list(block.items)
    if isinstance(block, Table):
        return ["　".join(block.columns), *("　".join(row) for row in block.rows)]
    return [block.text]
