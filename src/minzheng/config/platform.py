"""Discovers the business lines; links their rules, numbers and items into one platform."""

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from minzheng import lines
from minzheng.base.errors import InvalidValue
from minzheng.catalogue.benefits import BenefitBook
from minzheng.catalogue.casework.item_book import ItemBook
from minzheng.catalogue.codes import CODES
from minzheng.catalogue.facts import VOCABULARY
from minzheng.catalogue.line import Line, Standing, Threshold
from minzheng.config.benefits import BENEFIT_SETTINGS, benefit_book
from minzheng.config.items import ITEM_SETTINGS, discover_items
from minzheng.config.practice import LOCAL_PARAMETERS, PRACTICES
from minzheng.rules.edition import Edition, LineTexts
from minzheng.rules.numbers.decided import DecidedValue, decided_texts, read_decided
from minzheng.rules.numbers.definition import Dated
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_local_values, read_numbers
from minzheng.rules.reading.declarations import read_declarations
from minzheng.rules.rulebook import LineRules, RuleBook, rule_files

_PLATFORMS_KEPT = 8
"""A simulation and a re-rating ask for some beside the one in force."""


@dataclass(frozen=True, slots=True)
class LineFolder:
    """A business line and the folder in which it stands."""

    line: Line
    folder: Path

    @property
    def rule_cases(self) -> list[Path]:
        """The files of worked examples of rules."""
        return self._cases("rules")

    @property
    def item_cases(self) -> list[Path]:
        """The files of worked examples of service items."""
        return self._cases("items")

    def _cases(self, folder: str) -> list[Path]:
        declared = {path.stem for path in (self.folder / folder).glob("[!_]*.py")}
        return sorted(
            path for path in (self.folder / "cases").glob("*.yaml") if path.stem in declared
        )


@dataclass(frozen=True, slots=True)
class Platform:
    """Every line, rule, number and service item of this installation."""

    lines: tuple[LineFolder, ...]
    rulebook: RuleBook
    parameters: ParameterSet
    edition: Edition
    items: ItemBook
    benefits: BenefitBook

    @property
    def near(self) -> tuple[Threshold, ...]:
        """The thresholds that are watched, in the order of the lines."""
        return tuple(each for line in self.lines for each in line.line.near)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """What other departments may ask for, in the order of the lines."""
        return tuple(standing for each in self.lines for standing in each.line.standings)


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
    """The platform as installed, with the bureau's own values.

    Raises ``RuleRefused`` naming all that is wrong.
    """
    local = os.environ.get(LOCAL_PARAMETERS)
    return assemble(discover_lines(), Path(local) if local else None)


@lru_cache(maxsize=_PLATFORMS_KEPT)
def platform_with(values: tuple[DecidedValue, ...]) -> Platform:
    """The platform as installed, with values that were decided or might be.

    A value of a number that no longer exists does nothing. Raises ``NumberRefused`` for one that
    cannot be read, ``RuleRefused`` for one by which a rule would divide by nought.
    """
    installed = platform()
    definitions = installed.parameters.definitions
    known = [each for each in values if each.key in definitions]
    if not known:
        return installed
    read = read_decided(known, definitions, CODES)
    parameters = installed.parameters.with_decided(read)
    return replace(
        installed,
        rulebook=linked(installed.lines, parameters),
        parameters=parameters,
        edition=installed.edition.with_decided(decided_texts(known)),
    )


@cache
def letter_templates() -> Mapping[str, str]:
    """The letters that lines word themselves: ``line.name`` -> the text of the template."""
    return {
        f"{each.line.slug}.{path.stem}": path.read_text("utf-8")
        for each in discover_lines()
        for path in sorted((each.folder / "letters").glob("*.yaml"))
    }


def assemble(found: tuple[LineFolder, ...], local: Path | None = None) -> Platform:
    """The platform made of some lines, with the values in a folder of ``<line>.yaml`` files."""
    numbers = [
        definition
        for each in found
        for path in sorted((each.folder / "parameters").glob("*.yaml"))
        for definition in read_numbers(path, each.line.slug, CODES)
    ]
    parameters = ParameterSet(numbers)
    if local is not None:
        parameters = parameters.with_local(_local_values(local, parameters))
    return Platform(
        found,
        linked(found, parameters),
        parameters,
        _edition(found, local),
        discover_items(((each.line.slug, each.folder) for each in found), local),
        benefit_book((benefit for each in found for benefit in each.line.benefits), local),
    )


def linked(found: tuple[LineFolder, ...], parameters: ParameterSet) -> RuleBook:
    """The rules with some numbers; refused where they would divide by one that is nought."""
    return RuleBook(
        [_line_rules(each) for each in found],
        vocabulary=VOCABULARY,
        codes=CODES,
        numbers=parameters.definitions.values(),
    )


def _local_values(folder: Path, parameters: ParameterSet) -> list[tuple[str, Dated]]:
    if not folder.is_dir():
        raise InvalidValue(f"没有本地参数文件夹 {folder}。")
    return [
        value
        for path in sorted(folder.glob("*.yaml"))
        if path.stem not in PRACTICES | {ITEM_SETTINGS, BENEFIT_SETTINGS}
        for value in read_local_values(path, parameters.definitions, CODES)
    ]


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


def _edition(found: tuple[LineFolder, ...], local: Path | None) -> Edition:
    """The texts that were read, to be kept with what is decided by them."""
    return Edition(
        tuple(
            LineTexts(
                each.line.slug,
                each.line.title,
                each.line.publishes,
                each.line.relies_on,
                {path.name: path.read_text("utf-8") for path in rule_files(each.folder / "rules")},
                {
                    path.name: path.read_text("utf-8")
                    for path in sorted((each.folder / "parameters").glob("*.yaml"))
                },
                _local_text(local, each.line.slug),
            )
            for each in found
        )
    )


def _local_text(local: Path | None, slug: str) -> str:
    path = local / f"{slug}.yaml" if local else None
    return path.read_text("utf-8") if path and path.is_file() else ""
