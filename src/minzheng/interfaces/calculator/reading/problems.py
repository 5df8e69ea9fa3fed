"""What is wrong with an input: collected, never raised, so that every mistake is shown at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from minzheng.base.errors import MinzhengError
from minzheng.rules.facts import Entity

SHEET_TITLES: Mapping[Entity, str] = {
    Entity.HOUSEHOLD: "家庭",
    Entity.PERSON: "人员",
    Entity.SUPPORTER: "义务人",
}
"""The Chinese name of each table, as the template calls its sheets."""


class UnreadableInput(MinzhengError):
    """There is nothing to read: no such file, a kind of file that we do not know, a password."""


class Severity(StrEnum):
    """Whether a problem forbids the evaluation or only calls for a look."""

    ERROR = "错误"
    WARNING = "提醒"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake, where it stands and how to mend it.

    ``row`` is the number that Excel shows beside the row (0: the sheet as a whole); in Parquet it
    is the number of the record, from 1.  ``column`` is the title of the column ("" when the row as
    a whole is meant).
    """

    severity: Severity
    entity: Entity
    sheet: str
    row: int
    column: str
    value: str
    wrong: str
    remedy: str

    @property
    def is_remark(self) -> bool:
        """Whether it only tells of a table as a whole: there is no row to mend."""
        return self.severity is Severity.WARNING and not self.row

    @property
    def place(self) -> str:
        """Where, in words: ``人员 第3行 “出生日期”``."""
        row = f" 第{self.row}行" if self.row else ""
        column = f" “{self.column}”" if self.column else ""
        return f"{self.sheet}{row}{column}"

    @property
    def message(self) -> str:
        """One Chinese sentence with everything in it."""
        value = f"（填写的是“{self.value}”）" if self.value else ""
        return f"{self.place}：{self.wrong}{value}。{self.remedy}"


class ProblemLog:
    """Collects the problems of one input.

    All errors are counted and their rows remembered; at most ``keep`` errors and as many warnings
    are kept in words, because a column misread in a million rows would otherwise fill the memory.
    """

    def __init__(self, keep: int = 20_000) -> None:
        self._keep = keep
        self._kept: dict[Severity, list[Problem]] = {severity: [] for severity in Severity}
        self._count: Counter[Severity] = Counter()
        self.bad_rows: dict[Entity, dict[int, str]] = {entity: {} for entity in Entity}
        """Rows with an error, with what is wrong in the first of them."""
        self.broken = False
        """Whether a table as a whole cannot be trusted: leaving out households does not help."""

    def add(self, problem: Problem) -> None:
        """Remember one problem; an error without a row breaks the whole table."""
        self._count[problem.severity] += 1
        kept = self._kept[problem.severity]
        if len(kept) < self._keep:
            kept.append(problem)
        if problem.severity is Severity.ERROR:
            if problem.row:
                self.bad_rows[problem.entity].setdefault(problem.row, problem.wrong)
            else:
                self.broken = True

    @property
    def errors(self) -> int:
        """How many errors there are in all."""
        return self._count[Severity.ERROR]

    @property
    def hidden(self) -> int:
        """How many problems are counted and not kept."""
        return self._count.total() - sum(map(len, self._kept.values()))

    def sorted(self) -> tuple[Problem, ...]:
        """What was kept, by sheet and row, errors before warnings of the same row."""
        order = {entity: number for number, entity in enumerate(Entity)}

        def place(problem: Problem) -> tuple[int, int, bool]:
            return order[problem.entity], problem.row, problem.severity is Severity.WARNING

        return tuple(sorted(chain.from_iterable(self._kept.values()), key=place))


class CellFault(Exception):
    """A cell that cannot be read: what is wrong, and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong, remedy)
        self.wrong = wrong
        self.remedy = remedy
