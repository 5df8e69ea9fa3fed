"""The generated reference is what the declarations say today."""

import pytest
import typer.main

from minzheng.config.command_line import app
from minzheng.config.commands.docs import reference_pages
from tests.architecture.sources import ROOT

FOLDER = ROOT / "docs" / "reference"
PAGES = reference_pages(typer.main.get_command(app))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_fresh(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8") if (FOLDER / name).is_file() else ""
    assert kept == PAGES[name], f"docs/reference/{name} is stale: run `minzheng docs`"


def test_there_is_no_other_page() -> None:
    found = {path.name for path in FOLDER.glob("*.md")} - {"README.md"}
    assert found == set(PAGES), "a page that nothing generates: delete it or generate it"


def test_pages_are_the_same_each_time() -> None:
    assert reference_pages(typer.main.get_command(app)) == PAGES
