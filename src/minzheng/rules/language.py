"""The words in which rules are written.

A rule file imports these names so that editors and type checkers can follow it.  The engine reads
the file as text and never runs it: every function here only carries its documentation, from which
the language reference is generated.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

YesNo = bool
Money = int
MoneyPerMonth = int
MoneyPerYear = int
Count = int
Months = int
Ratio = int
Month = int
Date = int
"""The units that a rule's return annotation may name."""

YEAR: Months = 12
"""The months of a year, the only number of a rule that no law can change."""

NEVER: Date = 9999_12_31
"""The date of what has not happened."""


class _Reached:
    """Something whose attributes are facts and rules; checked by the engine, not here."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Person(_Reached):
    """A member of a household (成员): ``p.fact``, ``p.rule``, ``p.household``, ``p.supporters``."""


class Household(_Reached):
    """People who live together (家庭): ``h.fact``, ``h.rule``, ``h.members``."""


class Supporter(_Reached):
    """A statutory supporter outside the household (赡养、抚养、扶养义务人): ``s.fact``."""


class Numbers(_Reached):
    """The numbers in force for the household's area in the month evaluated, and ``n.month``."""


class Declared:
    """A declared rule, on which its exceptions, amendments and start month are hung."""

    def unless(self, sentence: str, law: str) -> Callable[[Any], "Declared"]:
        """An exception: where it holds, the condition counts as met."""
        return _declare(sentence, law)

    def amended(self, since: str, law: str) -> Callable[[Any], "Declared"]:
        """The rule as it reads from a month on ("2026-07"), replacing the one above it."""
        return _declare(since, law)

    def starts(self, sentence: str, law: str) -> Callable[[Any], "Declared"]:
        """The first month for which a benefit is paid; returns a ``Month``."""
        return _declare(sentence, law)


def _declare(sentence: str, law: str) -> Callable[[Any], Declared]:
    return lambda function: Declared()


def value(title: str, law: str, *, since: str = "") -> Callable[[Any], Declared]:
    """A named intermediate value, shown with its title in explanations."""
    return _declare(title, law)


def condition(sentence: str, law: str, *, since: str = "") -> Callable[[Any], Declared]:
    """A condition; its sentence is the one that a refusal letter prints."""
    return _declare(sentence, law)


def benefit(
    title: str, law: str, *, conditions: Sequence[Declared], since: str = ""
) -> Callable[[Any], Declared]:
    """An amount paid where every condition is met: each month, or once.

    No if any condition is no; undecided if none is no and any is unknown; else the amount.
    """
    return _declare(title, law)


def status(
    title: str, law: str, *, conditions: Sequence[Declared], since: str = ""
) -> Callable[[Any], Declared]:
    """A standing that is recognised without an amount, such as an edge family; returns YesNo."""
    return _declare(title, law)


def _read_only() -> NoReturn:
    raise RuntimeError("规则文件只供引擎读取, 不直接执行")


def floor_fen(amount: Any) -> int:
    """Round an exact amount, or the quotient of a division, down to the fen."""
    _read_only()


def ceil_fen(amount: Any) -> int:
    """Round an exact amount, or the quotient of a division, up to the fen."""
    _read_only()


def round_half_up_fen(amount: Any) -> int:
    """Round an exact amount, or the quotient of a division, to the nearest fen, halves up."""
    _read_only()


def round_to(amount: Any, unit: Any, mode: Any) -> int:
    """Round an amount to a multiple of ``unit`` (money) by ``mode`` (code ``Rounding``)."""
    _read_only()


def age(birth: Any, month: Any) -> int:
    """Full years reached by the last day of ``month`` (周岁)."""
    _read_only()


def month_reaching(birth: Any, years: Any) -> int:
    """The calendar month in which a person born on ``birth`` reaches an age."""
    _read_only()


def month_of(date: Any) -> int:
    """The calendar month of a date."""
    _read_only()


def per_year(amount: Any) -> int:
    """An amount each month as an amount each year (x 12)."""
    _read_only()


def per_month(amount: Any) -> Any:
    """An amount each year as a quotient each month (/ 12); only inside a rounding."""
    _read_only()


def once(amount: Any) -> int:
    """One month's amount, as an amount paid once."""
    _read_only()


def monthly(amount: Any) -> int:
    """An amount paid once, taken as the amount of one month."""
    _read_only()


def known(fact: Any) -> bool:
    """Whether a value is known; itself never unknown."""
    _read_only()


def step(table: Any, position: Any) -> int:
    """The entry of a table of steps (``steps: true``) at the highest step not above a count."""
    _read_only()


def count(members: Iterable[Any]) -> int:
    """How many: ``count(m for m in h.members if m.counted)``."""
    _read_only()
