"""The page of facts: what an input may hold, column by column, and what a blank cell means."""

from collections.abc import Mapping
from itertools import groupby

from minzheng.interfaces.calculator.reading.headers import known_columns
from minzheng.interfaces.calculator.reading.keys import Key
from minzheng.interfaces.calculator.reading.problems import SHEET_TITLES
from minzheng.interfaces.calculator.template_guide import allowed, meaning_of_blank
from minzheng.interfaces.reference.markdown import code, page, table
from minzheng.rules.batch.snapshot import TABLES
from minzheng.rules.facts import Entity, Fact
from minzheng.rules.rulebook import RuleBook
from minzheng.rules.tree import FactRead, walk

_INTRODUCTION = (
    "The columns of an input, as the template of `minzheng template` has them. An Excel workbook "
    "has one sheet per table, a folder of CSV or Parquet files one file; a title may be the "
    "Chinese one or the English name, in any order. Columns that are not needed may be left out: "
    "every cell then counts as blank. 不详 in a cell means unknown, whatever blank means. "
    "The last column counts the rules that read a fact."
)
_HEADINGS = ("Column", "Name", "May hold", "Blank means", "Note", "Rules")


def facts_page(rulebook: RuleBook) -> str:
    """``facts.md``."""
    used = _uses(rulebook)
    return page("Facts", _INTRODUCTION, (_sheet(rulebook, entity, used) for entity in Entity))


def _uses(rulebook: RuleBook) -> Mapping[tuple[Entity, str], int]:
    """How many rules read each fact, in any version."""
    uses: dict[tuple[Entity, str], int] = {}
    for rule in rulebook.rules.values():
        read = {
            (node.entity, node.name)
            for version in rule.versions
            for node in walk(version.body)
            if isinstance(node, FactRead)
        }
        for each in read:
            uses[each] = uses.get(each, 0) + 1
    return uses


def _sheet(rulebook: RuleBook, entity: Entity, used: Mapping[tuple[Entity, str], int]) -> str:
    columns = known_columns(rulebook.vocabulary, entity)
    parts = [f"## {SHEET_TITLES[entity]} {code(TABLES[entity])}"]
    for group, members in groupby(columns, _group):
        rows = (_row(holds, used.get((entity, holds.name), 0)) for holds in members)
        parts += [f"### {SHEET_TITLES[entity]}: {group}", table(_HEADINGS, rows)]
    return "\n\n".join(parts)


def _group(holds: Key | Fact) -> str:
    return holds.group


def _row(holds: Key | Fact, used: int) -> tuple[str, ...]:
    return (
        holds.title,
        code(holds.name),
        allowed(holds),
        meaning_of_blank(holds),
        holds.note,
        "" if isinstance(holds, Key) else str(used or "none"),
    )
