"""Discovers the business lines and links their rules and numbers into one platform."""

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from minzheng import lines
from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.line import Line
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_numbers
from minzheng.rules.reading.declarations import read_declarations
from minzheng.rules.rulebook import LineRules, RuleBook, rule_files


@dataclass(frozen=True, slots=True)
class LineFolder:
    """A business line and the folder in which it stands."""

    line: Line
    folder: Path


@dataclass(frozen=True, slots=True)
class Platform:
    """Every line, rule and number of this installation."""

    lines: tuple[LineFolder, ...]
    rulebook: RuleBook
    parameters: ParameterSet


def discover_lines() -> tuple[LineFolder, ...]:
    """Every folder under ``lines`` that has a ``line.py``, by name."""
    root = Path(lines.__path__[0])
    found = sorted(path.parent for path in root.glob("*/line.py"))
    return tuple(
        LineFolder(importlib.import_module(f"{lines.__name__}.{folder.name}.line").LINE, folder)
        for folder in found
    )


@cache
def platform() -> Platform:
    """The platform as installed.  Raises ``RuleRefused`` naming all that is wrong."""
    return assemble(discover_lines())


def assemble(found: tuple[LineFolder, ...]) -> Platform:
    """The platform made of some lines."""
    numbers = [
        definition
        for each in found
        for path in sorted((each.folder / "parameters").glob("*.yaml"))
        for definition in read_numbers(path, each.line.slug, CODES)
    ]
    rules = [_line_rules(each) for each in found]
    rulebook = RuleBook(rules, vocabulary=VOCABULARY, codes=CODES, numbers=numbers)
    return Platform(found, rulebook, ParameterSet(numbers))


def _line_rules(found: LineFolder) -> LineRules:
    line = found.line
    declarations = tuple(
        declaration
        for path in rule_files(found.folder / "rules")
        for declaration in read_declarations(path, line.slug)
    )
    return LineRules(
        line.slug, line.title, frozenset(line.publishes), frozenset(line.relies_on), declarations
    )
