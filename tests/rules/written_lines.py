"""Business lines written as text in a test, with a small vocabulary of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from minzheng.rules.facts import Entity, Fact, Vocabulary
from minzheng.rules.numbers.definition import NumberDefinition
from minzheng.rules.numbers.parameter_set import ParameterSet
from minzheng.rules.numbers.reading import read_numbers
from minzheng.rules.reading.declarations import Declaration, read_declarations
from minzheng.rules.rulebook import LineRules, RuleBook
from minzheng.rules.units import (
    COUNT,
    DATE,
    MONTH,
    MONTHS,
    RATIO,
    YES_NO,
    YUAN,
    YUAN_PER_MONTH,
    YUAN_PER_YEAR,
    Code,
    OrderedCode,
    code_of,
)


class Place(Code):
    """Where a household lives; no place is more than another."""

    town = 1, "城镇"
    country = 2, "农村"


class Grade(OrderedCode):
    """A grade, of which 1 is the gravest."""

    none = 0, "无"
    first = 1, "一级"
    second = 2, "二级"
    third = 3, "三级"


class Rounding(Code):
    """How an amount is brought to a multiple."""

    half_up = 1, "四舍五入"
    up = 2, "进位"
    down = 3, "舍去"


CODES: Mapping[str, type[Code]] = {"Place": Place, "Grade": Grade, "Rounding": Rounding}

VOCABULARY = Vocabulary(
    {
        Entity.HOUSEHOLD: (
            Fact("income", "收入", YUAN_PER_MONTH),
            Fact("spending", "支出", YUAN_PER_MONTH),
            Fact("savings", "存款", YUAN),
            Fact("rooms", "房间", COUNT),
            Fact("size", "人口", COUNT, lowest=1),
            Fact("place", "住地", code_of(Place)),
            Fact("settled", "迁入月份", MONTH),
            Fact("rented", "租房", YES_NO),
            Fact("owing", "欠债", YES_NO),
        ),
        Entity.PERSON: (
            Fact("wage", "工资", YUAN_PER_MONTH),
            Fact("pension", "年金", YUAN_PER_YEAR),
            Fact("born", "出生日期", DATE),
            Fact("died", "死亡日期", DATE),
            Fact("grade", "等级", code_of(Grade)),
            Fact("studying", "在读", YES_NO),
            Fact("counted_in", "计入", YES_NO),
            Fact("children", "子女数", COUNT),
            Fact("waited", "等待月数", MONTHS),
            Fact("capacity", "能力比例", RATIO, lowest=1, highest=10_000),
        ),
        Entity.SUPPORTER: (
            Fact("earnings", "收入", YUAN_PER_MONTH),
            Fact("able", "有能力", YES_NO),
            Fact("lives", "住地", code_of(Place)),
        ),
    }
)

NUMBERS = """
standard: {title: 标准, unit: yuan/month, override: free, values: [{area: "000000", from: "2020-01",
  value: 900, source: 某文件, confidence: sourced}]}
yearly: {title: 年标准, unit: yuan/year, override: free, values: [{area: "000000", from: "2020-01",
  value: 6000, source: 某文件, confidence: sourced}]}
once: {title: 一次性, unit: yuan, override: free, values: [{area: "000000", from: "2020-01",
  value: 2000, source: 某文件, confidence: sourced}]}
one_yuan: {title: 取整单位, unit: yuan, override: free, values: [{area: "000000", from: "2020-01",
  value: 1, source: 某文件, confidence: sourced}]}
nothing: {title: 零元, unit: yuan, override: free, values: [{area: "000000", from: "2020-01",
  value: 0, source: 某文件, confidence: sourced}]}
share: {title: 比例, unit: ratio, override: free, values: [{area: "000000", from: "2020-01",
  value: 0.35, source: 某文件, confidence: sourced}]}
adult: {title: 成年, unit: count, override: free, values: [{area: "000000", from: "2020-01",
  value: 18, source: 某文件, confidence: sourced}]}
spell: {title: 期限, unit: months, override: free, values: [{area: "000000", from: "2020-01",
  value: 6, source: 某文件, confidence: sourced}]}
