"""The glossary has one entry per term, in both languages."""

import re
from collections import Counter

from tests.architecture.sources import ROOT

ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<chinese>[^|]+) \| (?P<meaning>[^|]+) \|$")
HEADINGS = {"Term", "---"}


def rows() -> list[re.Match[str]]:
    """The entries of the glossary."""
    words = (ROOT / "docs" / "explanation" / "words.md").read_text(encoding="utf-8")
    found = [ROW.match(line) for line in words.splitlines() if line.startswith("|")]
    assert all(found), "an entry has a term, its Chinese and its meaning"
    return [row for row in found if row and row["term"] not in HEADINGS]


def twice(words: list[str]) -> list[str]:
    """What stands more than once."""
    return [word for word, times in Counter(words).items() if times > 1]


def test_a_term_stands_once() -> None:
    assert not twice([row["term"].lower() for row in rows()])
    assert not twice([row["chinese"] for row in rows()])


def test_a_meaning_is_a_sentence() -> None:
    assert not [row["term"] for row in rows() if not row["meaning"].endswith(".")]


def test_the_chinese_is_chinese() -> None:
    assert not [row["term"] for row in rows() if not re.search("[\u4e00-\u9fff]", row["chinese"])]
