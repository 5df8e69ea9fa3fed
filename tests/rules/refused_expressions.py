"""Programs that say what the language has no word for."""

from typing import NamedTuple

from tests.rules.written_lines import of_household, of_person


class Refused(NamedTuple):
    """A program, and the line and a phrase of the refusal that it must meet."""

    name: str
    source: str
    line: int
    phrase: str


def _household(name: str, body: str, phrase: str, *, line: int = 3) -> Refused:
    return Refused(name, of_household(body), line, phrase)


def _person(name: str, body: str, phrase: str, *, line: int = 3) -> Refused:
    return Refused(name, of_person(body), line, phrase)


STATEMENTS = [
    _household("for", "for m in h.members:\n    pass\nreturn 0", "循环 for; 请用 sum"),
    _household("while", "while h.rented:\n    pass\nreturn 0", "循环 while"),
    _household("try", "try:\n    return 0\nexcept E:\n    return 1", "不能写 try"),
    _household("with", "with h:\n    return 0", "不能写 with"),
    _household("raise", "raise ValueError", "raise; 拒绝请用条件表示"),
    _household("assert", "assert h.rented\nreturn 0", "assert; 拒绝请用条件表示"),
    _household("import", "import os\nreturn 0", "不能写 import"),
    _household("pass", "pass", "不能写 pass"),
    _household("del", "del h\nreturn 0", "不能写 del h"),
    _household("global", "global x\nreturn 0", "不能写 global x"),
    _household("match", "match h.place:\n    case 1:\n        return 0", "match; 请用 if"),
    _household("inner function", "def inner(): ...\nreturn 0", "函数里的函数"),
    _household("bare expression", "h.income\nreturn 0", "不返回值的表达式"),
    _household("number instead of docstring", "1\nreturn 0", "不返回值的表达式"),
    _household("augmented", "x = h.income\nx += 1\nreturn x", "累加赋值", line=4),
    _household("annotated", "x: int = h.income\nreturn x", "带类型的赋值"),
    _household("reassigned", "x = 0\nx = 1\nreturn x", "每个名字只能赋值一次", line=4),
    _household("subject reassigned", "h = 0\nreturn 0", "h 已有所指"),
    _household("numbers reassigned", "n = 0\nreturn 0", "n 已有所指"),
    _household("constant reassigned", "YEAR = 1\nreturn 0", "YEAR 已有所指"),
    _household("code list reassigned", "Place = 1\nreturn 0", "Place 已有所指"),
    _household("two names at once", "a = b = 0\nreturn 0", "一次只能给一个名字赋值"),
    _household("unpacking", "a, b = 0, 1\nreturn 0", "一次只能给一个名字赋值"),
    _household("no return", '"""Says nothing."""', "缺少 return", line=2),
    _household("return missing at the end", "x = 0", "缺少 return", line=2),
    _household("return missing in a branch", "if h.rented:\n    return 0", "缺少 return", line=2),
    _household(
        "return missing in the first branch",
        "if h.rented:\n    x = 0\nelse:\n    x = 1\nreturn h.income",
        "if 的这一支没有 return",
    ),
    _household("bare return", "return", "return 后面要写返回的值"),
    _household("code after return", "return 0\nx = 1", "永远不会执行", line=4),
    _household(
        "code after both branches",
        "if h.rented:\n    return 0\nelse:\n    return 0\nreturn 0",
        "if 和 else 都已 return",
        line=7,
    ),
]

