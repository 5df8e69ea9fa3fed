"""All outcomes of a household at once: what is given or undecided in full, the rest in one line."""

from minzheng.rules.evaluation.closures import Evaluator
from minzheng.rules.explanation.explainer import Explainer
from minzheng.rules.explanation.overview import Overview
from minzheng.rules.program import program
from tests.rules.answers import MONTH, Facts, Member, home
from tests.rules.written_lines import WrittenLine, condition, parameters, rulebook

LINE = WrittenLine(
    condition("poor", "h.income < n.standard")
    + condition("modest", "h.savings <= n.once")
    + condition("pupil", "p.studying", "p: Person")
    + '@benefit("补助", "某条", conditions=[poor, modest])\n'
    + "def grant(h: Household, n: Numbers) -> MoneyPerMonth:\n    return h.spending\n\n"
    + '@status("学生", "某条", conditions=[pupil])\n'
    + "def student(p: Person, n: Numbers) -> YesNo:\n    return p.counted_in\n\n"
    + '@benefit("将来的补助", "某条", since="2027-01", conditions=[poor])\n'
    + "def later(h: Household, n: Numbers) -> MoneyPerMonth:\n    return n.standard\n"
)

_PUPIL: Member = ({"studying": 1, "counted_in": 1}, ())
_LATER = "✗ 将来的补助（line.later）: 当月尚未施行"


def told(facts: Facts, *members: Member) -> list[str]:
    """A line for each outcome: of what is explained in full the title and value."""
    book = rulebook(LINE)
    evaluator = Evaluator(program(book, MONTH))
    explainer = Explainer(evaluator, book, parameters(LINE).definitions)
    found = Overview(explainer, evaluator, book).of(home(LINE, facts, members))
    return [each if isinstance(each, str) else f"{each.title} {each.value}" for _, each in found]


def test_what_is_given_is_explained_in_full() -> None:
    facts: Facts = {"income": 100, "savings": 0, "spending": 500}
    assert told(facts, _PUPIL) == ["补助 5.00元/月", "学生 是", _LATER]


def test_a_refusal_is_one_line_with_every_condition_that_is_not_met() -> None:
    facts: Facts = {"income": 90_000, "savings": 200_001, "spending": 500}
    refused = "✗ 补助（line.grant）: 不符合“poor”“modest”"
    assert told(facts, ({"studying": 0}, ())) == [
        refused,
        "✗ 甲: 学生（line.student）: 不符合“pupil”",
        _LATER,
    ]


def test_what_is_unknown_refuses_nothing() -> None:
    assert told({"income": 90_000})[0] == "✗ 补助（line.grant）: 不符合“poor”"
    assert told({"income": 100, "spending": 500}, ({}, ()))[:2] == ["补助 不详", "学生 不详"]


def test_an_amount_of_nothing_says_so() -> None:
    facts: Facts = {"income": 100, "savings": 0, "spending": 0}
    assert told(facts)[0] == "✗ 补助（line.grant）: 金额为零"
