"""Aggregates over members who may be in or out, and the facts that are named as missing."""

from itertools import product

import pytest

from tests.rules.answers import Answer, Facts, Member, ask, home, of_home, of_member
from tests.rules.written_lines import WrittenLine, condition, of_household, of_person

TRUTHS = (True, False, None)
Flags = tuple[tuple[bool | None, bool | None], ...]
"""For each of two members: whether counted in, whether studying."""


def _members(flags: Flags) -> list[Member]:
    return [({"counted_in": counted, "studying": studying}, []) for counted, studying in flags]


def _completions(flags: Flags) -> list[Flags]:
    """Every way in which the unknown could turn out."""
    ways = [
        [
            (counted, studying)
            for counted in ((True, False) if pair[0] is None else (pair[0],))
            for studying in ((True, False) if pair[1] is None else (pair[1],))
        ]
        for pair in flags
    ]
    return list(product(*ways))


@pytest.mark.parametrize("flags", list(product(product(TRUTHS, TRUTHS), repeat=2)))
def test_any_and_all_are_known_exactly_where_the_unknown_cannot_change_them(flags: Flags) -> None:
    """Each member's facts are independent, so Kleene's answer is the best possible one."""
    members = _members(flags)
    for gather, decide in (("any", any), ("all", all)):
        value = f"{gather}(m.studying for m in h.members if m.counted_in)"
        possible = {
            decide(studying for counted, studying in each if counted)
            for each in _completions(flags)
        }
        expected = possible.pop() if len(possible) == 1 else None
        assert of_home(value, "YesNo", {}, members).value is expected


@pytest.mark.parametrize("counted", list(product(TRUTHS, repeat=2)))
@pytest.mark.parametrize("wages", [(10, 20), (10, None), (None, 20)])
def test_sum_count_max_min_want_every_member_that_may_be_in(
    counted: tuple[bool | None, ...], wages: tuple[int | None, ...]
) -> None:
    members: list[Member] = [
        ({"counted_in": each, "wage": wage}, []) for each, wage in zip(counted, wages, strict=True)
    ]
    inside = [wage for each, wage in zip(counted, wages, strict=True) if each]
    unknown = None in counted or None in inside
    known = [wage for wage in inside if wage is not None]
    tail = "for m in h.members if m.counted_in)"
    for gather, expected in (
        ("sum", sum(known)),
        ("max", max(known, default=0)),
        ("min", min(known, default=0)),
    ):
        found = of_home(f"{gather}(m.wage {tail}", "MoneyPerMonth", {}, members).value
        assert found == (None if unknown else expected)
    people = of_home(f"count(m {tail}", "Count", {}, members).value
    assert people == (None if None in counted else len(inside))


@pytest.mark.parametrize(
    ("value", "returns", "stored"),
    [
        ("sum(s.earnings for s in p.supporters)", "MoneyPerMonth", 0),
        ("count(s for s in p.supporters)", "Count", 0),
        ("max(s.earnings for s in p.supporters)", "MoneyPerMonth", 0),
        ("min(s.earnings for s in p.supporters)", "MoneyPerMonth", 0),
        ("any(s.able for s in p.supporters)", "YesNo", False),
        ("all(s.able for s in p.supporters)", "YesNo", True),
    ],
)
def test_an_aggregate_over_nobody(value: str, returns: str, stored: int) -> None:
    assert of_member(value, returns, {}).value == stored


def test_the_least_is_of_those_that_are_in() -> None:
    supporters: list[Facts] = [{"earnings": 7, "able": True}, {"earnings": 3, "able": False}]
    value = "min(s.earnings for s in p.supporters if s.able)"
    assert of_member(value, "MoneyPerMonth", {}, supporters).value == 7


def test_members_read_their_household_and_households_their_members() -> None:
    line = WrittenLine(
        of_household("return sum(m.share for m in h.members)")
        + of_person("return p.wage if p.household.rented else 0").replace("def answer", "def share")
    )
    members: list[Member] = [({"wage": 5}, []), ({"wage": 7}, [])]
    assert ask(line, "line.answer", home(line, {"rented": True}, members)).value == 12
    assert ask(line, "line.answer", home(line, {"rented": False}, [({}, [])])).value == 0


BENEFIT = WrittenLine(
    condition("poor", "h.income < n.standard")
    + condition("tenant", "h.rented")
    + '@tenant.unless("有欠债", "某条")\n'
    + "def indebted(h: Household, n: Numbers) -> YesNo:\n    return h.owing\n\n"
    + '@benefit("补助", "某条", conditions=[poor, tenant])\n'
    + "def grant(h: Household, n: Numbers) -> MoneyPerMonth:\n"
    + "    return n.standard - h.income + h.spending\n\n"
    + '@status("困难家庭", "某条", conditions=[poor])\n'
    + "def needy(h: Household, n: Numbers) -> YesNo:\n    return h.rented\n"
)

