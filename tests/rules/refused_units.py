"""Programs that put together what the law keeps apart, or that could overflow or divide by zero."""

from tests.rules.refused_expressions import Refused
from tests.rules.written_lines import of_household, of_person


def _household(name: str, value: str, phrase: str, *, returns: str = "MoneyPerMonth") -> Refused:
    return Refused(name, of_household(f"return {value}", returns), 3, phrase)


def _person(name: str, value: str, phrase: str, *, returns: str = "MoneyPerMonth") -> Refused:
    return Refused(name, of_person(f"return {value}", returns), 3, phrase)


SUMS = [
    _household("money and count", "h.income + h.rooms", "单位不同: 元/月 与 数"),
    _household("money and one", "h.income + 1", "单位不同: 元/月 与 数"),
    _household("month and once", "h.income + h.savings", "单位不同: 元/月 与 元"),
    _person("month and year", "p.wage + p.pension", "单位不同: 元/月 与 元/年"),
    _household("extremes of two units", "max(h.income, h.savings)", "单位不同: 元/月 与 元"),
    _household("branches of two units", "h.income if h.rented else h.savings", "单位不同"),
    _household("yes and yes", "h.rented + h.owing", "是/否 不能加减"),
    _household("minus yes", "-h.rented", "是/否 不能加减"),
    _person("code and count", "p.grade + 1", "代码 Grade 不能加减"),
    _person("date and one", "p.born + 1", "日期 不能加减"),
    _household("month and count", "n.month + h.rooms", "月份只能加减月数, 不能加减 数"),
    _household("month and yes", "n.month + True", "月份只能加减月数, 不能加减 是/否"),
    _household("month and date", "n.month + NEVER", "月份只能加减月数, 不能加减 日期"),
    _household("month and code", "n.month + Place.town", "月份只能加减月数, 不能加减 代码 Place"),
    _household("month and month", "n.month + h.settled", "月份只能加减月数, 不能加减 月份"),
    _household("one and month", "1 + n.month", "月份写在前面"),
    _person("months and count", "p.waited + p.children", "单位不同: 月数 与 数"),
]

PRODUCTS = [
    _household("money by money", "h.income * h.income", "元/月 不能乘 元/月"),
    _household("money by yes", "h.income * h.rented", "元/月 不能乘 是/否"),
    _person("once by months", "n.once * p.waited", "元 不能乘 月数"),
    _person("ratio by ratio", "p.capacity * n.share", "比例 不能乘 比例"),
    _household("second ratio", "h.income * n.share * n.share", "未取整的金额不能再乘比例"),
    _household("division without rounding", "h.income / h.size", "除法必须写明取整: floor_fen"),
    _household("divisor may be zero", "floor_fen(h.income / h.rooms)", "除数可能为零"),
    _household("divisor below zero", "floor_fen(h.income / (h.size - 1))", "除数可能为零"),
    _household(
        "money by money divided", "floor_fen(h.income / n.standard)", "只能用金额除以数或比例"
    ),
    _household("count divided", "floor_fen(h.rooms / h.size)", "不能用 数 除以 数"),
    _household("rounded twice", "floor_fen(floor_fen(h.income / h.size))", "没有可舍入的部分"),
    _household("nothing to round", "floor_fen(h.income)", "元/月 没有可舍入的部分"),
    _household("overflow", "h.income * h.rooms * h.rooms * h.rooms * h.rooms", "可能超出64位整数"),
    Refused(
        "overflow while rounding",
        of_household(
            "x = h.income * h.rooms * h.rooms * h.rooms\n"
            "return floor_fen((x + x + x + x + x) / h.size)"
        ),
        4,
        "可能超出64位整数",
    ),
    _household("round_to nothing", "round_to(h.income, n.nothing, n.rounding)", "可能为零"),
    _household("round_to a fact", "round_to(h.income, h.savings, n.rounding)", "可能为零"),
    _household("round_to a count", "round_to(h.income, h.rooms, n.rounding)", "金额和取整单位"),
    _household("round_to without mode", "round_to(h.income, n.one_yuan, 1)", "而不是 数"),
    _household("round_to by another list", "round_to(h.income, n.one_yuan, h.place)", "Rounding"),
    _person("per_month of a month", "floor_fen(per_month(p.wage))", "per_month 的参数应为 元/年"),
    _person("per_month unrounded", "per_month(p.pension)", "只能直接写在取整里"),
    _person("per_year of a year", "per_year(p.pension)", "per_year 的参数应为 元/月, 而不是 元/年"),
    _household("once of once", "once(h.savings)", "once 的参数应为 元/月"),
    _household("monthly of a month", "monthly(h.income)", "monthly 的参数应为 元, 而不是 元/月"),
]

