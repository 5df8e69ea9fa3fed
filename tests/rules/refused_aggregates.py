"""Programs that gather what cannot be gathered, or read whom they cannot reach."""

from tests.rules.refused_expressions import Refused
from tests.rules.written_lines import of_household, of_person


def _household(name: str, value: str, phrase: str) -> Refused:
    return Refused(name, of_household(f"return {value}"), 3, phrase)


def _person(name: str, value: str, phrase: str) -> Refused:
    return Refused(name, of_person(f"return {value}"), 3, phrase)


AGGREGATES = [
    _household("over a range", "sum(n.standard for m in range(3))", "只能汇总 h.members"),
    _household("over a fact", "sum(m.wage for m in h.income)", "不能汇总 h.income"),
    _household("over numbers", "sum(m.wage for m in n.members)", "不能汇总 n.members"),
    _household("over supporters of a household", "count(s for s in h.supporters)", "只能汇总"),
    _household("over households", "count(m for m in h.household.members)", "只能汇总"),
    _person("outside a household", "sum(m.wage for m in p.members)", "不能汇总 p.members"),
    _person("from below", "sum(m.wage for m in p.household.members)", "只能汇总 h.members"),
    _household(
        "two loops",
        "sum(m.wage for m in h.members for s in m.supporters)",
        "只写一个 for",
    ),
    _household(
        "nested",
        "sum(max(s.earnings for s in m.supporters) for m in h.members)",
        "汇总里不能再汇总 m.supporters; 请先为成员写一条规则",
    ),
    _household(
        "nested in the test",
        "count(m for m in h.members if any(s.able for s in m.supporters))",
        "汇总里不能再汇总",
    ),
    _household("asynchronous", "sum(m.wage async for m in h.members)", "只能汇总"),
    _household("unpacked members", "sum(a for a, b in h.members)", "变量应是一个新名字"),
    _household("variable hides the numbers", "sum(n.wage for n in h.members)", "不能是 n"),
    _household("variable hides the household", "sum(h.wage for h in h.members)", "不能是 h"),
    _household("variable hides a code list", "count(Place for Place in h.members)", "新名字"),
    _household("count of a value", "count(m.wage for m in h.members)", "应写作 count(m for …)"),
    _household("member as a value", "sum(m for m in h.members)", "m 不是一个值"),
    _household("sum of yes", "sum(m.studying for m in h.members)", "不能对 是/否 求 sum"),
    _household("greatest date", "max(m.born for m in h.members)", "不能对 日期 求 max"),
    _household("sum of codes", "sum(m.grade for m in h.members)", "不能对 代码 Grade 求 sum"),
    _household("any of money", "any(m.wage for m in h.members)", "any 的对象应为 是/否"),
    _household("all of counts", "all(m.children for m in h.members)", "all 的对象应为 是/否"),
    _household("test of money", "count(m for m in h.members if m.wage)", "if 条件应为 是/否"),
    _household("rounding of members", "floor_fen(m.wage for m in h.members)", "不能这样汇总"),
    _household("extreme with a floor", "max((m.wage for m in h.members), 0)", "唯一的参数"),
    _household("sum that overflows", "sum(m.wage * m.children * m.children * m.children "
               "for m in h.members)", "可能超出64位整数"),
]  # fmt: skip

_OTHER = '@value("别的", "某条")\ndef other({subject}, n: Numbers) -> YesNo:\n    return True\n\n'
_ABOUT_PERSON = _OTHER.format(subject="p: Person")
_ABOUT_HOUSEHOLD = _OTHER.format(subject="h: Household")

REACH = [
    _household(
        "household in an aggregate",
        "sum(m.wage for m in h.members if h.rented)",
        "汇总里只能读成员 m 自己的事实和规则, 不能读 h",
    ),
    _household(
        "member's household in an aggregate",
        "count(m for m in h.members if m.household.rented)",
        "不能读 m.household.rented",
    ),
    _person(
        "supporter's person in an aggregate",
        "count(s for s in p.supporters if s.person.studying)",
        "不能读 s.person.studying",
    ),
    Refused(
        "local in an aggregate",
        of_household("x = h.rented\nreturn count(m for m in h.members if x)"),
        4,
        "汇总里只能读成员 m 自己的事实和规则, 不能读 x",
    ),
    Refused(
        "person's rule read by a household",
        of_household("return h.income if h.other else 0") + _ABOUT_PERSON,
        3,
        "line.other 是人的规则, 不是家庭的: 成员的规则请用 sum、any、all、count 汇总",
    ),
    Refused(
        "household's rule read as own",
        of_person("return p.wage if p.other else 0") + _ABOUT_HOUSEHOLD,
        3,
        "line.other 是家庭的规则, 不是人的: 家庭的规则请写 p.household.…",
    ),
    Refused(
        "household's rule read of a member",
        of_household("return count(m for m in h.members if m.other)", "Count") + _ABOUT_HOUSEHOLD,
        3,
        "line.other 是家庭的规则, 不是人的",
    ),
    Refused(
        "person's rule read by a supporter",
        _OTHER.format(subject="s: Supporter").replace("True", "s.answer")
        + of_person("return p.studying", "YesNo"),
        3,
        "line.answer 是人的规则, 不是义务人的: 被赡养人的规则请写 s.person.…",
    ),
    _household("household's household", "h.household.income", "读不到 household.income"),
    _household("person of a household", "h.person.wage", "读不到 person.wage"),
    _household("members as a value", "h.members", "没有叫 members"),
    _person("household as a value of a person", "p.household", "没有叫 household"),
]
