"""What a business line's folder may hold, and what it must: docs/explanation/architecture.md."""

from collections.abc import Iterator
from pathlib import Path

FILES = {"__init__.py", "README.md", "line.py", "hooks.py"}
CODE_FOLDERS = {"items", "registers", "rules"}
YAML_FOLDERS = {"cases", "parameters"}
FOLDERS = CODE_FOLDERS | YAML_FOLDERS | {"letters"}
SUFFIXES = {
    **dict.fromkeys(CODE_FOLDERS, (".py",)),
    **dict.fromkeys(YAML_FOLDERS, (".yaml",)),
    "letters": (".yaml",),
}
COMPULSORY = ("__init__.py", "README.md", "line.py")
IGNORED = {"__pycache__", ".DS_Store"}


def entries(folder: Path) -> list[Path]:
    """What stands in a folder, without what the machine leaves there; nothing if there is none."""
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if entry.name not in IGNORED)


def stems(folder: Path) -> set[str]:
    """The names of the things declared in a folder."""
    return {entry.stem for entry in entries(folder) if entry.is_file()} - {"__init__"}


def problems(line: Path) -> list[str]:
    """Everything wrong with the shape of one line, in words."""
    return [*_missing(line), *_strangers(line), *_wrong_folders(line), *_unpaired(line)]


def _missing(line: Path) -> Iterator[str]:
    for name in COMPULSORY:
        if not (line / name).is_file():
            yield f"{name} is missing"
    if not any(stems(line / folder) for folder in CODE_FOLDERS):
        yield "it declares nothing: no item, no register, no rule"


def _strangers(line: Path) -> Iterator[str]:
    for entry in entries(line):
        if entry.name not in (FOLDERS if entry.is_dir() else FILES):
            yield f"{entry.name} has no place in a line; if it needs one, write a decision record"


def _wrong_folders(line: Path) -> Iterator[str]:
    for name in sorted(FOLDERS):
        inside = entries(line / name)
        if name in CODE_FOLDERS and inside and not (line / name / "__init__.py").is_file():
            yield f"{name}/__init__.py is missing, so the import contracts cannot see the folder"
        if (line / name).is_dir() and not inside:
            yield f"{name}/ is empty: delete it"
        for entry in inside:
            if entry.is_dir():
                yield f"{name}/{entry.name}/: one flat folder, one thing per file"
            elif entry.is_file() and entry.suffix not in SUFFIXES[name]:
                yield f"{name}/{entry.name}: only {', '.join(SUFFIXES[name])} here"


def _unpaired(line: Path) -> Iterator[str]:
    declared = set().union(*(stems(line / folder) for folder in CODE_FOLDERS))
    cases = stems(line / "cases")
    for folder in ("items", "rules"):
        for stem in sorted(stems(line / folder) - cases):
            yield f"{folder}/{stem}.py has no cases/{stem}.yaml: its examples are its tests"
    for stem in sorted(stems(line / "items") & stems(line / "rules")):
        yield f"items/{stem}.py and rules/{stem}.py share cases/{stem}.yaml: rename the item"
    for stem in sorted(cases - declared):
        yield f"cases/{stem}.yaml is of no rule, item or register"