WORDS = [
    _household("float", "return h.income * 0.5", "不能写小数 0.5"),
    _household("literal", "return h.income * 2", "把 2 写进 parameters/*.yaml"),
    _household("text", 'return "town"', "文字请用代码"),
    _household("f-string", 'return f"{h.income}"', "规则里没有文字"),
    _household("None", "return h.income == None", "请用 known(…)"),
    _household("is None", "return h.income is None", "规则里不能用 is"),
    _household("walrus", "return (x := h.income)", "赋值请单独写一行"),
    _household("lambda", "return lambda: 0", "请写成一条带装饰器的规则"),
    _household("list", "return [h.income]", "规则里没有列表"),
    _household("tuple", "return h.income, h.savings", "规则里没有列表"),
    _household("dict", "return {h.place: 0}", "对照表请写进 parameters"),
    _household("set", "return {h.place}", "集合只用在 in 之后"),
    _household("starred", "return max(*h.income, 0)", "参数请逐个写出"),
    _household("list comprehension", "return sum([m.wage for m in h.members])", "汇总"),
    _household("power", "return h.income ** h.rooms", "不能用这个运算"),
    _household("bitwise and", "return h.rented & h.owing", "可用 +、-、*、and、or、not"),
    _household("unary plus", "return +h.income", "不能写 +h.income"),
    _household("floor division", "return h.income // h.size", "除法必须写明取整"),
    _household("remainder", "return h.income % h.size", "除法必须写明取整"),
    _household("round", "return round(h.income)", "没有函数 round; 可用 age"),
    _household("len", "return len(h.members)", "没有函数 len"),
    _household("method", "return h.answer(n)", "不能调用 h.answer: 事实、规则和参数直接读"),
    _household("keyword", "return max(h.income, h.spending, key=0)", "按次序写"),
    _household("function as value", "return max", "max 是函数"),
    _household("value as function", "max = h.income\nreturn max(max, 0)", "不能当函数用", line=4),
    _household("one operand of max", "return max(h.income)", "max 需要 2 个参数, 这里有 1 个"),
    _household("two operands of floor", "return floor_fen(h.income, h.size)", "需要 1 个参数"),
    _household("one operand of step", "return step(n.by_age)", "step 需要 2 个参数"),
    _household("sum of a value", "return sum(h.income)", "sum 用来汇总"),
    _household("attribute of a call", "return max(h.income, 0).x", "不能写 max(h.income, 0).x"),
]

NAMES = [
    _household("unknown name", "incom = h.income\nreturn income", "是否想写 incom?", line=4),
    _household("unknown root", "return q.income", "不认识的名字 q"),
    _household("misspelt code list", "return h.place == Plaze.town", "是否想写 Place?"),
    _household(
        "unknown fact", "return h.incame", "家庭没有叫 incame 的事实或规则; 是否想写 income?"
    ),
    _person("unknown fact of a person", "return p.income", "人没有叫 income 的事实或规则"),
    _household("unknown number", "return n.standart", "是否想写 line.standard?"),
    _household("number of another line", "return n.other.standard", "没有参数 other.standard"),
    _household("unknown code member", "return h.place == Place.city", "代码 Place 没有 city"),
    _household("unknown line", "return h.other.grant", "读不到 other.grant"),
    _household("rule without its owner", "return answer", "请写 h.answer"),
    _household("household as a value", "return h", "h 不是一个值"),
    _household("numbers as a value", "return n", "n 不是一个值"),
    _household("code list as a value", "return h.place == Place", "如 Place.town"),
    _person("up and up again", "return p.household.household.income", "读不到 household.income"),
    _household("item of a fact", "return h.income[h.place]", "h.income 不是参数表"),
    _household("table without index", "return n.by_place", "是一张表, 请写明取哪一项"),
    _household("index on no table", "return n.standard[h.place]", "不是按代码的表"),
    _household("index on a table of steps", "return n.by_age[h.place]", "step(n.by_age, …)"),
    _household("step on a table by code", "return step(n.by_place, h.rooms)", "不是分段表"),
    _household("step on a plain number", "return step(n.standard, h.rooms)", "不是分段表"),
    _household("step at money", "return step(n.by_age, h.income)", "按数取值, 不能按 元/月"),
    _household("step below zero", "return step(n.by_age, h.rooms - 1)", "可能小于 0"),
    _household("index of the wrong kind", "return n.by_place[h.rooms]", "不能按 数"),
    _person("index of another list", "return n.by_place[p.grade]", "按代码 Place 取值"),
    _household("month as a table", "return n.month[h.place]", "没有参数 line.month"),
]
