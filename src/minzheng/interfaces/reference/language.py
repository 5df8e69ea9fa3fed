"""The page of the rule language, from the docstrings of the language itself."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from minzheng.interfaces.reference.algebra import algebra_section, unit_section
from minzheng.interfaces.reference.markdown import code, page, plain, table
from minzheng.rules import language
from minzheng.rules.reading.calls import FUNCTIONS
from minzheng.rules.reading.expressions import WORDS
from minzheng.rules.tree import Gathering
from minzheng.rules.units import Code, OrderedCode

_STATEMENTS = """## What a rule file may hold

A docstring, imports (`from … import …` of the language, of code lists and of the line's own
rules), and functions with exactly one decorator each. The first parameter says whom the rule is
about, the second is `n: Numbers`; the annotation of the return says the unit. Inside a function: a
docstring, `name = expression` (each name once), `if`, `elif`, `else`, `return`. Every path returns.

Expressions:

- `0`, `1`, `YEAR`, `NEVER`, `True`, `False`, a code such as `Settlement.urban`, names given above;
- facts and rules of whom the rule is about (`p.wage`, `p.counted`), of the household
  (`p.household.income`), of the person supported (`s.person.wage`), of another line
  (`p.line.rule`);
- numbers (`n.standard`, `n.line.standard`, `n.table[code]`) and the month evaluated (`n.month`);
- `+ - *`, comparisons (chains too), `in {…}`, `and`, `or`, `not`, `a if c else b`, and the
  functions below.

Anything else is refused with file, line and reason; so are a sum or product that could leave 64
bits, and a division whose divisor could be zero."""

_UNKNOWN = """## Unknown

A fact that nobody has supplied is unknown, and so is what is computed from it. *No and unknown* is
no, *yes or unknown* is yes; a comparison, a sum or a choice that meets unknown is unknown. A
benefit is no if any condition is no, undecided if none is no and any is unknown, and else the
amount."""

_AGGREGATES: Mapping[Gathering, str] = {
    Gathering.SUM: "The sum; 0 of nobody.",
    Gathering.ANY: "Whether it holds of anybody; no of nobody.",
    Gathering.ALL: "Whether it holds of everybody; yes of nobody.",
    Gathering.COUNT: "How many.",
    Gathering.MAX: "The greatest; 0 of nobody.",
    Gathering.MIN: "The least; 0 of nobody.",
}
_REACHED = (language.Person, language.Household, language.Supporter, language.Numbers)
_DECLARING: tuple[Callable[..., Any], ...] = (
    language.value,
    language.condition,
    language.benefit,
    language.status,
)
_HUNG: tuple[Callable[..., Any], ...] = (
    language.Declared.unless,
    language.Declared.amended,
    language.Declared.starts,
)


def language_page(codes: Mapping[str, type[Code]]) -> str:
    """``rule-language.md``."""
    sections = (
        _STATEMENTS,
        "## Whom a rule is about\n\n" + table(("Parameter", ""), _reached()),
        "## Decorators\n\n" + table(("Decorator", ""), _decorators()),
        "## Functions\n\n" + table(("Function", ""), _functions()),
        "## Aggregates\n\n" + table(("Over `h.members` or `p.supporters`", ""), _aggregates()),
        unit_section(codes),
        algebra_section(),
        _UNKNOWN,
        "## Code lists\n\n" + "\n\n".join(_code_list(each) for each in codes.values() if len(each)),
    )
    return page("The rule language", plain(inspect.getdoc(language) or ""), sections)


def _reached() -> Iterator[tuple[str, str]]:
    for each in _REACHED:
        yield code(each.__name__), plain(inspect.getdoc(each) or "")


def _decorators() -> Iterator[tuple[str, str]]:
    for each in _DECLARING:
        yield code(f"@{_signature(each)}"), plain(inspect.getdoc(each) or "")
    for each in _HUNG:
        yield code(f"@rule.{_signature(each)}"), plain(inspect.getdoc(each) or "")


def _functions() -> Iterator[tuple[str, str]]:
    for name in sorted(WORDS - {str(each) for each in Gathering}):
        function = getattr(language, name)
        yield code(_signature(function)), plain(inspect.getdoc(function) or "")
    for name in sorted({str(each) for each in Gathering}.intersection(FUNCTIONS)):
        word = "greatest" if name == "max" else "least"
        yield code(f"{name}(a, b, …)"), f"The {word} of several values of one unit."


def _aggregates() -> Iterator[tuple[str, str]]:
    for gathering, meaning in _AGGREGATES.items():
        element = "m" if gathering is Gathering.COUNT else "…"
        yield code(f"{gathering}({element} for m in h.members if …)"), meaning


def _signature(function: Callable[..., Any]) -> str:
    """``benefit(title, law, conditions=…, since="")`` without annotations."""
    parts = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name == "self":
            continue
        if parameter.default is not inspect.Parameter.empty:
            parts.append(f'{name}="{parameter.default}"')
        else:
            parts.append(f"{name}=[…]" if parameter.kind is parameter.KEYWORD_ONLY else name)
    return f"{function.__name__}({', '.join(parts)})"


def _code_list(each: type[Code]) -> str:
    ordered = " In order: `<` and `>` have a meaning." if issubclass(each, OrderedCode) else ""
    rows = ((code(member.name), str(member.value), member.title) for member in each)
    about = plain(inspect.getdoc(each) or "") + ordered
    return f"### {code(each.__name__)}\n\n{about}\n\n" + table(("Entry", "No.", "中文"), rows)
