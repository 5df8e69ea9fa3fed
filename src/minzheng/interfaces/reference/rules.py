"""The page of rules: every outcome with its conditions, and what stands behind it, by line."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from minzheng.catalogue.line import Line
from minzheng.interfaces.reference.markdown import bullets, code, codes, page, table
from minzheng.rules.numbers.text import month_text
from minzheng.rules.reading.declarations import Role
from minzheng.rules.reading.scope import ENTITY_TITLES
from minzheng.rules.rulebook import Rule, RuleBook, Version
from minzheng.rules.tree import NumberRead, RuleRead, walk

_LINES = "../../src/minzheng/lines"
_INTRODUCTION = (
    "What the law says, by line of business: first the outcomes (benefits and recognised "
    "standings) with the sentences that a refusal letter prints, then every other rule. "
    "`minzheng rules show KEY` shows one of them in the terminal."
)
_KINDS = {
    Role.VALUE: "value",
    Role.CONDITION: "condition",
    Role.UNLESS: "exception",
    Role.STARTS: "start month",
}
_OUTCOMES = (Role.BENEFIT, Role.STATUS)


def rules_page(rulebook: RuleBook, lines: Sequence[Line]) -> str:
    """``rules.md``."""
    return page("Rules", _INTRODUCTION, (_line(rulebook, line) for line in lines))


def of_line(rulebook: RuleBook, slug: str) -> list[Rule]:
    """The rules of one line, in the order of its files."""
    return [rule for key, rule in rulebook.rules.items() if key.split(".")[0] == slug]


def title(rule: Rule) -> str:
    """The rule's newest title."""
    return rule.versions[-1].title


def in_force_from(version: Version) -> str:
    """``2026-07``, or "always"."""
    return month_text(version.since) if version.since else "always"


def _line(rulebook: RuleBook, line: Line) -> str:
    rules = of_line(rulebook, line.slug)
    about = bullets(
        (
            f"Law: {line.law}",
            f"Published to other lines: {codes(line.publishes)}" if line.publishes else "",
            f"Relies on: {codes(line.relies_on)}" if line.relies_on else "",
        )
    )
    outcomes = [_outcome(rulebook, rule) for rule in rules if rule.role in _OUTCOMES]
    others = [each for rule in rules if rule.role not in _OUTCOMES for each in _other_rows(rule)]
    headings = ("Rule", "What it says", "Kind", "Whom", "Unit", "By", "Since")
    parts = [f"## {line.title} {code(line.slug)}", about, *outcomes]
    if others:
        parts += [f"### Behind them: {line.title}", table(headings, others)]
    return "\n\n".join(parts)


def _outcome(rulebook: RuleBook, rule: Rule) -> str:
    newest = rule.versions[-1]
    starts = rulebook.rules[rule.starts].versions[-1] if rule.starts else None
    about = bullets(
        (
            f"{ENTITY_TITLES[rule.entity]}, {rule.unit.title}"
            + (", a standing without an amount" if rule.role is Role.STATUS else ""),
            *(f"{_since(version)}: {version.law}" for version in rule.versions),
            f"Start month: {starts.title}（{starts.law}）" if starts else "",
            _numbers(rule),
            f"Written in {_file(newest, rule.key)}",
        )
    )
    conditions = table(
        ("", "Condition", "By", "Rule"), _condition_rows(rulebook, newest.conditions)
    )
    return "\n\n".join([f"### {newest.title} {code(rule.key)}", about, conditions])


def _since(version: Version) -> str:
    return f"Since {in_force_from(version)}" if version.since else "Always"


def _numbers(rule: Rule) -> str:
    read = {
        node.key
        for version in rule.versions
        for node in walk(version.value)
        if isinstance(node, NumberRead)
    }
    return f"Numbers: {codes(sorted(read))}" if read else ""


def _file(version: Version, key: str) -> str:
    slug, name = key.split(".")[0], Path(version.file).name
    return f"[rules/{name}]({_LINES}/{slug}/rules/{name})"


def _condition_rows(
    rulebook: RuleBook, conditions: Iterable[RuleRead]
) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(conditions, start=1):
        newest = rulebook.rules[each.key].versions[-1]
        yield str(number), newest.title, newest.law, code(each.key)
        for read in newest.exceptions:
            exception = rulebook.rules[read.key].versions[-1]
            yield "", f"*unless* {exception.title}", exception.law, code(read.key)


def _other_rows(rule: Rule) -> Iterator[tuple[str, ...]]:
    for version in rule.versions:
        yield (
            code(rule.key),
            version.title,
            _KINDS[rule.role],
            ENTITY_TITLES[rule.entity],
            rule.unit.title,
            version.law,
            in_force_from(version) if version.since else "",
        )
