"""How long things may be. The lists of exceptions are empty and stay so: split instead."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.house_rules import OUR_PYTHON
from tests.architecture.sources import kept, text_of
from tests.architecture.syntax import long_functions

FUNCTION_LIMIT = 40
FILE_LIMITS = {
    "src/minzheng/lines/*/rules/*.py": 120,
    "src/minzheng/lines/*/items/*.py": 80,
    **dict.fromkeys(OUR_PYTHON, 300),
}
"""Pattern of paths -> the most lines of a file. A file obeys every pattern that it matches."""

LONG_FILES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


def too_long_files() -> Iterator[str]:
    """Files over their limit, and by how much."""
    for pattern, limit in FILE_LIMITS.items():
        for path in kept(pattern):
            length = len(text_of(path).splitlines())
            if length > limit and str(path) not in LONG_FILES:
                yield f"{path}: {length} lines, at most {limit}"


def too_long_functions(path: PurePosixPath) -> Iterator[str]:
    """Functions over the limit in one file."""
    for name, length in long_functions(text_of(path), FUNCTION_LIMIT):
        if f"{path}:{name}" not in LONG_FUNCTIONS:
            yield f"{path}:{name}: {length} lines, at most {FUNCTION_LIMIT}"


def test_files_are_short() -> None:
    assert not list(too_long_files())


def test_functions_are_short() -> None:
    assert not [found for path in kept(*OUR_PYTHON) for found in too_long_functions(path)]


def test_a_long_function_is_found() -> None:
    body = "    x = 1\n"
    exactly = "def f():\n" + body * (FUNCTION_LIMIT - 1)
    assert not list(long_functions(exactly, FUNCTION_LIMIT))
    assert list(long_functions(exactly + body, FUNCTION_LIMIT)) == [("f", FUNCTION_LIMIT + 1)]


def test_nothing_is_excused() -> None:
    assert not LONG_FILES | LONG_FUNCTIONS
