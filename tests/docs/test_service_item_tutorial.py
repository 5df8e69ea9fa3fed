"""The lesson that adds a service item is followed to the letter, and its item explored."""

from collections.abc import Callable
from pathlib import Path

import pytest

from minzheng.config.platform import platform
from tests.architecture.shapes import problems as shape_problems
from tests.architecture.sources import ROOT
from tests.architecture.test_sizes import FILE_LIMITS
from tests.conformance.flows import always, problems, walk
from tests.docs.conftest import COPY
from tests.docs.lesson import blocks, follow

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "tutorial" / "your-first-service-item.md"
LESSON = PAGE.read_text(encoding="utf-8")
CODE = "elderly.voucher_application"
WANTED = dict.fromkeys(("acceptance", "check", "assessment", "opinion"), always)


@pytest.fixture
def followed(checkout: Path, run: Callable[[list[str]], str]) -> Path:
    """The checkout after the lesson."""
    follow(LESSON, checkout, run)
    platform.cache_clear()
    return checkout


def test_the_lesson_works(followed: Path) -> None:
    assert not shape_problems(followed / COPY / "elderly")
    versions = platform().items[CODE]
    assert [version.limit("total").amount for version in versions] == [10, 5]
    for version in versions:
        assert not problems(walk(version), WANTED)


def test_it_costs_what_it_says(followed: Path) -> None:
    files = [block.title for block in blocks(LESSON) if block.is_file]
    assert len(files) == 2
    for name in files:
        length = (followed / name).read_text(encoding="utf-8").count("\n")
        assert f"| `{'/'.join(name.split('/')[-2:])}` | {length} |" in LESSON, length
    item = (followed / files[0]).read_text(encoding="utf-8").count("\n")
    assert item <= FILE_LIMITS["src/minzheng/lines/*/items/*.py"]
