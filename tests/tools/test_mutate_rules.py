"""The mutation tool on a line of three rules, of which one threshold is not well shown."""

import ast
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from minzheng.catalogue.codes import CODES
from minzheng.catalogue.line import Line
from minzheng.config.platform import LineFolder
from minzheng.rules.units import RATIO, YES_NO, code_of
from tools.mutation.equivalents import known_equivalents
from tools.mutation.expressions import replacements
from tools.mutation.numbers import nudged
from tools.mutation.report import Report
from tools.mutation.run import run, sampled
from tools.mutation.subject import Subject
from tools.mutation.trial import Trial, Verdict

ROOT = Path(__file__).resolve().parent.parent.parent

RULES = '''"""Coal in winter."""

from minzheng.rules.language import Household, MoneyPerMonth, Month, Numbers, Person, YesNo


@condition("年满规定年龄", "第1条")
def old(p: Person, n: Numbers) -> YesNo:
    return age(p.birth_date, n.month) >= n.old_age


@condition("有工资收入且低于上限", "第2条")
def poor(p: Person, n: Numbers) -> YesNo:
    return p.wage > 0 and p.wage < n.ceiling


@benefit("取暖补贴", "第3条", conditions=[old, poor])
def coal(p: Person, n: Numbers) -> MoneyPerMonth:
    return max(n.ceiling - p.wage, 0)


@coal.starts("当月起发", "第3条")
def coal_starts(p: Person, n: Numbers) -> Month:
    return n.month
'''

NUMBERS = """\
old_age:
  title: 年龄
  unit: count
  override: free
  values: [{area: "000000", from: "2020-01", value: 60, source: 办法, confidence: example}]
ceiling:
  title: 上限
  unit: yuan/month
  override: free
  values: [{area: "000000", from: "2020-01", value: 100, source: 办法, confidence: example}]
"""

EXAMPLES = """\
given: {month: "2026-11", area: "320400"}
examples:
  - name: 六十岁当月
    persons: {甲: {birth_date: "1966-11-30", wage: 40}}
    expect: {甲: {coal: 60, coal_starts: "2026-11"}}
  - name: 差一个月
    persons: {甲: {birth_date: "1966-12-01", wage: 40}}
    expect: {甲: {coal: {refused: [old]}}}
  - name: 没有工资
    persons: {甲: {birth_date: "1950-01-01", wage: 0}}
    expect: {甲: {coal: {refused: [poor]}}}
  - name: 一分钱工资
    persons: {甲: {birth_date: "1950-01-01", wage: 0.01}}
    expect: {甲: {coal: 99.99}}
  - name: 远高于上限
    persons: {甲: {birth_date: "1950-01-01", wage: 900}}
    expect: {甲: {coal: {refused: [poor]}}}
"""

AT_THE_CEILING = """\
  - name: 恰好等于上限
    persons: {甲: {birth_date: "1950-01-01", wage: 100}}
    expect: {甲: {coal: {refused: [poor]}}}
"""


def line(folder: Path, examples: str) -> Subject:
    """The line, written to disk and read back."""
    for name, text in (("rules", RULES), ("parameters", NUMBERS), ("cases", examples)):
        (folder / name).mkdir(parents=True)
        ending = "py" if name == "rules" else "yaml"
        (folder / name / f"coal.{ending}").write_text(text, "utf-8")
    return Subject((LineFolder(Line("heating", "取暖", "办法"), folder),))


def survivors(subject: Subject, *, processes: int = 1) -> list[str]:
    """What no example notices."""
    mutants = list(subject.mutants(frozenset()))
    found = run(subject, mutants, processes=processes)
    assert not found.failing
    return [str(each) for each in Report(found.verdicts, {}, 0).survivors()]


def test_a_threshold_without_its_example_survives(tmp_path: Path) -> None:
    found = survivors(line(tmp_path, EXAMPLES))
    assert any("p.wage < n.ceiling  →  p.wage <= n.ceiling" in each for each in found)
    assert all("poor" in each or "coal" in each for each in found)


def test_the_missing_example_kills_it(tmp_path: Path) -> None:
    before = survivors(line(tmp_path / "before", EXAMPLES))
    after = survivors(line(tmp_path / "after", EXAMPLES + AT_THE_CEILING))
    assert {"<=" in each for each in before} == {True, False}
    assert not [each for each in after if "p.wage <= n.ceiling" in each]


def test_one_process_finds_what_two_find(tmp_path: Path) -> None:
    subject = line(tmp_path, EXAMPLES)
    assert survivors(subject) == survivors(subject, processes=2)


