"""The reasons for one value: a tree of named values, facts and numbers, in the order of the law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What came of a condition."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


# Read through the class they cost as much as a call.
MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN

VERDICTS: Mapping[int | None, Verdict] = {True: MET, False: UNMET, None: UNKNOWN}
"""By truth value."""

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
        return iter(["  " * indent + text for indent, text in self.indented(depth, deepest)])

    def indented(self, depth: int = 0, deepest: int = 99, who: str = "") -> list[tuple[int, str]]:
        """The lines, each with its depth; a name is written where it changes."""
        found: list[tuple[int, str]] = []
        self._indent(found, depth, deepest, who)
        return found

    def _indent(self, found: list[tuple[int, str]], depth: int, deepest: int, told: str) -> None:
        who = self.who or told
        title = self.title if who == told else f"{who}: {self.title}"
        law = f"（{self.law}）" if self.law else ""
        if self.verdict is not None:
            found.append((depth, f"{_MARKS[self.verdict]} {title}{law}"))
        else:
            value = "不符合条件" if self.outcome and self.refused else self.value
            found.append((depth, f"{title}: {value}{law}"))
        if self.missing:
            found.append((depth + 1, f"还缺: {self.missing}"))
        formula = self.formula
        if formula and not self.outcome:
            found.append((depth + 2, formula))
            formula = ""
        for reason in self.reasons if depth < deepest else ():
            if formula and reason.verdict is None:
                found.append((depth + 1, f"算法: {formula}"))
                formula = ""
            reason._indent(found, depth + 1, deepest, who)
        if formula:
            found.append((depth + 1, f"算法: {formula}"))

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
