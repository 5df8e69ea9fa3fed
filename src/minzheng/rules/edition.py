"""An edition: the texts of all rules and numbers at one moment, kept to be used again.

A decision of years ago is computed anew with the very texts by which it was made: they are kept as
they were read, under the digest of themselves, and read again by the same reader.
"""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from minzheng.rules.facts import Vocabulary
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_local_values, read_numbers
from minzheng.rules.reading.declarations import read_declarations
from minzheng.rules.rulebook import LineRules, RuleBook
from minzheng.rules.units import Code


@dataclass(frozen=True, slots=True)
class LineTexts:
    """The files of one business line: name -> text. ``local`` are the bureau's own values.

    ``decided`` are those that officers have set in the program, which stand above all others.
    """

    slug: str
    title: str
    publishes: tuple[str, ...]
    relies_on: tuple[str, ...]
    rules: Mapping[str, str]
    numbers: Mapping[str, str]
    local: str = ""
    decided: str = ""

    def as_json(self) -> dict[str, Any]:
        """For keeping; nothing of what nobody has decided, as in editions before one could."""
        found = asdict(self)
        return found if self.decided else {k: v for k, v in found.items() if k != "decided"}


@dataclass(frozen=True)
class Edition:
    """The texts of all lines."""

    lines: tuple[LineTexts, ...] = field(default=())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole, 64 hexadecimal digits: the edition's name."""
        return hashlib.sha256(self._text.encode()).hexdigest()

    @cached_property
    def _text(self) -> str:
        return json.dumps(
            [each.as_json() for each in self.lines], ensure_ascii=False, sort_keys=True
        )

    def with_decided(self, texts: Mapping[str, str]) -> "Edition":
        """The same with other decided values, by line."""
        return Edition(
            tuple(replace(each, decided=texts.get(each.slug, "")) for each in self.lines)
        )

    def packed(self) -> bytes:
        """For keeping: some hundred kilobytes."""
        return gzip.compress(self._text.encode(), mtime=0)

    @classmethod
    def unpacked(cls, kept: bytes) -> "Edition":
        """What ``packed`` kept."""
        lines: list[dict[str, Any]] = json.loads(gzip.decompress(kept))
        return cls(
            tuple(
                LineTexts(
                    **{
                        **line,
                        "publishes": tuple(line["publishes"]),
                        "relies_on": tuple(line["relies_on"]),
                    }
                )
                for line in lines
            )
        )

    def restored(
        self, vocabulary: Vocabulary, codes: Mapping[str, type[Code]]
    ) -> tuple[RuleBook, ParameterSet]:
        """The rules and numbers of the texts.

        Raises ``RuleRefused`` or ``NumberRefused`` where today's vocabulary no longer knows a word.
        """
        with self._on_disk() as folder:
            numbers = [each for line in self.lines for each in _numbers(folder, line, codes)]
            own = {each.key: each for each in numbers}
            local, decided = (
                [
                    value
                    for path in sorted((folder / kind).glob("*.yaml"))
                    for value in read_local_values(path, own, codes)
                ]
                for kind in ("local", "decided")
            )
            parameters = ParameterSet(numbers).with_local(local).with_decided(decided)
            rulebook = RuleBook(
                [_rules(folder, line) for line in self.lines],
                vocabulary=vocabulary,
                codes=codes,
                numbers=parameters.definitions.values(),
            )
        return rulebook, parameters

    @contextmanager
    def _on_disk(self) -> Iterator[Path]:
        """The readers read files."""
        with tempfile.TemporaryDirectory(prefix="minzheng-edition-") as place:
            folder = Path(place)
            for line in self.lines:
                _put(folder / line.slug / "rules", line.rules)
                _put(folder / line.slug / "parameters", line.numbers)
            for kind in ("local", "decided"):
                texts = {f"{line.slug}.yaml": getattr(line, kind) for line in self.lines}
                _put(folder / kind, {name: text for name, text in texts.items() if text})
            yield folder


def _put(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / Path(name).name).write_text(text, encoding="utf-8")


def _numbers(
    folder: Path, line: LineTexts, codes: Mapping[str, type[Code]]
) -> Iterator[NumberDefinition]:
    for name in sorted(line.numbers):
        yield from read_numbers(folder / line.slug / "parameters" / name, line.slug, codes)


def _rules(folder: Path, line: LineTexts) -> LineRules:
    declarations = tuple(
        declaration
        for name in sorted(line.rules)
        for declaration in read_declarations(folder / line.slug / "rules" / name, line.slug)
    )
    return LineRules(
        line.slug,
        line.title,
        frozenset(line.publishes),
        frozenset(line.relies_on),
        declarations,
    )