def test_numbers_and_conditions_are_mutated(tmp_path: Path) -> None:
    found = [str(each) for each in line(tmp_path, EXAMPLES).mutants(frozenset(["heating"]))]
    for expected in (
        "60  →  61",
        "60  →  59",
        "conditions=[… poor …]  →  left out",
        "→  n.month + 1",
    ):
        assert any(expected in each for each in found), expected


def test_an_example_that_fails_as_written_is_named(tmp_path: Path) -> None:
    subject = line(tmp_path, EXAMPLES.replace("coal: 60", "coal: 61"))
    assert ["六十岁当月" in each for each in Trial(subject).failing] == [True]


def test_what_the_reader_refuses_is_not_counted(tmp_path: Path) -> None:
    subject = line(tmp_path, EXAMPLES)
    trial = Trial(subject)
    verdicts = [(each, trial.verdict(each)) for each in subject.mutants(frozenset())]
    figures = Report(verdicts, {}, 0).figures()
    refused = sum(verdict is Verdict.REFUSED for _, verdict in verdicts)
    assert figures["refused"] == refused
    assert figures["killed"] + figures["survived"] + refused == len(verdicts)


def test_equivalents_do_not_count(tmp_path: Path) -> None:
    subject = line(tmp_path, EXAMPLES)
    found = run(subject, list(subject.mutants(frozenset())), processes=1)
    report = Report(found.verdicts, {}, 0)
    listed = dict.fromkeys((each.name for each in report.survivors()), "the same")
    assert Report(found.verdicts, listed, 0).figures()["score"] == 100
    killed = next(mutant for mutant, verdict in found.verdicts if verdict is Verdict.KILLED)
    assert Report(found.verdicts, {killed.name: "no"}, 0).mistaken() == [killed]


def test_equivalents_are_read(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.yaml"
    path.write_text("- {place: a, within: b, original: c, mutated: d, reason: e}\n", "utf-8")
    assert known_equivalents(path) == {("a", "b", "c", "d"): "e"}


def test_a_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    mutants = list(line(tmp_path, EXAMPLES).mutants(frozenset()))
    assert sampled(mutants, 5, 3) == sampled(mutants, 5, 3)
    assert len(sampled(mutants, 5, 3)) == 5
    assert sampled(mutants, 0, 3) == mutants


def texts(source: str) -> list[str]:
    """What may stand in the place of an expression or statement as a whole."""
    node: ast.AST = ast.parse(source).body[0]
    if isinstance(node, ast.Expr):
        node = node.value
    found: Sequence[ast.AST] = list(replacements(node, CODES, "n"))
    return [ast.unparse(ast.fix_missing_locations(each)) for each in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a == b", ["a != b"]),
        ("0 < a <= b", ["0 <= a <= b", "0 >= a <= b", "0 < a < b", "0 < a > b"]),
        ("a + b", ["a - b", "a", "b"]),
        ("a * b", ["a", "b"]),
        ("a and b", ["a or b", "b", "a"]),
        ("not a", ["a"]),
        ("1", ["0"]),
        ("True", ["False"]),
        ("a if b else c", ["c if b else a"]),
        ("if a:\n    return 0", ["if not a:\n    return 0"]),
        ("max(a, 0)", ["min(a, 0)", "0", "a"]),
        ("any((m.a for m in h.members))", ["all((m.a for m in h.members))"]),
        ("(m for m in h.members if m.a)", ["(m for m in h.members)"]),
        ("floor_fen(a / b)", ["ceil_fen(a / b)", "round_half_up_fen(a / b)"]),
        ("n.month", ["n.month + 1"]),
        ("Settlement.urban", ["Settlement.rural"]),
        (
            "{DisabilityGrade.one, DisabilityGrade.two}",
            [
                "{DisabilityGrade.two}",
                "{DisabilityGrade.one}",
                "{DisabilityGrade.one, DisabilityGrade.two, DisabilityGrade.none}",
                "{DisabilityGrade.one, DisabilityGrade.two, DisabilityGrade.three}",
            ],
        ),
    ],
)
def test_what_a_slip_of_the_pen_makes(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_a_value_moves_by_its_smallest_step() -> None:
    assert list(nudged(5_000, RATIO)) == [5_001, 4_999]
    assert list(nudged(0, RATIO)) == [1]
    assert list(nudged(True, YES_NO)) == [False]
    assert list(nudged(4, code_of(CODES["DisabilityGrade"]))) == [0]


@pytest.mark.slow
def test_the_command_prints_the_score_as_json() -> None:
    command = [sys.executable, "tools/mutate_rules.py", "--sample", "3", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 <= json.loads(done.stdout)["score"] <= 100
