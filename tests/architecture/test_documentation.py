"""Links inside the documentation lead somewhere, and an index names every page beside it."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.sources import ROOT, kept, text_of

LINK = re.compile(r"\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)[^)]*\)")
INDEXED = ("tutorial", "how-to", "reference", "explanation", "decisions")


def dead_links(page: PurePosixPath) -> Iterator[str]:
    """Targets of a page's links that do not exist."""
    for link in LINK.finditer(text_of(page)):
        if not (ROOT / page.parent / link["target"]).exists():
            yield link["target"]


def test_links_lead_somewhere() -> None:
    pages = kept("*.md", "docs/**/*.md", "src/**/*.md")
    assert not {str(page): dead for page in pages if (dead := list(dead_links(page)))}


def test_an_index_names_every_page() -> None:
    for folder in INDEXED:
        index = text_of(PurePosixPath(f"docs/{folder}/README.md"))
        assert index, f"docs/{folder} has no index"
        pages = [page.name for page in kept(f"docs/{folder}/*.md") if page.name != "README.md"]
        assert not [page for page in pages if f"({page})" not in index], folder


def test_both_readmes_show_the_same_commands() -> None:
    command = re.compile(r"`minzheng [a-z]+`|^make \w+", re.MULTILINE)
    english, chinese = (text_of(PurePosixPath(f"README{end}")) for end in (".md", ".zh-CN.md"))
    assert command.findall(english) == command.findall(chinese)
