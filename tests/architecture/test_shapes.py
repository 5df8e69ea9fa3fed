"""Every business line has one shape, so that who knows one line knows them all."""

from pathlib import Path

import pytest

from tests.architecture.shapes import entries, problems
from tests.architecture.sources import LINES, ROOT, kept

GOOD = [
    "__init__.py",
    "README.md",
    "line.py",
    "rules/__init__.py",
    "rules/grant.py",
    "cases/grant.yaml",
    "parameters/grant.yaml",
    "parameters/another_number.yaml",
    "letters/granted.yaml",
]


def write(line: Path, *names: str) -> Path:
    """A line's folder with some files in it."""
    for name in names:
        (line / name).parent.mkdir(parents=True, exist_ok=True)
        (line / name).touch()
    return line


def our_lines() -> list[Path]:
    """The folders of the business lines that exist."""
    return [entry for entry in entries(LINES) if entry.is_dir()]


def test_our_lines_have_the_shape() -> None:
    found = {line.name: problems(line) for line in our_lines()}
    assert not {name: wrong for name, wrong in found.items() if wrong}


def test_there_is_nothing_beside_the_lines() -> None:
    assert [entry.name for entry in entries(LINES) if entry.is_file()] in ([], ["__init__.py"])


def test_hooks_are_an_exception() -> None:
    """In more than a third of the lines they would mean that the vocabulary is wrong."""
    hooked = [line.name for line in our_lines() if (line / "hooks.py").is_file()]
    assert len(hooked) * 3 <= len(our_lines())


def test_the_good_shape_passes(tmp_path: Path) -> None:
    assert problems(write(tmp_path, *GOOD)) == []


@pytest.mark.parametrize("stranger", ["views.py", "admin.py", "notes.md", "tasks/a.py"])
def test_anything_else_is_refused(tmp_path: Path, stranger: str) -> None:
    found = problems(write(tmp_path, *GOOD, stranger))
    assert [stranger.partition("/")[0] in problem for problem in found] == [True]


@pytest.mark.parametrize("missing", ["README.md", "line.py", "rules/__init__.py"])
def test_what_is_compulsory_is_missed(tmp_path: Path, missing: str) -> None:
    found = problems(write(tmp_path, *(name for name in GOOD if name != missing)))
    assert [missing in problem for problem in found] == [True]


def test_a_rule_without_examples_is_refused(tmp_path: Path) -> None:
    found = problems(write(tmp_path, *GOOD, "rules/supplement.py"))
    assert found == ["rules/supplement.py has no cases/supplement.yaml: its examples are its tests"]


def test_a_line_of_items_alone_is_a_line(tmp_path: Path) -> None:
    files = ["__init__.py", "README.md", "line.py", "items/__init__.py", "items/intake.py"]
    assert problems(write(tmp_path, *files, "cases/intake.yaml")) == []


def test_an_item_without_examples_is_refused(tmp_path: Path) -> None:
    found = problems(write(tmp_path, *GOOD, "items/__init__.py", "items/application.py"))
    assert found == [
        "items/application.py has no cases/application.yaml: its examples are its tests"
    ]


def test_an_item_is_not_called_like_a_rule(tmp_path: Path) -> None:
    """Their examples are of two kinds and would stand in one file."""
    found = problems(write(tmp_path, *GOOD, "items/__init__.py", "items/grant.py"))
    assert found == ["items/grant.py and rules/grant.py share cases/grant.yaml: rename the item"]


def test_examples_of_nothing_are_refused(tmp_path: Path) -> None:
    found = problems(write(tmp_path, *GOOD, "cases/forgotten.yaml"))
    assert found == ["cases/forgotten.yaml is of no rule, item or register"]


@pytest.mark.parametrize("misplaced", ["rules/grant.yaml", "cases/a.json", "parameters/a.yml"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, misplaced: str) -> None:
    found = problems(write(tmp_path, *GOOD, misplaced))
    assert any(problem.startswith(f"{misplaced}: only") for problem in found)


def test_folders_stay_flat(tmp_path: Path) -> None:
    found = problems(write(tmp_path, *GOOD, "rules/deep/more.py"))
    assert found == ["rules/deep/: one flat folder, one thing per file"]


def test_a_line_that_declares_nothing_is_refused(tmp_path: Path) -> None:
    found = problems(write(tmp_path, "__init__.py", "README.md", "line.py"))
    assert found == ["it declares nothing: no item, no register, no rule"]


def test_every_folder_of_python_is_a_package() -> None:
    """Otherwise the import contracts would not see it."""
    modules = kept("src/minzheng/**/*.py")
    unmarked = {
        path.parent for path in modules if not (ROOT / path.parent / "__init__.py").exists()
    }
    assert not unmarked
