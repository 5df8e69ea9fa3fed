"""The reasons for one value: a tree of named values, facts and numbers, in the order of the law."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What came of a condition."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: int | None) -> "Verdict":
        """From a truth value."""
        if value is None:
            return cls.UNKNOWN
        return cls.MET if value else cls.UNMET


_MARKS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNKNOWN: "？"}


@dataclass(slots=True)
class Reason:
    """One named value.

    ``who`` is the member it is about, "" for the household; ``verdict`` is set for conditions;
    ``formula`` shows with its figures how the value came about; ``law`` is document and article.
    """

    title: str
    value: str
    law: str
    key: str = ""
    who: str = ""
    verdict: Verdict | None = None
    formula: str = ""
    reasons: list["Reason"] = field(default_factory=list)

    def lines(self, depth: int = 0, deepest: int = 99) -> Iterator[str]:
        """The tree as indented text, down to a depth."""
        yield "  " * depth + self._line()
        if self.formula:
            yield "  " * depth + f"    {self.formula}"
        if depth < deepest:
            for reason in self.reasons:
                yield from reason.lines(depth + 1, deepest)

    def _line(self) -> str:
        law = f"（{self.law}）" if self.law else ""
        title = f"{self.who}: {self.title}" if self.who else self.title
        if self.verdict is not None:
            return f"{_MARKS[self.verdict]} {title}{law}"
        return f"{title}: {self.value}{law}"

    def as_json(self) -> dict[str, Any]:
        """The tree as plain values."""
        found: dict[str, Any] = {"title": self.title, "value": self.value, "law": self.law}
        if self.key:
            found["key"] = self.key
        if self.who:
            found["who"] = self.who
        if self.verdict is not None:
            found["verdict"] = str(self.verdict)
        if self.formula:
            found["formula"] = self.formula
        if self.reasons:
            found["reasons"] = [reason.as_json() for reason in self.reasons]
        return found
