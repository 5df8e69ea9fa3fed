"""Rule files that declare badly: decorators, signatures, names, and what hangs together."""

from tests.rules.refused_expressions import Refused
from tests.rules.written_lines import condition, of_household, of_person

_VALUE = of_household("return 0")


def _decorated(
    decorator: str, returns: str = "MoneyPerMonth", subject: str = "h: Household", name: str = "b"
) -> str:
    answer = "n.month" if returns == "Month" else "True" if returns == "YesNo" else "0"
    return f"{decorator}\ndef {name}({subject}, n: Numbers) -> {returns}:\n    return {answer}\n"


def _declared(name: str, decorator: str, line: int, phrase: str, **how: str) -> Refused:
    return Refused(name, _decorated(decorator, **how), line, phrase)


FILES = [
    Refused("not Python", "def (:\n", 1, "不是合法的Python"),
    Refused("number in the file", "LIMIT = 900\n", 1, "数字请写进 parameters/*.yaml"),
    Refused("class", "class Rule:\n    pass\n", 1, "只能有 from … import"),
    Refused("plain import", "import os\n", 1, "只能有 from … import"),
    Refused("number as docstring", "1\n", 1, "只能有 from … import"),
    Refused("foreign import", "from os import path\n", 1, "不能引用 os"),
    Refused("other line", "from minzheng.lines.other.rules.x import y\n", 1, "p.业务线.规则"),
    Refused("renamed import", "from minzheng.catalogue.codes import Sex as S\n", 1, "不另起名"),
    Refused("import of all", "from minzheng.rules.language import *\n", 1, "逐个写出名字"),
    Refused(
        "undecorated", "def f(h: Household, n: Numbers) -> Money:\n    return 0\n", 1, "装饰器"
    ),
    Refused("two decorators", '@value("a", "b")\n' + _VALUE, 3, "只需要一个装饰器"),
]

DECORATORS = [
    _declared("decorator without words", "@value", 2, "需要且只需要一个装饰器"),
    _declared("unknown decorator", '@rule("甲", "条")', 1, "不认识的装饰器 rule; 可用 value"),
    _declared("unknown hung decorator", '@a.except_for("甲", "条")', 1, "不认识的装饰器"),
    _declared("decorator of a module", '@lang.x.unless("甲", "条")', 1, "不认识的装饰器"),
    _declared("no title", "@value()", 1, "装饰器缺少名称"),
    _declared("no citation", '@value("甲")', 1, "装饰器缺少条文（law）"),
    _declared("empty citation", '@value("甲", "  ")', 1, "装饰器缺少条文"),
    _declared("no sentence", '@condition(law="条")', 1, "装饰器缺少条件句", returns="YesNo"),
    _declared("title is no text", '@value(1, "条")', 1, "名称应为文字"),
    _declared("title put together", '@value("a" + "b", "条")', 1, "名称应为文字"),
    _declared("third word", '@value("甲", "条", "2026-07")', 1, "按次序只写名称、条文"),
    _declared("word given twice", '@value("甲", "条", law="条")', 1, "写了两次"),
    _declared("unknown word", '@value("甲", "条", until="2026-07")', 1, "没有参数 until"),
    _declared(
        "since in words", '@value("甲", "条", since="2026年7月")', 1, 'since 应写作 "2026-07"'
    ),
    _declared("since the 13th", '@value("甲", "条", since="2026-13")', 1, "而不是 2026-13"),
    _declared("since a number", '@value("甲", "条", since=2026)', 1, "应为文字"),
    _declared(
        "conditions of a value", '@value("甲", "条", conditions=[])', 1, "没有参数 conditions"
    ),
    _declared("benefit without conditions", '@benefit("甲", "条")', 1, "需要 conditions=[…]"),
    _declared("conditions not listed", '@benefit("甲", "条", conditions=a)', 1, "conditions=[…]"),
    _declared("condition as text", '@benefit("甲", "条", conditions=["a"])', 1, "只能写条件的名字"),
]

SIGNATURES = [
    Refused("no entity", "@value('甲', '条')\ndef f(n: Numbers) -> Money: ...", 2, "参数"),
    Refused("entity unknown", _VALUE.replace("h: Household", "h: Family"), 2, "p: Person 或"),
    Refused("entity unsaid", _VALUE.replace("h: Household", "h"), 2, "参数应为"),
    Refused("numbers unsaid", _VALUE.replace("n: Numbers", "n: dict"), 2, "参数应为"),
    Refused("third parameter", _VALUE.replace("Numbers)", "Numbers, x: int)"), 2, "参数应为"),
    Refused("default", _VALUE.replace("Numbers)", "Numbers = 0)"), 2, "参数应为"),
    Refused("keyword only", _VALUE.replace("Numbers)", "Numbers, *, x=1)"), 2, "参数应为"),
    Refused("any more", _VALUE.replace("Numbers)", "Numbers, *more)"), 2, "参数应为"),
    Refused("one name twice", _VALUE.replace("h: House", "n: House"), 2, "参数应为"),
    Refused("no annotation", _VALUE.replace(" -> MoneyPerMonth", ""), 2, "缺少返回单位"),
    Refused("condition of money", condition("a").replace("YesNo", "Money"), 2, "应返回 是/否"),
    _declared("benefit of a count", '@benefit("甲", "条", conditions=[])', 2,
              "benefit 应返回 元或元/月, 而不是 数", returns="Count"),
    _declared("benefit of a year", '@benefit("甲", "条", conditions=[])', 2,
              "而不是 元/年", returns="MoneyPerYear"),
    _declared("status of money", '@status("甲", "条", conditions=[])', 2, "status 应返回 是/否"),
    Refused("async rule", "async " + _VALUE.split("\n", 1)[1], 1, "只能有 from … import"),
    Refused("named like a way up", _VALUE.replace("answer", "household"), 2, "不能叫 household"),
    Refused("named like the members", _VALUE.replace("answer", "members"), 2, "不能叫 members"),
]  # fmt: skip

