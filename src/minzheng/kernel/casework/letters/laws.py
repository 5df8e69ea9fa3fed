"""Citations as a letter writes them: rules name documents in short, residents read them in full."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from minzheng.rules.numbers.definition import Confidence

_FILE = Path(__file__).with_name("laws.yaml")
_DOUBTS = frozenset(each.title for each in Confidence)
_NOWHERE = "暂无依据"
LOCAL = "当地规定"


def cited(text: str) -> str:
    """`救助法 第18条; 57号 第23条` -> `《社会救助法》第18条；民发〔2021〕57号文件第23条`.

    What waits for confirmation has no article that could be cited: it is a local rule.
    """
    parts = (part.strip() for part in text.split(";"))
    known = [part for part in parts if part and part != _NOWHERE and part not in _DOUBTS]
    return "；".join(_spelled(part) for part in known) or LOCAL


def _spelled(part: str) -> str:
    short, _, article = part.partition(" ")
    if short in _laws() and article:
        return f"{_laws()[short][0]}{article.replace(' ', '')}"
    return part


def titles_in(text: str) -> list[str]:
    """What stands at the foot of a letter: the titles of the documents that it cites by number."""
    found = {
        cite: title
        for cite, title in _laws().values()
        if cite in text and cite.strip("《》") not in title
    }
    return [f"{cite}即{title}" for cite, title in found.items()]


@cache
def _laws() -> Mapping[str, tuple[str, str]]:
    kept = yaml.safe_load(_FILE.read_text("utf-8"))
    return {short: (cite, title) for short, (cite, title) in kept.items()}
