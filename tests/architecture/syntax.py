"""Finders: each takes the text of a Python file and gives the lines on which it finds something."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

Finder = Callable[[str], Iterator[int]]
Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

VAGUE_WORDS = {"helper", "helpers", "manager", "misc", "util", "utils"}
VAGUE_NAMES = {"common", "data", "handle", "info", "process"}
REASONED = re.compile(
    r"#\s*(noqa:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z, -]+\])\s*[#—-]+\s*\w.{7,}"
)
SILENCER = re.compile(r"#.*\b(noqa|type:\s*ignore|mypy:)")


def is_vague(name: str) -> bool:
    """Whether a module's, function's or class's name says nothing about what it is."""
    bare = name.strip("_")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", bare).lower().split("_")
    costume = bool(re.match(r"Base[A-Z]", bare) or re.search(r"[a-z]Service$", bare))
    return costume or bare.lower() in VAGUE_NAMES or bool(VAGUE_WORDS.intersection(words))


def vague_names(text: str) -> Iterator[int]:
    """Classes and functions whose names say nothing."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Named) and is_vague(node.name):
            yield node.lineno


def numbers(text: str) -> Iterator[int]:
    """Numbers other than 0 and 1."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        if isinstance(node.value, int | float | complex) and node.value not in (0, 1):
            yield node.lineno


def floats(text: str) -> Iterator[int]:
    """Floating point: its name or a constant. Asking whether a value is one is fine."""
    tree = ast.parse(text)
    asked = {id(part) for node in ast.walk(tree) for part in _kinds_asked(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "float" and id(node) not in asked:
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno


def _kinds_asked(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of the second argument of an ``isinstance``."""
    if isinstance(node, ast.Call) and _called(node.func) == "isinstance":
        for argument in node.args[1:]:
            yield from ast.walk(argument)


def local_imports(text: str) -> Iterator[int]:
    """Imports inside functions."""
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno


def calls_of(*names: str) -> Finder:
    """A finder of calls of functions, by their bare or their dotted last name."""

    def find(text: str) -> Iterator[int]:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _called(node.func) in names:
                yield node.lineno

    return find


SENDING = {"StreamingHttpResponse", "FileResponse"}
TABLE_MODULES = {"csv", "openpyxl", "pyarrow", "xlsxwriter", "zipfile"}
FILE_WORDS = re.compile(r"content-disposition|text/csv|spreadsheetml|octet-stream", re.I)


def sends_files(text: str) -> Iterator[int]:
    """Answers that stream or attach something, and modules that write tables."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            if names & SENDING or {name.partition(".")[0] for name in names} & TABLE_MODULES:
                yield node.lineno
        elif isinstance(node, ast.Name | ast.Attribute):
            if (node.id if isinstance(node, ast.Name) else node.attr) in SENDING:
                yield node.lineno
        elif isinstance(node, ast.Constant) and FILE_WORDS.search(str(node.value)):
            yield node.lineno


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return ""


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def silenced_without_reason(text: str) -> Iterator[int]:
    """Comments that silence a check and do not say why."""
    for line, comment in _comments(text):
        if SILENCER.search(comment) and not REASONED.search(comment):
            yield line


def notes_to_self(text: str) -> Iterator[int]:
    """Comments that put work off."""
    for line, comment in _comments(text):
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", comment):
            yield line


def long_functions(text: str, limit: int) -> Iterator[tuple[str, int]]:
    """Functions over a limit, with their lengths from ``def`` on, docstring included."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield node.name, length


def names_a_slug(text: str, slugs: list[str]) -> Iterator[int]:
    """Strings that are the slug of a business line, or begin with one and a dot.

    Slugs are also words (``children``), so identifiers are free, and imports have their contract:
    what ties a layer to a line behind everybody's back is a string.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            first, _, rest = node.value.partition(".")
            if first in slugs and not rest.startswith(" "):
                yield node.lineno
