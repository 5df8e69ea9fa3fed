"""A line made for comparing evaluators: every kind of expression, wherever one can stand.

Each expression is a rule of its own; each is then read by whoever may read it (a household
through every aggregate, as what is gathered and as the test; a member from above; a supporter
from above), so that every node meets every position.
"""

from collections.abc import Iterator

from tests.rules.written_lines import WrittenLine

YES_NO, MONEY, COUNT, MONTH, MONTHS, DATE = (
    "YesNo",
    "MoneyPerMonth",
    "Count",
    "Month",
    "Months",
    "Date",
)

_OF_ANYONE = (
    (YES_NO, "n.generous"),
    (YES_NO, "True"),
    (YES_NO, "n.month >= n.opened"),
    (MONEY, "n.standard"),
    (MONEY, "0"),
    ("MoneyPerYear", "n.yearly"),
    ("Ratio", "n.share"),
    (COUNT, "n.adult"),
    (MONTHS, "n.spell"),
    (MONTH, "n.month + n.spell - 1"),
    (DATE, "n.cutoff"),
    ("Grade", "n.least_grade"),
)
"""Constants, which an engine is tempted to fold."""

OF_HOUSEHOLD = (
    (YES_NO, "h.rented"),
    (YES_NO, "not h.rented"),
    (YES_NO, "h.rented and h.owing"),
    (YES_NO, "h.rented or h.owing"),
    (YES_NO, "not (h.rented and h.income > 0) or (h.owing and h.rooms < h.size)"),
    (YES_NO, "h.rented == h.owing"),
    (YES_NO, "h.rented != (h.income > h.spending)"),
    (YES_NO, "h.place == Place.town"),
    (YES_NO, "h.place not in {Place.country}"),
    (YES_NO, "0 < h.income <= h.spending < n.standard"),
    (YES_NO, "h.owing if h.rented else h.income == 0"),
    (YES_NO, "known(h.income) and known(h.rented or h.owing)"),
    (YES_NO, "h.income * n.share >= h.spending"),
    (YES_NO, "h.income * h.rooms < n.by_place[h.place] * h.size"),
    (YES_NO, "n.month - h.settled < n.spell"),
    (MONEY, "h.income + h.spending - n.standard"),
    (MONEY, "-h.income"),
    (MONEY, "h.income * h.rooms - h.spending * h.size"),
    (MONEY, "max(h.income, h.spending, monthly(h.savings))"),
    (MONEY, "min(h.income - h.spending, 0)"),
    (MONEY, "floor_fen((h.income - h.spending) / h.size)"),
    (MONEY, "ceil_fen((h.income - h.spending) / h.size)"),
    (MONEY, "round_half_up_fen((h.income - h.spending) / h.size)"),
    (MONEY, "floor_fen((h.income - h.spending) * n.share)"),
    (MONEY, "ceil_fen((h.income - h.spending) * n.share)"),
    (MONEY, "round_half_up_fen(h.income * n.share + h.spending)"),
    (MONEY, "ceil_fen(h.income * n.share / max(h.rooms, 1))"),
    (MONEY, "floor_fen(h.income / n.share)"),
    (MONEY, "floor_fen(max(h.income * n.share, h.spending) if h.rented else h.spending * n.share)"),
    (MONEY, "round_to(h.income - h.spending, n.one_yuan, n.rounding)"),
    (MONEY, "round_to(h.income * n.share, n.one_yuan, Rounding.up)"),
    (MONEY, "round_to(h.income, n.one_yuan, Rounding.up if h.rented else Rounding.down)"),
    (MONEY, "round_to((h.income - h.spending) * n.share, n.once, n.rounding)"),
    (MONEY, "n.by_place[h.place]"),
    (MONEY, "n.by_place[Place.town if h.rented else h.place]"),
    (MONEY, "step(n.by_age, h.rooms)"),
    (MONEY, "step(n.by_age, min(h.rooms * h.size, n.adult))"),
    (MONEY, "n.by_place[h.place] if known(h.place) else step(n.by_age, h.rooms)"),
    ("MoneyPerYear", "per_year(h.income - h.spending)"),
    ("Money", "once(h.income) - h.savings"),
    ("Money", "h.income * n.spell"),
    (COUNT, "h.rooms * h.size - 1"),
    (COUNT, "h.rooms * h.rooms * h.rooms * h.rooms"),
    (COUNT, "max(h.rooms, h.size)"),
    (MONTH, "h.settled + n.spell"),
    (MONTH, "max(h.settled, n.month + 1)"),
    (MONTHS, "n.month - h.settled"),
    (MONTHS, "(n.month - h.settled) * h.rooms"),
    ("Place", "h.place if h.rented else Place.country"),
    (YES_NO, "h.h2 or not h.h4"),
    (MONEY, "h.h15 + h.h16 if h.h3 else h.h17"),
    (MONEY, "max(min(h.income - h.spending, n.standard), 0)"),
    (MONEY, "max(max(h.income - n.standard, 0) - h.spending, h.income)"),
    (MONEY, "min(max(h.income - h.spending, 0), max(h.spending - n.standard, 0))"),
    (YES_NO, "n.eased[h.place]"),
    (YES_NO, "n.eased[h.place] and h.rented"),
)  # fmt: skip

