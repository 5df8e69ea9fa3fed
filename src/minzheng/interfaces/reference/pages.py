"""All pages of the reference, by the names of their files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.line import Line
from minzheng.interfaces.reference.api import api_page
from minzheng.interfaces.reference.benefits import benefits_page
from minzheng.interfaces.reference.columns import facts_page
from minzheng.interfaces.reference.commands import commands_page
from minzheng.interfaces.reference.items import items_page
from minzheng.interfaces.reference.language import language_page
from minzheng.interfaces.reference.overlaps import overlaps_page
from minzheng.interfaces.reference.parameters import parameters_page
from minzheng.interfaces.reference.permissions import permissions_page
from minzheng.interfaces.reference.rules import rules_page
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.units import Code


def reference(
    rulebook: RuleBook,
    parameters: ParameterSet,
    lines: Sequence[Line],
    codes: Mapping[str, type[Code]],
    program: Any,
    changing: Mapping[str, str],
    interface: Mapping[str, Any],
    items: Mapping[str, tuple[ServiceItem, ...]],
    practice: ParameterSet,
) -> dict[str, str]:
    """File name -> text.  ``program`` and ``changing`` are what ``commands_page`` takes,
    ``interface`` is the description of the API, ``items`` the service items, ``practice`` the
    numbers that no rule reads.
    """
    return {
        "rules.md": rules_page(rulebook, lines),
        "benefits.md": benefits_page(lines),
        "items.md": items_page(items, lines),
        "overlaps.md": overlaps_page(rulebook),
        "parameters.md": parameters_page(parameters, lines, practice),
        "facts.md": facts_page(rulebook),
        "rule-language.md": language_page(codes),
        "permissions.md": permissions_page(),
        "api.md": api_page(interface),
        "commands.md": commands_page(program, changing),
    }


def write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Write every page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