_BENEFIT = _decorated('@benefit("甲", "条", conditions=[a])')
_STARTS = '@b.starts("次月起", "条")'
_AMENDED = '@answer.amended(since="{since}", law="条")'


def _amended(since: str, name: str = "later", **how: str) -> str:
    return _decorated(_AMENDED.format(since=since), name=name, **how)


TOGETHER = [
    Refused("same name twice", _VALUE + _VALUE, 5, "规则名 line.answer 重复"),
    Refused("amendment named like a rule", _VALUE + _amended("2026-07", "answer"), 5, "重复"),
    Refused("amendments of one name", _VALUE + _amended("2025-07") + _amended("2026-07"), 8, "名"),
    Refused("name of a fact", _VALUE.replace("answer", "income"), 2, "income 与事实同名"),
    Refused("condition missing", _BENEFIT, 2, "没有规则 line.a"),
    Refused("condition that is a value", _BENEFIT.replace("[a]", "[answer]") + _VALUE, 2,
            "conditions 里的 answer 不是 @condition"),
    Refused("condition of a person", condition("a", subject="p: Person") + _BENEFIT, 6,
            "line.a 是人的规则, 家庭的规则不能以它为条件"),
    Refused("unless on nothing", _decorated('@a.unless("甲", "条")', "YesNo"), 2, "没有规则"),
    Refused("unless on a value", _VALUE + _decorated('@answer.unless("甲", "条")', "YesNo"), 5,
            "unless 只能挂在 @condition 上"),
    Refused("unless on a benefit",
            condition("a") + _BENEFIT + _decorated('@b.unless("甲", "条")', "YesNo", name="c"), 9,
            "unless 只能挂在 @condition 上"),
    Refused("unless since", condition("a")
            + _decorated('@a.unless("甲", "条", since="2026-07")', "YesNo"), 5, "没有参数 since"),
    Refused("starts of money", condition("a") + _BENEFIT + _decorated(_STARTS, name="c"), 9,
            "starts 应返回 月份"),
    Refused("starts on a value", _VALUE + _decorated('@answer.starts("甲", "条")', "Month"), 5,
            "starts 只能挂在 @benefit、@status 上"),
    Refused("starts of a person", condition("a") + _BENEFIT
            + _decorated(_STARTS, "Month", "p: Person", "c"), 9, "对象（人、家庭）应一致"),
    Refused("two starts", condition("a") + _BENEFIT + _decorated(_STARTS, "Month", name="c")
            + _decorated(_STARTS, "Month", name="d"), 12, "已有起始月份"),
    Refused("amendment of nothing", _amended("2026-07"), 2, "没有规则 line.answer"),
    Refused("amendment of an amendment", _VALUE + _amended("2025-07")
            + _amended("2026-07", "latest").replace("@answer", "@later"), 8, "原规则 answer 上"),
    Refused("undated amendment", _VALUE + _decorated('@answer.amended(law="条")'), 4, "since"),
    Refused("amendment with a title", _VALUE
            + _decorated('@answer.amended(since="2026-07", law="条", title="乙")'), 4, "title"),
    Refused("amendments out of order", _VALUE + _amended("2026-07") + _amended("2025-07", "latest"),
            8, "修订应按日期从早到晚排列"),
    Refused("amendments of one month", _VALUE + _amended("2026-07") + _amended("2026-07", "latest"),
            8, "修订应按日期从早到晚排列"),
    Refused("amendment in another unit", _VALUE + _amended("2026-07", returns="Money"), 5,
            "修订与原规则的返回单位应一致"),
    Refused("amendment about a person", _VALUE + _amended("2026-07", subject="p: Person"), 5,
            "修订与原规则的对象"),
    Refused("circle of one", of_household("return h.answer"), 2, "line.answer → line.answer"),
    Refused("circle of two", of_household("return h.other")
            + of_household("return h.answer").replace("def answer", "def other"), 2,
            "line.answer → line.other → line.answer"),
    Refused("circle through members", of_household("return sum(m.other for m in h.members)")
            + of_person("return p.household.answer").replace("def answer", "def other"), 2,
            "循环引用"),
    Refused("circle through a condition", condition("a", "h.b > 0") + _BENEFIT, 2, "循环引用"),
]  # fmt: skip