OF_PERSON = (
    (YES_NO, "p.studying"),
    (YES_NO, "p.studying and not p.household.rented"),
    (YES_NO, "p.grade in {Grade.first, Grade.second}"),
    (YES_NO, "p.grade not in {Grade.none}"),
    (YES_NO, "p.grade <= n.least_grade"),
    (YES_NO, "p.grade > Grade.first"),
    (YES_NO, "age(p.born, n.month) >= n.adult"),
    (YES_NO, "p.died == NEVER"),
    (YES_NO, "p.born <= n.cutoff or p.died < NEVER"),
    (YES_NO, "known(p.wage) or p.counted_in"),
    (YES_NO, "known(p.household.income)"),
    (YES_NO, "p.wage < p.household.income"),
    (YES_NO, "p.studying if p.household.rented else p.counted_in"),
    (YES_NO, "month_reaching(p.born, n.adult) <= n.month"),
    (MONEY, "p.wage"),
    (MONEY, "p.wage - p.household.income"),
    (MONEY, "p.wage if p.studying else -p.wage"),
    (MONEY, "floor_fen(per_month(p.pension))"),
    (MONEY, "ceil_fen(per_month(p.pension * n.share))"),
    (MONEY, "round_half_up_fen(p.wage / p.capacity)"),
    (MONEY, "floor_fen(p.wage * n.share / p.capacity)"),
    (MONEY, "floor_fen(p.wage * p.capacity)"),
    (MONEY, "ceil_fen(p.wage / max(p.children, 1))"),
    (MONEY, "n.by_place[p.household.place]"),
    (MONEY, "step(n.by_age, age(p.born, n.month))"),
    (MONEY, "max(p.wage, n.standard) if p.counted_in else 0"),
    ("MoneyPerYear", "p.pension - n.yearly"),
    ("Money", "p.wage * p.waited"),
    (COUNT, "age(p.born, n.month)"),
    (COUNT, "age(p.born, month_of(p.died))"),
    (COUNT, "p.children + 1"),
    (COUNT, "age(p.born, n.month) * p.children * p.children"),
    (MONTH, "month_of(p.born)"),
    (MONTH, "month_reaching(p.born, p.children)"),
    (MONTH, "n.month + p.waited"),
    (MONTHS, "max(n.month - month_of(p.born), p.waited)"),
    ("Ratio", "p.capacity + n.share"),
    ("Ratio", "p.capacity * p.children"),
    (DATE, "max(p.born, n.cutoff)"),
    (DATE, "p.died if p.studying else NEVER"),
    ("Grade", "p.grade if p.counted_in else Grade.third"),
    (YES_NO, "p.p0 and p.household.h3"),
    (MONEY, "max(p.p15, p.p16 + p.household.h15)"),
)

OF_SUPPORTER = (
    (YES_NO, "s.person.p0"),
    (MONEY, "s.earnings + s.person.p14"),
    (YES_NO, "s.able"),
    (YES_NO, "s.able and s.person.studying"),
    (YES_NO, "s.lives == Place.town or s.earnings > n.standard"),
    (YES_NO, "known(s.earnings)"),
    (YES_NO, "s.earnings < s.person.wage"),
    (MONEY, "s.earnings"),
    (MONEY, "floor_fen(max(s.earnings - n.by_place[s.lives], 0) * n.share)"),
    (MONEY, "s.earnings if s.able else s.person.wage"),
    (COUNT, "1 if s.able else 0"),
)

