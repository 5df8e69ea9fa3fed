"""Explanations of small written rules: the branch taken, names, refusals first, what is missing."""

from collections.abc import Sequence

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.explanation.reasons import Reason
from minzheng.rules.program import program
from tests.rules.answers import MONTH, Facts, Member, home
from tests.rules.written_lines import WrittenLine, of_household, parameters, rulebook

GRANT = """
@condition("收入低于标准", "甲法 第1条")
def poor(h: Household, n: Numbers) -> YesNo:
    return h.income < n.standard

@condition("存款不超过限额", "甲法 第2条")
def modest(h: Household, n: Numbers) -> YesNo:
    return h.savings <= n.once

@condition("没有欠债", "甲法 第3条")
def free(h: Household, n: Numbers) -> YesNo:
    return not h.owing

@benefit("补助", "甲法 第4条", conditions=[poor, modest, free])
def answer(h: Household, n: Numbers) -> MoneyPerMonth:
    return max(n.standard - h.income, 0)

@answer.starts("自次月起", "甲法 第5条")
def starts(h: Household, n: Numbers) -> Month:
    return n.month + 1
"""


def explained(rules: str, facts: Facts, members: Sequence[Member] = ()) -> Reason:
    """The explanation of ``answer`` for a household."""
    line = WrittenLine(rules)
    book = rulebook(line)
    evaluator = Evaluator(program(book, MONTH, ["line.answer"]))
    explainer = Explainer(evaluator, book, parameters(line).definitions)
    return explainer.explain("line.answer", home(line, facts, members))


def lines(rules: str, facts: Facts, members: Sequence[Member] = ()) -> list[str]:
    """Its lines without their indent."""
    return [each.strip() for each in explained(rules, facts, members).lines()]


def sentence(value: str, facts: Facts, returns: str = "YesNo") -> str:
    """How one expression is written."""
    return explained(of_household(f"return {value}", returns), facts).formula


def test_granted_conditions_come_before_the_calculation() -> None:
    assert lines(GRANT, {"income": 60_000, "savings": 1_000, "owing": 0}) == [
        "补助: 300.00元/月（甲法 第4条）",
        "✓ 收入低于标准（甲法 第1条）",
        "收入600.00元/月，低于标准900.00元/月",
        "标准: 900.00元/月（某文件）",
        "✓ 存款不超过限额（甲法 第2条）",
        "存款10.00元，不高于一次性2,000.00元",
        "一次性: 2,000.00元（某文件）",
        "✓ 没有欠债（甲法 第3条）",
        "欠债：否",
        "算法: 标准900.00元/月 － 收入600.00元/月",
        "自次月起: 2026年12月（甲法 第5条）",
        "2026年11月的次月",
    ]


def test_refused_by_one_condition_that_comes_first_with_its_figures() -> None:
    assert lines(GRANT, {"income": 60_000, "savings": 200_001, "owing": 0}) == [
        "补助: 不符合条件（甲法 第4条）",
        "✗ 存款不超过限额（甲法 第2条）",
        "存款2,000.01元，高于一次性2,000.00元",
        "一次性: 2,000.00元（某文件）",
        "✓ 收入低于标准（甲法 第1条）",
        "✓ 没有欠债（甲法 第3条）",
    ]


def test_refused_names_what_is_unknown_after_what_failed() -> None:
    told = explained(GRANT, {"income": 90_000, "owing": 0})
    assert [str(each.verdict) for each in told.reasons] == ["unmet", "unknown", "met"]
    assert told.reasons[1].formula == ""


def test_a_status_may_be_a_condition_and_is_told_by_its_title_where_others_refuse() -> None:
    status = '@status("无债家庭", "甲法 第3条", conditions=[modest])\ndef free'
    rules = GRANT.replace('@condition("没有欠债", "甲法 第3条")\ndef free', status)
    told = lines(rules, {"income": 90_000, "savings": 1_000, "owing": 0})
    assert "✓ 无债家庭（甲法 第3条）" in told


def test_undecided_says_what_is_missing() -> None:
    told = explained(GRANT, {"income": 60_000, "owing": 0})
    assert told.value == "不详"
    assert [str(each.verdict) for each in told.reasons] == ["unknown", "met", "met"]
    assert told.reasons[0].formula == "存款不详（要看是否不高于一次性2,000.00元）"


def test_json_keeps_the_tree() -> None:
    tree = explained(GRANT, {"income": 60_000, "savings": 200_001, "owing": 0}).as_json()
    assert (tree["key"], tree["value"]) == ("line.answer", "0.00元/月")
    first = tree["reasons"][0]
    assert (first["key"], first["verdict"], first["value"]) == ("line.modest", "unmet", "否")
    assert first["reasons"][0]["law"] == "某文件"


def test_nothing_is_added_that_adds_nothing() -> None:
    facts = {"income": 50_000, "spending": 0}
    assert sentence("h.income + h.spending", facts, "MoneyPerMonth") == "收入500.00元/月"
    assert sentence("max(h.income - h.spending, 0)", facts, "MoneyPerMonth") == "收入500.00元/月"


def test_a_floor_is_told_where_it_bites() -> None:
    facts = {"income": 10_000, "spending": 30_000}
    assert sentence("max(h.income - h.spending, 0)", facts, "MoneyPerMonth") == (
        "收入100.00元/月 － 支出300.00元/月，不足的按0.00元/月计"
    )


def test_the_first_that_suffices_and_all_that_refuse() -> None:
    assert sentence("h.rented or h.owing", {"rented": 1, "owing": 1}) == "租房：是"
    assert sentence("h.rented and h.owing", {"rented": 0, "owing": 0}) == "租房：否；欠债：否"


def test_codes_and_what_they_are_not() -> None:
    assert sentence("h.place == Place.town", {"place": 1}) == "住地为城镇"
    assert sentence("h.place == Place.town", {"place": 2}) == "住地为农村，不是城镇"


def test_only_the_branch_taken_and_why() -> None:
    rule = "if h.rented:\n    return h.income\nreturn h.spending"
    facts = {"rented": 0, "income": 100, "spending": 200}
    assert explained(of_household(rule), facts).formula == "支出2.00元/月（租房：否）"


def test_members_are_named_also_those_who_do_not_count() -> None:
    rule = of_household("return count(m for m in h.members if m.counted_in)", "Count")
    members: list[Member] = [({"counted_in": 1}, ()), ({"counted_in": 0}, ())]
    assert explained(rule, {}, members).formula == "1人（甲，不计乙）"


def test_sums_name_their_members() -> None:
    rule = of_household("return sum(m.wage for m in h.members)")
    members: list[Member] = [({"wage": 100}, ()), ({"wage": 0}, ()), ({"wage": 250}, ())]
    assert explained(rule, {}, members).formula == "甲工资1.00元/月 ＋ 丙工资2.50元/月"


def test_rounding_is_told_where_it_changed_something() -> None:
    rule = of_household("return floor_fen(h.income * n.share)")
    assert explained(rule, {"income": 10_000}).formula == "收入100.00元/月 × 比例35%"
    assert explained(rule, {"income": 10_001}).formula.endswith("（舍去分以下）")
