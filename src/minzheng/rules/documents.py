"""YAML as numbers and examples are written in: exact decimals, no surprises, with line numbers.

Plain YAML reads ``1.30`` as a binary float, ``no`` as false and ``2026-07-01`` as a date object;
here a decimal stays exact, only ``true`` and ``false`` are truth values and dates stay text.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from minzheng.rules.errors import NumberRefused, Refusal

Scalar = str | int | bool | Decimal | None

_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Scalar]], ...] = (
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
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NumberRefused((_unreadable(path, error),)) from error
    repeated: list[Refusal] = []
    content = None if node is None else _content(node, path, repeated)
    if repeated:
        raise NumberRefused(tuple(repeated))
    return content


def _unreadable(path: Path, error: Exception) -> Refusal:
    if isinstance(error, UnicodeDecodeError):
        return Refusal(str(path), 1, "文件应以 UTF-8 编码保存")
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", "")
    return Refusal(str(path), mark.line + 1 if mark else 1, f"不是合法的YAML: {reason}")


def _content(node: yaml.Node, path: Path, refusals: list[Refusal]) -> Any:
    """The content below a node; keys that are repeated or no single word are noted."""
    if isinstance(node, yaml.SequenceNode):
        return [_content(each, path, refusals) for each in node.value]
    if not isinstance(node, yaml.MappingNode):
        return _scalar(node)
    entries = Entries(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            refusals.append(Refusal(str(path), line, "键应是一个词, 不能是清单"))
            continue
        key = _scalar(key_node)
        if key in entries:
            refusals.append(Refusal(str(path), line, f"重复的键: {key}"))
        entries[key] = _content(value_node, path, refusals)
        entries.lines[key] = line
    return entries


def _scalar(node: yaml.Node) -> Scalar:
    text: str = node.value
    if node.style is None:  # type: ignore[attr-defined]  # a scalar node has a style
        for pattern, convert in _PLAIN:
            if pattern.fullmatch(text):
                return convert(text)
    return text
