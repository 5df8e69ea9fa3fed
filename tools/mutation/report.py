"""What a run of mutants says: the score, by line, and the survivors."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.mutation.equivalents import Name
from tools.mutation.mutants import Mutant
from tools.mutation.trial import Verdict

TARGET = 95
"""Per cent of the mutants that examples must notice."""


class Report:
    """Counts of a run; equivalent mutants count neither as killed nor as survived."""

    def __init__(
        self,
        verdicts: Sequence[tuple[Mutant, Verdict]],
        equivalents: Mapping[Name, str],
        seconds: float,
    ) -> None:
        self._verdicts = verdicts
        self._equivalents = equivalents
        self._seconds = seconds

    def survivors(self) -> list[Mutant]:
        """The mutants that no example noticed, without those known to be equivalent."""
        return [
            mutant
            for mutant, verdict in self._verdicts
            if verdict is Verdict.SURVIVED and mutant.name not in self._equivalents
        ]

    def mistaken(self) -> list[Mutant]:
        """Mutants listed as equivalent that an example does notice."""
        return [
            mutant
            for mutant, verdict in self._verdicts
            if verdict is Verdict.KILLED and mutant.name in self._equivalents
        ]

    def figures(self) -> dict[str, Any]:
        """All counts, as ``--json`` prints them."""
        slugs = sorted({mutant.line for mutant, _ in self._verdicts})
        return {
            **self._counts(self._verdicts),
            "rules": self._counts([each for each in self._verdicts if not each[0].definition]),
            "numbers": self._counts([each for each in self._verdicts if each[0].definition]),
            "lines": {
                slug: self._counts([each for each in self._verdicts if each[0].line == slug])
                for slug in slugs
            },
            "seconds": round(self._seconds, 1),
        }

    def lines(self, *, survivors: bool) -> Iterator[str]:
        """The report for a person."""
        figures = self.figures()
        parts = [(name, figures[name]) for name in ("rules", "numbers")]
        for name, counts in [*figures["lines"].items(), *parts, ("all", figures)]:
            yield (
                f"{name:24} {counts['score']:6.2f} %  killed {counts['killed']:5}"
                f"  survived {counts['survived']:4}  refused {counts['refused']:4}"
                f"  equivalent {counts['equivalent']:3}"
            )
        yield f"{self._seconds:.0f} s; the target is {TARGET} %"
        if survivors:
            yield from (str(each) for each in self.survivors())
        yield from (f"listed as equivalent, but noticed: {each}" for each in self.mistaken())

    def _counts(self, verdicts: Sequence[tuple[Mutant, Verdict]]) -> dict[str, Any]:
        survived = [mutant for mutant, verdict in verdicts if verdict is Verdict.SURVIVED]
        equivalent = sum(mutant.name in self._equivalents for mutant in survived)
        killed = sum(verdict is Verdict.KILLED for _, verdict in verdicts)
        tried = killed + len(survived) - equivalent
        return {
            "score": round(100 * killed / tried, 2) if tried else 100.0,
            "killed": killed,
            "survived": len(survived) - equivalent,
            "refused": sum(verdict is Verdict.REFUSED for _, verdict in verdicts),
            "equivalent": equivalent,
        }
