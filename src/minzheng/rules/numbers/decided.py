"""Values that officers set in the program, as texts: written and read as a bureau's own files are.

The texts are kept with the edition, so that a decision of years ago is computed with the values
that were in force when it was made.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from minzheng.rules.numbers.definition import Confidence, Dated, NumberDefinition
from minzheng.rules.numbers.reading import read_local_values
from minzheng.rules.units import Code

Written = str | Mapping[str, str]
"""A value as people write it, in yuan, shares, true or a name of a code; or a table of such."""


@dataclass(frozen=True, slots=True)
class DecidedValue:
    """One value of a number, from a month (``2026-07``) on, for an area and all below it.

    ``written`` is JSON of a `Written`, so that values may be compared and kept in sets.
    """

    key: str
    area: str
    since: str
    written: str
    source: str

    @property
    def line(self) -> str:
        """The slug of the line."""
        return self.key.partition(".")[0]


def decided_texts(values: Iterable[DecidedValue]) -> dict[str, str]:
    """By line the text of its values, in their order."""
    found: dict[str, dict[str, list[str]]] = {}
    for each in values:
        name = each.key.partition(".")[2]
        found.setdefault(each.line, {}).setdefault(name, []).append(_entry(each))
    return {
        line: "".join(
            f"{name}:\n" + "".join(f"  - {entry}\n" for entry in entries)
            for name, entries in sorted(by_name.items())
        )
        for line, by_name in sorted(found.items())
    }


def read_decided(
    values: Iterable[DecidedValue],
    definitions: Mapping[str, NumberDefinition],
    codes: Mapping[str, type[Code]],
) -> list[tuple[str, Dated]]:
    """The values, read. Raises ``NumberRefused`` naming all that is wrong."""
    found: list[tuple[str, Dated]] = []
    with tempfile.TemporaryDirectory(prefix="minzheng-numbers-") as folder:
        for line, text in decided_texts(values).items():
            path = Path(folder) / f"{line}.yaml"
            path.write_text(text, encoding="utf-8")
            found += read_local_values(path, definitions, codes)
    return found


def _entry(each: DecidedValue) -> str:
    parts = {
        "area": json.dumps(each.area),
        "from": json.dumps(each.since),
        "value": _value(json.loads(each.written)),
        "source": json.dumps(each.source, ensure_ascii=False),
        "confidence": Confidence.SOURCED.value,
    }
    return "{" + ", ".join(f"{name}: {text}" for name, text in parts.items()) + "}"


def _value(written: Written) -> str:
    """Unquoted: numbers, truths and names of codes are plain, also as the keys of a table."""
    if isinstance(written, str):
        return written
    return "{" + ", ".join(f"{name}: {each}" for name, each in written.items()) + "}"
