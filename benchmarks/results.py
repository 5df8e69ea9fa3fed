"""Results with their targets: one table on the screen, one JSON file for every suite together."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

AT_LEAST, AT_MOST, EQUAL, FOR_COMPARISON = ">=", "<=", "==", ""
PLACES = 4


@dataclass(frozen=True, slots=True)
class Target:
    """What a result must reach; ``FOR_COMPARISON`` asks for nothing."""

    key: str
    unit: str
    sense: str
    value: float = 0

    def met(self, value: float) -> bool:
        """Whether a value reaches it."""
        if self.sense == AT_LEAST:
            return value >= self.value
        if self.sense == AT_MOST:
            return value <= self.value
        return self.sense == FOR_COMPARISON or value == self.value

    @property
    def text(self) -> str:
        """``<= 1.3``, or nothing."""
        return f"{self.sense} {self.value:g}" if self.sense else ""


@dataclass(frozen=True, slots=True)
class Result:
    """A measured value; ``note`` says how it came about where the number alone does not."""

    target: Target
    value: float
    note: str = ""

    @property
    def ok(self) -> bool:
        """Whether the target was met."""
        return self.target.met(self.value)


def save(results: Iterable[Result], path: Path) -> None:
    """Merge the results into the file; keys of other suites and of parts not run are kept."""
    merged = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for each in results:
        merged[each.target.key] = {
            "value": round(each.value, PLACES),
            "unit": each.target.unit,
            "target": each.target.text,
            "ok": each.ok,
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(sorted(merged.items())), indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", "utf-8")


def show(results: Sequence[Result], skipped: Iterable[str], console: Console) -> None:
    """The table, and what this run left out."""
    table = Table("key", "value", "unit", "target", "ok")
    for each in results:
        mark = "yes" if each.ok else "[red]NO[/red]"
        value = f"{each.value:,.3f}".rstrip("0").rstrip(".")
        cells = (each.target.key, value, each.target.unit, each.target.text or "-")
        table.add_row(*cells, mark if each.target.sense else "-")
    console.print(table)
    for each in results:
        if each.note:
            console.print(f"{each.target.key}: {each.note}", markup=False)
    for line in skipped:
        console.print(f"[yellow]not measured:[/yellow] {line}")
