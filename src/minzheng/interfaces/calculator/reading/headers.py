"""Which column of a sheet is which key or fact; what is missing, doubled, misspelt or unused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from minzheng.base.typed_text import to_half_width
from minzheng.interfaces.calculator.reading.contacts import CONTACT_COLUMNS
from minzheng.interfaces.calculator.reading.keys import KEY_COLUMNS, Key
from minzheng.interfaces.calculator.reading.problems import CellFault
from minzheng.rules.facts import Entity, Fact, Vocabulary

SEARCHED_ROWS = 20
"""How many rows from the top may hold the column titles (a title and notes may come first)."""

_MISSPELT = 0.75
"""A title this like that of a known column is a slip; 序号 is less like 成员序号."""

_RENAME = "是否应为“{}”？请按模板改正列标题；不需要的列请删除"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was recognised: where it stands and what it holds."""

    position: int
    holds: Key | Fact

    @property
    def name(self) -> str:
        """The English name, as in the snapshot."""
        return self.holds.name

    @property
    def title(self) -> str:
        """The Chinese title, as in messages."""
        return self.holds.title


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one table, those without a title, and what is wrong: (title, fault).

    ``unused`` are the positions of titles that nothing here knows, such as 备注.
    """

    columns: tuple[Column, ...]
    untitled: tuple[int, ...]
    unused: tuple[int, ...]
    faults: tuple[tuple[str, CellFault], ...]


def known_columns(vocabulary: Vocabulary, entity: Entity) -> tuple[Key | Fact, ...]:
    """Every column that a table may have, in the order of the template."""
    contacts = CONTACT_COLUMNS if entity is Entity.PERSON else ()
    return (*KEY_COLUMNS[entity], *vocabulary.of(entity).values(), *contacts)


def find_header_row(
    rows: Sequence[Sequence[str]], vocabulary: Vocabulary, entity: Entity
) -> int | None:
    """The index of the row that most looks like column titles, or ``None`` when none does."""
    spellings = _spellings(vocabulary, entity)
    best, most = None, 0
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        matched = sum(_normal(cell) in spellings for cell in row)
        if matched > most:
            best, most = index, matched
    return best


def match_header(titles: Sequence[str], vocabulary: Vocabulary, entity: Entity) -> Header:
    """Recognise each title, Chinese or English, in any order."""
    spellings = _spellings(vocabulary, entity)
    columns: dict[str, Column] = {}
    untitled: list[int] = []
    unused: list[int] = []
    faults: list[tuple[str, CellFault]] = []
    for position, title in enumerate(titles):
        holds = spellings.get(_normal(title))
        if not _normal(title):
            untitled.append(position)
        elif holds is None:
            meant = _meant(title, spellings)
            if meant is None:
                unused.append(position)
            else:
                faults.append((title, CellFault("没有这样的列", _RENAME.format(meant.title))))
        elif holds.name in columns:
            faults.append((title, CellFault("这一列出现了两次", "请只保留一列")))
        else:
            columns[holds.name] = Column(position, holds)
    faults.extend(_missing(columns, entity))
    return Header(tuple(columns.values()), tuple(untitled), tuple(unused), tuple(faults))


def _missing(columns: Mapping[str, Column], entity: Entity) -> Iterator[tuple[str, CellFault]]:
    for key in KEY_COLUMNS[entity]:
        if key.column_required and key.name not in columns:
            yield key.title, CellFault("缺少这一列", "请补上该列，或从模板复制列标题")


def _meant(title: str, spellings: Mapping[str, Key | Fact]) -> Key | Fact | None:
    """The column that a title nearly names, its unit aside."""
    bare = {_without_unit(spelling): holds for spelling, holds in spellings.items()}
    near = get_close_matches(_without_unit(_normal(title)), bare, n=1, cutoff=_MISSPELT)
    return bare[near[0]] if near else None


def _without_unit(spelling: str) -> str:
    return spelling.partition("(")[0] or spelling


def _spellings(vocabulary: Vocabulary, entity: Entity) -> dict[str, Key | Fact]:
    return {
        spelling: holds
        for holds in known_columns(vocabulary, entity)
        for spelling in (_normal(holds.title), _normal(holds.name))
    }


def _normal(title: str) -> str:
    return to_half_width(title).lower()
