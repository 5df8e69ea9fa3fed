"""The service items and their examples, as the conformance tests meet them."""

from collections.abc import Iterator
from functools import cache

from minzheng.catalogue.casework.examples import Deadline, Story, read_item_examples
from minzheng.catalogue.casework.service_item import ServiceItem
from minzheng.catalogue.facts import VOCABULARY
from minzheng.config.platform import platform
from minzheng.rules.facts import Entity
from minzheng.rules.program import program
from minzheng.rules.tree import FactRead, walk

EVALUATED = 2026 * 12 + 10
"""November 2026, as months since year 0."""


def all_versions() -> list[ServiceItem]:
    """Every version of every item."""
    return [version for versions in platform().items.values() for version in versions]


def newest() -> list[ServiceItem]:
    """Every item as it is today."""
    return [versions[-1] for versions in platform().items.values()]


def title(item: ServiceItem) -> str:
    """How a test names a version."""
    return f"{item.code}@{item.version}"


@cache
def item_examples() -> tuple[Story | Deadline, ...]:
    """Every story and deadline of every line."""
    return tuple(
        example
        for found in platform().lines
        for path in found.item_cases
        for example in read_item_examples(path, found.line.slug)
    )


def facts_needed(item: ServiceItem) -> Iterator[tuple[Entity, str]]:
    """The facts without a meaning when blank that the rules of the item's own line read."""
    if not item.decides:
        return
    needed = program(platform().rulebook, EVALUATED, item.decides)
    for step in needed.steps.values():
        if step.key.partition(".")[0] == item.line:
            for node in walk(step.expression):
                if isinstance(node, FactRead) and _needed(node):
                    yield node.entity, node.name


def _needed(read: FactRead) -> bool:
    return VOCABULARY.of(read.entity)[read.name].blank is None
