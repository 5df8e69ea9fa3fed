"""An explanation of the rules as residents read it: conditions with marks, articles behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WORDS = {"met": "符合", "unmet": "不符合", "unknown": "还不知道"}
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Why:
    """One line with those beneath it; no deeper than two, or nobody reads it."""

    title: str
    value: str
    verdict: str
    word: str
    law: str
    below: tuple["Why", ...]


def why_of(reason: Mapping[str, Any], depth: int = 0) -> Why:
    """From the rules' own tree."""
    verdict = str(reason.get("verdict", ""))
    inner = reason.get("reasons", ()) if depth < _DEEPEST else ()
    return Why(
        title=str(reason.get("title", "")),
        value="" if verdict else str(reason.get("value", "")),
        verdict=verdict,
        word=_WORDS.get(verdict, ""),
        law=str(reason.get("law", "")),
        below=tuple(why_of(each, depth + 1) for each in inner),
    )
