"""The tutorial is followed to the letter: files written, commands run, what they show compared."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.shapes import problems
from tests.architecture.sources import ROOT
from tests.docs.conftest import COPY
from tests.docs.lesson import blocks, change, follow, matches

LESSON = (ROOT / "docs" / "tutorial" / "your-first-benefit.md").read_text(encoding="utf-8")
MOST_LINES = 100


@pytest.mark.slow
def test_the_lesson_works(checkout: Path, run: Callable[[list[str]], str]) -> None:
    follow(LESSON, checkout, run)
    assert not problems(checkout / COPY / "elderly")


def test_it_costs_what_it_says() -> None:
    files = {block.title: block.text.count("\n") for block in blocks(LESSON) if block.is_file}
    written = {name: length for name, length in files.items() if name.startswith(COPY)}
    assert len(written) == 3
    assert sum(written.values()) < MOST_LINES
    for name, length in written.items():
        assert f"| `{'/'.join(name.split('/')[-2:])}` | {length} |" in LESSON
    assert f"| Together | {sum(written.values())} |" in LESSON


def test_what_a_page_leaves_out_may_be_anything() -> None:
    assert matches("a\n…\nd\n", "a\nb\nc\nd\n")
    assert matches("a\n…\nd\n", "a\nd\n")
    assert matches("in … seconds\n", "in  0.3 seconds \n")


@pytest.mark.parametrize("found", ["a\nb\nc\n", "b\nd\n", ""])
def test_what_a_page_shows_must_come(found: str) -> None:
    assert not matches("a\n…\nd\n", found)


def test_a_change_of_lines_that_are_not_there_fails(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text("one\n")
    (block,) = blocks("```diff title=rule.py\n-two\n+three\n```\n")
    with pytest.raises(AssertionError, match="no such lines"):
        change(tmp_path / "rule.py", block)