COMPARISONS = [
    _household("money with count", "h.income < h.rooms", "单位不同: 元/月 与 数"),
    _household("money with one", "h.income < 1", "单位不同: 元/月 与 数"),
    _person("month with date", "n.month < p.born", "单位不同: 月份 与 日期"),
    _person("count with months", "p.children < p.waited", "单位不同: 数 与 月数"),
    _person("age with date", "p.born < n.adult", "单位不同: 日期 与 数"),
    _person("code with number", "p.grade == 1", "单位不同: 代码 Grade 与 数"),
    _person("code with zero", "p.grade == 0", "单位不同"),
    _household(
        "codes of two lists", "h.place == Grade.first", "单位不同: 代码 Place 与 代码 Grade"
    ),
    _household("order of codes", "h.place < Place.country", "没有大小之分"),
    _household("order of yes", "h.rented < h.owing", "是/否不能比较大小"),
    _household("yes with zero", "h.rented == 0", "单位不同"),
    _household("in another list", "h.place in {Grade.first}", "单位不同"),
    _household("in a list of values", "h.place in {h.place}", "应是代码的集合"),
    _household("in a rule's value", "h.place in h.place", "应是代码的集合"),
    _household("in nothing", "h.place in ()", "in 的右边是空的"),
    _household("count in codes", "h.rooms in {Place.town}", "单位不同: 数 与 代码 Place"),
    _household("and of money", "h.rented and h.income", "h.income 应为 是/否, 而不是 元/月"),
    _household("not of a count", "not h.rooms", "not 的对象应为 是/否"),
    _household("if of money", "0 if h.income else h.income", "条件应为 是/否"),
    _household("extreme of codes", "max(h.place, Place.town)", "没有最大最小"),
    _person("age of a month", "age(n.month, n.month)", "age 的第一项应为 日期"),
    _person("age at a date", "age(p.born, p.died)", "age 的第二项应为 月份"),
    _person("age reached of months", "month_reaching(p.born, p.waited)", "第二项应为 数"),
    _person("month of a month", "month_of(n.month)", "month_of 的参数应为 日期"),
    _household("known of two", "known(h.income, h.savings)", "known 需要 1 个参数"),
]

RETURNS = [
    Refused(
        "unrounded", of_household("return h.income * n.share"), 2, "还没有取整: 请用 floor_fen"
    ),
    Refused("count for money", of_household("return h.rooms"), 2, "返回值: 单位不同"),
    Refused("month for year", of_household("return h.income", "MoneyPerYear"), 2, "返回值"),
    Refused("one for yes", of_household("return 1", "YesNo"), 2, "单位不同: 数 与 是/否"),
    Refused("another list", of_household("return h.place", "Grade"), 2, "代码 Place 与 代码 Grade"),
    Refused("zero for a month", of_household("return 0", "Month"), 2, "单位不同: 数 与 月份"),
    Refused("unknown unit", of_household("return 0", "int"), 2, "不认识的返回单位 int; 可用 YesNo"),
    Refused("two units", of_household("return 0", "Money | None"), 2, "不认识的返回单位"),
]
