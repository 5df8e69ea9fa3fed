"""The page of overlaps: which outcome looks at which other one, and what is decided first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from minzheng.interfaces.reference.markdown import code, page, table
from minzheng.interfaces.reference.rules import title
from minzheng.rules.rulebook import Rule, RuleBook
from minzheng.rules.tree import Expression, RuleRead, walk

_INTRODUCTION = (
    "A benefit may require another one, exclude it, be reduced by it, or not look at it at all. "
    "What follows is read off the rules: an outcome *looks at* another where one of its "
    "conditions, its amount or its start month reads it, directly or through rules that are no "
    "outcomes themselves. Where two benefits weigh each other, each looks at what the other would "
    "pay *before* the two are weighed, which is a published value and no outcome: see *Across the "
    "lines*. Outcomes that look at each other in neither way stack: both are paid."
)
_ORDER = (
    "Each outcome stands after all that it looks at. There are no circles: the engine refuses a "
    "rule that would read itself."
)
_ACROSS = (
    "Rules that one line publishes and outcomes of another read, directly or through rules that "
    "are no outcomes. Only published rules can be read across lines."
)
_MATRIX = (
    "Row looks at column: ● directly, ○ only through another outcome. "
    "The numbers are those of the order of decision."
)


@dataclass(frozen=True, slots=True)
class Look:
    """One outcome seen from a part of another: a condition's sentence, the amount, the start."""

    of: str
    part: str


def overlaps_page(rulebook: RuleBook) -> str:
    """``overlaps.md``."""
    looks = {rule.key: tuple(_looks(rulebook, rule)) for rule in rulebook.outcomes()}
    order = _in_order(looks)
    return page(
        "Order of decision and overlaps",
        _INTRODUCTION,
        (
            f"## Order of decision\n\n{_ORDER}\n\n{_order_table(rulebook, order)}",
            f"## Who looks at whom\n\n{_diagram(rulebook, order, looks)}",
            f"## Matrix\n\n{_MATRIX}\n\n{_matrix(order, looks)}",
            f"## Across the lines\n\n{_ACROSS}\n\n{_across(rulebook, order)}",
            "## Why\n\n" + _reasons(rulebook, order, looks),
        ),
    )


def _looks(rulebook: RuleBook, rule: Rule) -> Iterator[Look]:
    """What the parts of an outcome look at, each pair once."""
    seen: dict[Look, None] = {}
    for part, keys in _parts(rulebook, rule):
        for key in sorted(_outcomes_behind(rulebook, keys)):
            seen.setdefault(Look(key, part))
    yield from seen


def _parts(rulebook: RuleBook, rule: Rule) -> Iterator[tuple[str, Iterable[str]]]:
    for version in rule.versions:
        for condition in version.conditions:
            yield f"条件: {rulebook.title(condition.key)}", [condition.key]
        yield "金额", _rules_read(version.body)
    if rule.starts is not None:
        yield "起始月份", [rule.starts]


def _rules_read(expression: Expression) -> list[str]:
    return [node.key for node in walk(expression) if isinstance(node, RuleRead)]


def _outcomes_behind(rulebook: RuleBook, keys: Iterable[str]) -> set[str]:
    """The nearest outcomes reached from some rules; an outcome is not looked behind."""
    outcomes = {rule.key for rule in rulebook.outcomes()}
    return _reached(rulebook, keys) & outcomes


def _reached(rulebook: RuleBook, keys: Iterable[str]) -> set[str]:
    """Some rules and all that they read, up to the nearest outcomes."""
    outcomes = {rule.key for rule in rulebook.outcomes()}
    found: set[str] = set()
    left = list(keys)
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left += [] if key in outcomes else _reads(rulebook.rules[key])
    return found


def _reads(rule: Rule) -> list[str]:
    return [read for version in rule.versions for read in _rules_read(version.value)]


def _across(rulebook: RuleBook, order: list[str]) -> str:
    """Each published rule with the outcomes of other lines that read it."""
    readers: dict[str, list[str]] = {}
    for key in order:
        rule = rulebook.rules[key]
        starts = [rule.starts] if rule.starts else []
        for read in _reached(rulebook, [*_reads(rule), *starts]):
            if read.split(".")[0] != key.split(".")[0]:
                readers.setdefault(read, []).append(title(rule))
    rows = (
        (title(rulebook.rules[key]), code(key), "、".join(readers[key]))
        for line in rulebook.lines.values()
        for key in sorted(line.publishes)
        if key in readers
    )
    return table(("Published", "Rule", "Read by outcomes of other lines"), rows)


def _in_order(looks: Mapping[str, tuple[Look, ...]]) -> list[str]:
    """Every outcome after those that it looks at; otherwise as the lines have them."""
    placed: dict[str, None] = {}

    def place(key: str) -> None:
        for look in looks[key]:
            if look.of not in placed and look.of != key:
                place(look.of)
        placed.setdefault(key)

    for key in looks:
        place(key)
    return list(placed)


def _order_table(rulebook: RuleBook, order: list[str]) -> str:
    rows = (
        (
            str(number),
            title(rulebook.rules[key]),
            rulebook.lines[key.split(".")[0]].title,
            code(key),
        )
        for number, key in enumerate(order, start=1)
    )
    return table(("", "Outcome", "Line", "Rule"), rows)


def _diagram(rulebook: RuleBook, order: list[str], looks: Mapping[str, tuple[Look, ...]]) -> str:
    """A Mermaid diagram; an arrow leads from what is decided first to what looks at it."""
    numbers = {key: number for number, key in enumerate(order, start=1)}
    lines = ["```mermaid", "flowchart LR"]
    lines += [f'  n{number}["{title(rulebook.rules[key])}"]' for key, number in numbers.items()]
    for key in order:
        seen = sorted({numbers[look.of] for look in looks[key]})
        lines += [f"  n{number} --> n{numbers[key]}" for number in seen]
    return "\n".join([*lines, "```"])


def _matrix(order: list[str], looks: Mapping[str, tuple[Look, ...]]) -> str:
    behind: dict[str, set[str]] = {}
    for key in order:
        direct = {look.of for look in looks[key]}
        behind[key] = direct.union(*(behind[each] for each in direct))
    rows = []
    for number, key in enumerate(order, start=1):
        direct = {look.of for look in looks[key]}
        marks = ("●" if each in direct else "○" if each in behind[key] else "" for each in order)
        rows.append((f"**{number}** {code(key)}", *marks))
    return table(("", *(str(number) for number, _ in enumerate(order, start=1))), rows)


def _reasons(rulebook: RuleBook, order: list[str], looks: Mapping[str, tuple[Look, ...]]) -> str:
    sections = []
    for key in order:
        rows = [(title(rulebook.rules[look.of]), look.part, code(look.of)) for look in looks[key]]
        if rows:
            heading = f"### {title(rulebook.rules[key])} {code(key)}"
            sections.append(f"{heading}\n\n{table(('Looks at', 'In', 'Rule'), rows)}")
    alone = [title(rulebook.rules[key]) for key in order if not looks[key]]
    sections.append(f"Look at no other outcome: {'、'.join(alone)}.")
    return "\n\n".join(sections)