_FACTS_OF_MEMBERS = (
    (MONEY, "sum(m.wage for m in h.members)"),
    (MONEY, "sum(m.wage for m in h.members if m.studying and m.counted_in)"),
    (MONEY, "max(m.wage for m in h.members if not m.studying)"),
    (MONEY, "min(m.wage - n.standard for m in h.members)"),
    (MONEY, "sum(m.wage for m in h.members) - max(m.wage for m in h.members if m.studying)"),
    (MONEY, "floor_fen(sum(m.wage * n.share for m in h.members) / h.size)"),
    (COUNT, "count(m for m in h.members)"),
    (COUNT, "count(m for m in h.members if m.grade in {Grade.first} if m.studying)"),
    (YES_NO, "any(m.studying for m in h.members) and not all(m.counted_in for m in h.members)"),
    (YES_NO, "any(True for m in h.members if m.studying)"),
    (YES_NO, "all(False for m in h.members if m.studying)"),
    (YES_NO, "count(m for m in h.members if m.studying) > h.rooms"),
    (MONTHS, "max(m.waited for m in h.members if m.counted_in)"),
    ("Ratio", "min(m.capacity for m in h.members)"),
)

_GATHERINGS = {YES_NO: ("any", "all"), MONEY: ("sum", "max", "min"), COUNT: ("sum", "max", "min")}

Written = tuple[str, str, str, str]
"""The entity's letter, a rule's name, its unit, its expression."""


def _named(letter: str, expressions: tuple[tuple[str, str], ...]) -> Iterator[Written]:
    for i, (unit, text) in enumerate(expressions):
        yield letter, f"{letter}{i}", unit, text


def _gathered(written: list[Written], letter: str, variable: str, whose: str) -> Iterator[Written]:
    """Every rule of one entity gathered by the one above it, alone and by a test that is a rule."""
    tests = [name for _, name, unit, _ in written if unit == YES_NO]
    for i, (_, name, unit, _) in enumerate(written):
        test = f"{variable}.{tests[i % len(tests)]}"
        for gathering in _GATHERINGS.get(unit, ()):
            for tail in ("", f" if {test}"):
                text = f"{gathering}({variable}.{name} for {variable} in {whose}{tail})"
                which = "some" if tail else "each"
                yield letter, f"{letter}_{gathering}_of_{which}_{name}", unit, text
        if unit == YES_NO:
            text = f"count({variable} for {variable} in {whose} if {variable}.{name})"
            yield letter, f"{letter}_count_{name}", COUNT, text


def _from_above(written: list[Written], letter: str, path: str) -> Iterator[Written]:
    for _, name, unit, _ in written:
        yield letter, f"{letter}_reads_{name}", unit, f"{path}.{name}"
        yield letter, f"{letter}_knows_{name}", YES_NO, f"known({path}.{name})"


def _all() -> list[Written]:
    anyone = [each for letter in "hp" for each in _named(f"{letter}", _OF_ANYONE)]
    constants = [(letter, f"{name}_constant", unit, text) for letter, name, unit, text in anyone]
    households = [*_named("h", OF_HOUSEHOLD)]
    persons = [*_named("p", OF_PERSON)]
    supporters = [*_named("s", OF_SUPPORTER)]
    members = [("h", f"h_members{i}", *each) for i, each in enumerate(_FACTS_OF_MEMBERS)]
    of_supporters = [*_gathered(supporters, "p", "s", "p.supporters")]
    down = [*_from_above([*households, *members], "p", "p.household")]
    again = [*_gathered(of_supporters, "h", "m", "h.members")]
    return [
        *constants,
        *households,
        *persons,
        *supporters,
        *members,
        *of_supporters,
        *_gathered(persons, "h", "m", "h.members"),
        *down,
        *_gathered([each for each in down if each[2] in _GATHERINGS][:20], "h", "m", "h.members"),
        *again[:30],
    ]


_SUBJECTS = {"h": "h: Household", "p": "p: Person", "s": "s: Supporter"}


def _rule(letter: str, name: str, unit: str, text: str) -> str:
    head = f'@value("{name}", "某条")\ndef {name}({_SUBJECTS[letter]}, n: Numbers) -> {unit}:\n'
    return f"{head}    return {text}\n\n"


EVERY_NODE = WrittenLine("".join(_rule(*each) for each in _all()))
"""Some hundreds of rules."""