_ALL_MET: Facts = {"income": 80_000, "rented": True, "owing": False, "spending": 5}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, Answer(10_005, ())),
        ({"income": 90_000}, Answer(0, ())),
        ({"income": 89_999}, Answer(6, ())),
        ({"rented": False}, Answer(0, ())),
        ({"rented": False, "owing": True}, Answer(10_005, ())),
        ({"rented": None}, Answer(None, ("household.rented",))),
        ({"rented": None, "owing": True}, Answer(10_005, ())),
        ({"rented": False, "owing": None}, Answer(None, ("household.owing",))),
        ({"rented": None, "owing": None}, Answer(None, ("household.owing", "household.rented"))),
        ({"income": 90_000, "rented": None, "owing": None, "spending": None}, Answer(0, ())),
        ({"income": None}, Answer(None, ("household.income",))),
        ({"income": None, "rented": False}, Answer(0, ())),
        ({"spending": None}, Answer(None, ("household.spending",))),
    ],
)
def test_a_benefit_is_nothing_unknown_or_its_amount(facts: Facts, answer: Answer) -> None:
    assert ask(BENEFIT, "line.grant", home(BENEFIT, {**_ALL_MET, **facts})) == answer


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, Answer(True, ())),
        ({"rented": False}, Answer(False, ())),
        ({"income": 90_000, "rented": None}, Answer(False, ())),
        ({"income": None}, Answer(None, ("household.income",))),
    ],
)
def test_a_status_is_yes_no_or_unknown(facts: Facts, answer: Answer) -> None:
    assert ask(BENEFIT, "line.needy", home(BENEFIT, {**_ALL_MET, **facts})) == answer


@pytest.mark.parametrize(
    ("value", "returns", "facts", "missing"),
    [
        ("h.income + h.spending", "MoneyPerMonth", {"income": 1}, {"spending"}),
        ("h.rented and h.owing", "YesNo", {"rented": True}, {"owing"}),
        ("h.rented and h.owing", "YesNo", {"rented": False}, set()),
        ("h.rented or h.owing", "YesNo", {"rented": True}, set()),
        ("h.income if h.rented else h.spending", "MoneyPerMonth", {"rented": True}, {"income"}),
        ("h.income if h.rented else h.spending", "MoneyPerMonth", {"income": 1}, {"rented"}),
        ("n.by_place[h.place] - h.income", "MoneyPerMonth", {"income": 1}, {"place"}),
        ("h.rented or (h.owing and h.income > 0)", "YesNo", {"owing": False}, {"rented"}),
    ],
)
def test_only_facts_that_still_matter_are_missing(
    value: str, returns: str, facts: Facts, missing: set[str]
) -> None:
    assert of_home(value, returns, facts).missing == tuple(
        sorted(f"household.{each}" for each in missing)
    )


@pytest.mark.parametrize(
    ("gather", "members", "missing"),
    [
        ("sum(m.wage", [{"counted_in": True}, {"counted_in": False}], {"甲.wage"}),
        ("sum(m.wage", [{"wage": 1}, {"counted_in": True, "wage": 1}], {"甲.counted_in"}),
        ("sum(m.wage", [{}, {"counted_in": True}], {"甲.counted_in", "乙.wage"}),
        ("any(m.studying", [{"studying": False}, {"studying": True}], {"乙.counted_in"}),
        ("any(m.studying", [{}, {"counted_in": False}], {"甲.counted_in", "甲.studying"}),
        ("all(m.studying", [{"studying": True}, {"studying": False}], {"乙.counted_in"}),
        ("all(m.studying", [{"studying": True}, {"counted_in": True}], {"乙.studying"}),
        ("count(m", [{"wage": None}, {"counted_in": True}], {"甲.counted_in"}),
    ],
)
def test_only_members_that_still_matter_are_missing(
    gather: str, members: list[Facts], missing: set[str]
) -> None:
    returns = {"sum": "MoneyPerMonth", "count": "Count"}.get(gather.split("(")[0], "YesNo")
    value = f"{gather} for m in h.members if m.counted_in)"
    found = of_home(value, returns, {}, [(each, []) for each in members])
    assert found == Answer(None, tuple(sorted(missing)))


def test_missing_facts_of_supporters_say_whose() -> None:
    supporters: list[Facts] = [{"earnings": 1}, {}]
    found = of_member("sum(s.earnings for s in p.supporters)", "MoneyPerMonth", {}, supporters)
    assert found == Answer(None, ("甲.supporters[1].earnings",))