opened: {title: 开办, unit: month, override: free, values: [{area: "000000", from: "2020-01",
  value: "2024-03", source: 某文件, confidence: sourced}]}
cutoff: {title: 截止, unit: date, override: free, values: [{area: "000000", from: "2020-01",
  value: "2000-02-29", source: 某文件, confidence: sourced}]}
generous: {title: 从宽, unit: yes_no, override: free, values: [{area: "000000", from: "2020-01",
  value: true, source: 某文件, confidence: sourced}]}
rounding: {title: 取整办法, unit: "code:Rounding", override: free, values: [{area: "000000",
  from: "2020-01", value: half_up, source: 某文件, confidence: sourced}]}
least_grade: {title: 最轻等级, unit: "code:Grade", override: free, values: [{area: "000000",
  from: "2020-01", value: second, source: 某文件, confidence: sourced}]}
by_place: {title: 分地标准, unit: yuan/month, by: Place, override: free, values: [{area: "000000",
  from: "2020-01", value: {town: 1000, country: 800}, source: 某文件, confidence: sourced}]}
eased: {title: 分地放宽, unit: yes_no, by: Place, override: free, values: [{area: "000000",
  from: "2020-01", value: {town: true, country: false}, source: 某文件, confidence: sourced}]}
by_age: {title: 分龄津贴, unit: yuan/month, steps: true, override: free, values: [{area: "000000",
  from: "2020-01", value: {0: 0, 80: 50, 90: 100}, source: 某文件, confidence: sourced}]}
"""
"""One number of every unit, one table of each kind."""


@dataclass(frozen=True)
class WrittenLine:
    """A business line in text: its rule file, its parameter file and what it declares."""

    rules: str = field(repr=False)
    numbers: str = field(default=NUMBERS, repr=False)
    slug: str = "line"
    publishes: frozenset[str] = field(default_factory=frozenset)
    relies_on: frozenset[str] = field(default_factory=frozenset)

    def declarations(self) -> tuple[Declaration, ...]:
        """The declared rules; wrong ones raise ``RuleRefused`` naming ``line.py``."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.slug}.py"
            path.write_text(self.rules, "utf-8")
            return read_declarations(path, self.slug)

    def definitions(self) -> tuple[NumberDefinition, ...]:
        """The numbers; wrong ones raise ``NumberRefused`` naming ``line.yaml``."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.slug}.yaml"
            path.write_text(self.numbers, "utf-8")
            return read_numbers(path, self.slug, CODES)


def rulebook(*lines: WrittenLine) -> RuleBook:
    """The rules of some written lines, linked."""
    return RuleBook(
        [
            LineRules(each.slug, each.slug, each.publishes, each.relies_on, each.declarations())
            for each in lines
        ],
        vocabulary=VOCABULARY,
        codes=CODES,
        numbers=[number for each in lines for number in each.definitions()],
    )


def parameters(*lines: WrittenLine) -> ParameterSet:
    """The numbers of some written lines."""
    return ParameterSet(number for each in lines for number in each.definitions())


def rule(body: str, returns: str = "MoneyPerMonth", subject: str = "h: Household") -> str:
    """A value rule called ``answer`` whose body starts in line 3."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    return f'@value("答案", "某条")\ndef answer({subject}, n: Numbers) -> {returns}:\n{indented}\n'


def of_household(body: str, returns: str = "MoneyPerMonth") -> str:
    """A rule about a household ``h``."""
    return rule(body, returns, "h: Household")


def of_person(body: str, returns: str = "MoneyPerMonth") -> str:
    """A rule about a person ``p``."""
    return rule(body, returns, "p: Person")


def condition(name: str, answer: str = "True", subject: str = "h: Household") -> str:
    """A one-line condition, four lines long with the empty one."""
    head = f'@condition("{name}", "某条")\ndef {name}({subject}, n: Numbers) -> YesNo:\n'
    return f"{head}    return {answer}\n\n"


def several(parts: Iterable[str]) -> str:
    """Several rules in one file."""
    return "\n".join(parts)
