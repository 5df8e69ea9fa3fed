"""YAML as numbers and examples are written in: exact decimals, no surprises, with line numbers.

Plain YAML reads ``1.30`` as a binary float, ``no`` as false and ``2026-07-01`` as a date object; here
a decimal stays exact, only ``true`` and ``false`` are truth values and dates stay text.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from minzheng.rules.errors import NumberRefused, Refusal

Scalar = str | int | bool | Decimal | None

_PLAIN = (
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"-?(0|[1-9][0-9]*)"), int),
    (re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+"), Decimal),
    (re.compile(r"|~|null"), lambda text: None),
)


class Entries(dict[Any, Any]):
    """A mapping that remembers on which line each of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


def read_document(path: Path) -> Any:
    """The content of a YAML file; a file that is not YAML raises ``NumberRefused``."""
    text = path.read_text("utf-8")
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NumberRefused(
            (Refusal(str(path), line, f"不是合法的YAML: {error.problem}"),)
        ) from error
    return None if node is None else _content(node, path)


def _content(node: yaml.Node, path: Path) -> Any:
    if isinstance(node, yaml.MappingNode):
        entries = Entries(node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key, line = _content(key_node, path), key_node.start_mark.line + 1
            if key in entries:
                raise NumberRefused((Refusal(str(path), line, f"重复的键: {key}"),))
            entries[key] = _content(value_node, path)
            entries.lines[key] = line
        return entries
    if isinstance(node, yaml.SequenceNode):
        return [_content(each, path) for each in node.value]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Scalar:
    text: str = node.value
    if node.style is None:  # type: ignore[attr-defined]  # a scalar node has a style
        for pattern, convert in _PLAIN:
            if pattern.fullmatch(text):
                return convert(text)  # type: ignore[operator, no-any-return]  # one of Scalar
    return text
