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
            return UNKNOWN
        return MET if value else UNMET


# Read through the class they cost as much as a call.
MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN

_MARKS = {MET: "✓", UNMET: "✗", UNKNOWN: "？"}


@dataclass(slots=True)
class Reason:
    """One named value.

    ``who`` is the member it is about, "" for the household; ``verdict`` is set for conditions;
    ``formula`` shows with its figures how the value came about; ``law`` is the document and
    article; ``outcome`` is what was asked for, whose conditions stand before its formula;
    ``missing`` is what would decide it.
    """

    title: str
    value: str
    law: str
    key: str = ""
    who: str = ""
    verdict: Verdict | None = None
    formula: str = ""
    reasons: list["Reason"] = field(default_factory=list)
    outcome: bool = False
    missing: str = ""

    @property
    def refused(self) -> bool:
        """Whether a condition of the outcome is not met."""
        return self.outcome and any(each.verdict is UNMET for each in self.reasons)

    def lines(self, depth: int = 0, deepest: int = 99) -> Iterator[str]:
        """The tree as indented text, down to a depth."""
        for indent, text in self.indented(depth, deepest):
            yield "  " * indent + text

    def indented(self, depth: int = 0, deepest: int = 99, who: str = "") -> list[tuple[int, str]]:
        """The lines, each with its depth; a name is written where it changes."""
        found = [(depth, self._line(who))]
        if self.missing:
            found.append((depth + 1, f"还缺: {self.missing}"))
        formula = [(depth + 2, self.formula)] if self.formula else []
        if not self.outcome:
            found += formula
        elif self.formula:
            formula = [(depth + 1, f"算法: {self.formula}")]
        for reason in self.reasons if depth < deepest else ():
            if self.outcome and formula and reason.verdict is None:
                found += formula
                formula = []
            found += reason.indented(depth + 1, deepest, self.who or who)
        return found + formula if self.outcome else found

    def _line(self, told: str) -> str:
        law = f"（{self.law}）" if self.law else ""
        title = f"{self.who}: {self.title}" if self.who and self.who != told else self.title
        if self.verdict is not None:
            return f"{_MARKS[self.verdict]} {title}{law}"
        return f"{title}: {'不符合条件' if self.refused else self.value}{law}"

    def as_json(self) -> dict[str, Any]:
        """The tree as plain values."""
        found: dict[str, Any] = {"title": self.title, "value": self.value, "law": self.law}
        if self.key:
            found["key"] = self.key
        if self.who:
            found["who"] = self.who
        if self.verdict is not None:
            found["verdict"] = str(self.verdict)
        if self.missing:
            found["missing"] = self.missing
        if self.formula:
            found["formula"] = self.formula
        if self.reasons:
            found["reasons"] = [reason.as_json() for reason in self.reasons]
        return found
