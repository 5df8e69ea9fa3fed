"""Modules and folders are named for what they are; nothing below the lines knows a line's name."""

import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.house_rules import OUR_PYTHON
from tests.architecture.sources import kept, line_slugs, text_of
from tests.architecture.syntax import is_vague, names_a_slug

BELOW_THE_LINES = ("interfaces", "kernel", "catalogue", "rules", "base")
TEXTS = ("html", "css", "js", "yaml", "txt", "sql")


def vague_parts(path: PurePosixPath) -> list[str]:
    """The parts of a path that say nothing."""
    return [part for part in (*path.parent.parts, path.stem) if is_vague(part)]


def test_modules_and_folders_say_what_they_are() -> None:
    assert not [str(path) for path in kept(*OUR_PYTHON) if vague_parts(path)]


@pytest.mark.parametrize("path", ["src/utils.py", "src/common/a.py", "src/date_helpers.py"])
def test_a_vague_module_is_found(path: str) -> None:
    assert vague_parts(PurePosixPath(path))


@pytest.mark.parametrize("package", BELOW_THE_LINES)
def test_python_below_the_lines_knows_no_line(package: str) -> None:
    slugs = line_slugs()
    assert not [
        f"{path}:{line}"
        for path in kept(f"src/minzheng/{package}/**/*.py")
        for line in sorted(set(names_a_slug(text_of(path), slugs)))
    ]


@pytest.mark.parametrize("package", BELOW_THE_LINES)
def test_other_files_below_the_lines_know_no_line(package: str) -> None:
    dotted = re.compile(rf"\b({'|'.join(line_slugs()) or '(?!)'})\.[a-z]")
    patterns = [f"src/minzheng/{package}/**/*.{suffix}" for suffix in TEXTS]
    assert not [str(path) for path in kept(*patterns) if dotted.search(text_of(path))]


KNOWS = [
    'if item.slug == "children": ...\n',
    'menu = ["old_age.allowance"]\n',
    'title = titles["old_age"]\n',
    'name = f"children.{part}"\n',
]
DOES_NOT = [
    "children = node.children\n",
    'title = "how many children"\n',
    "scheme = Scheme.old_age\n",
    '"""Age and children.  Such as old_age, in prose."""\n',
    '"""Children."""\n',
]


@pytest.mark.parametrize("text", KNOWS)
def test_a_line_known_below_is_found(text: str) -> None:
    assert list(names_a_slug(text, ["children", "old_age"]))


@pytest.mark.parametrize("text", DOES_NOT)
def test_ordinary_words_are_spared(text: str) -> None:
    assert not list(names_a_slug(text, ["children", "old_age"]))
