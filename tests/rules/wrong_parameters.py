"""Parameter files, each wrong in one way."""

from typing import NamedTuple

_NUMBER = """
standard:
  title: 标准
  unit: yuan/month
  override: free
  values:
    - area: "000000"
      from: "2021-07"
      value: 900
      source: 某文件
      article: 第一条
      confidence: sourced
""".lstrip()
_TABLE = _NUMBER.replace("  override", "  by: Place\n  override")
_STEPS = _NUMBER.replace("  override", "  steps: true\n  override")


class Wrong(NamedTuple):
    """A parameter file, and the line and a phrase of the refusal that it must meet."""

    name: str
    text: str
    line: int
    phrase: str


def _changed(name: str, old: str, new: str, line: int, phrase: str, text: str = _NUMBER) -> Wrong:
    assert old in text
    return Wrong(name, text.replace(old, new), line, phrase)


FILES = [
    Wrong("not YAML", "standard: [1, 2\n", 2, "不是合法的YAML"),
    Wrong("control character", "standard: \x01\n", 1, "不是合法的YAML"),
    Wrong("a list", "- standard\n", 1, "应是“名称: 内容”的清单"),
    Wrong("an empty list", "[]\n", 1, "应是“名称: 内容”的清单"),
    Wrong("a list as a name", "? [a, b]\n: 1\n", 1, "键应是一个词"),
    Wrong("no more than a value", "standard: 900\n", 1, "standard: 应写明 override、title"),
    Wrong("name twice", _NUMBER + _NUMBER, 12, "重复的键: standard"),
    _changed("Chinese name", "standard:", "标准:", 1, "参数名应为小写英文"),
    _changed("name of the month", "standard:", "month:", 1, "不能叫 month"),
]

HEADS = [
    _changed("key twice", "  override", "  unit: yuan\n  override", 4, "重复的键: unit"),
    _changed("unknown key", "  override", "  rounding: up\n  override", 4, "不认识的键 rounding"),
    _changed("no title", "  title: 标准\n", "", 1, "缺少 title"),
    _changed("title of nothing", "title: 标准", "title:", 2, "title: 应写明文字"),
    _changed("no unit", "  unit: yuan/month\n", "", 1, "缺少 unit"),
    _changed("unknown unit", "yuan/month", "yuan/week", 3, "不认识的单位 yuan/week; 可用 yuan"),
    _changed("number as unit", "yuan/month", "5", 3, "不认识的单位 5"),
    _changed("unknown code list", "yuan/month", "code:Colour", 3, "没有代码表 Colour"),
    _changed("unknown table", "by: Place", "by: Colour", 4, "没有代码表 Colour", _TABLE),
    _changed("no policy", "  override: free\n", "", 1, "缺少 override"),
    _changed("unknown policy", "free", "sometimes", 4, "可用 fixed、floor、ceiling、free"),
    _changed("steps of no kind", "steps: true", "steps: 5", 4, "应为 true 或 false", _STEPS),
    _changed("two tables", "  steps", "  by: Place\n  steps", 5, "只能写一个",
             _STEPS.replace("value: 900", "value: {town: 1, country: 2}")),
    _changed("bound of a number", "  override", "  at_least: 5\n  override", 4, "界限应写作"),
    _changed("bound without line", "  override", "  at_most: 2 * standard\n  override", 4, "界限"),
    _changed("bound too fine", "  override", "  at_most: 0.12345 * a.b\n  override", 4, "小数位"),
    _changed("bound no number", "  override", "  at_most: 1.2.3 * a.b\n  override", 4, "应为数字"),
    Wrong("values not listed", _NUMBER.split("  values")[0] + "  values: 900\n", 5, "的清单"),
]  # fmt: skip

DATED = [
    _changed("value alone", _NUMBER[_NUMBER.index("    - area"):], "    - 900\n", 1, "应写明 area"),
    _changed("unknown key of a value", "article", "page", 10, "不认识的键 page"),
    _changed("no area", '- area: "000000"\n      from', "- from", 6, "缺少 area"),
    _changed("area without quotes", '"000000"', "320400", 6, "应为加引号的行政区划代码"),
    _changed("area too long", '"000000"', '"320400000000"', 6, "应为加引号的行政区划代码"),
    _changed("area by name", '"000000"', "常州", 6, "应为加引号的行政区划代码"),
    _changed("no month", '      from: "2021-07"\n', "", 6, "缺少 from"),
    _changed("month with a day", "2021-07", "2021-07-01", 7, "月份应写作 2026-07"),
    _changed("thirteenth month", "2021-07", "2021-13", 7, "月份应写作"),
    _changed("year", '"2021-07"', "2021", 7, "月份应写作"),
    _changed("no value", "      value: 900\n", "", 6, "缺少 value"),
    _changed("empty value", "value: 900", "value:", 8, "应为数字, 而不是 None"),
    _changed("word", "900", "much", 8, "应为数字, 而不是 much"),
    _changed("infinite", "900", "Infinity", 8, "应为数字"),
    _changed("thousands", "900", "1,900", 8, "应为数字, 而不是 1,900"),
    _changed("exponent", "900", "9e2", 8, "应为数字"),
    _changed("yes for money", "900", "true", 8, "应为数字"),
    _changed("list", "900", "[900]", 8, "应为数字"),
    _changed("a tenth of a fen", "900", "900.001", 8, "小数位太多, 最多 2 位"),
    _changed("half a person", "900", "1.5", 8, "最多 0 位", _NUMBER.replace("yuan/month", "count")),
    _changed("ratio too fine", "900", "0.33333", 8, "最多 4 位",
             _NUMBER.replace("yuan/month", "ratio")),
    _changed("ratio too great", "900", "5.0001", 8, "超出允许范围: 0% 至 500%",
             _NUMBER.replace("yuan/month", "ratio")),
    _changed("people below zero", "900", "-1", 8, "超出允许范围",
             _NUMBER.replace("yuan/month", "count")),
    _changed("money beyond measure", "900", "10000000.01", 8, "超出允许范围"),
    _changed("yes in English", "900", "yes", 8, "应为 true 或 false",
             _NUMBER.replace("yuan/month", "yes_no")),
    _changed("31 February", "900", "2026-02-31", 8, "日期应写作",
             _NUMBER.replace("yuan/month", "date")),
    _changed("date without zeros", "900", "2026-2-3", 8, "日期应写作",
             _NUMBER.replace("yuan/month", "date")),
    _changed("unknown code", "900", "city", 8, "代码 Place 没有 city",
             _NUMBER.replace("yuan/month", "code:Place")),
    _changed("code that is a table", "900", "{town: 1}", 8, "代码 Place 没有",
             _NUMBER.replace("yuan/month", "code:Place")),
    _changed("table for a number", "900", "{town: 1}", 8, "应为数字"),
    _changed("table with a gap", "900", "{town: 1}", 9, "缺 ['country']", _TABLE),
    _changed("table with a stranger", "900", "{town: 1, country: 2, sea: 3}", 9, "['sea']", _TABLE),
    _changed("no steps", "900", "900", 9, "分段表应从 0 起", _STEPS),
    _changed("steps from one", "900", "{1: 0}", 9, "分段表应从 0 起", _STEPS),
    _changed("step in words", "900", "{0: 0, old: 1}", 9, "应为数字, 而不是 old", _STEPS),
    _changed("half a step", "900", "{0: 0, 0.5: 1}", 9, "小数位太多", _STEPS),
    _changed("step below zero", "900", "{0: 0, -1: 1}", 9, "超出允许范围", _STEPS),
    _changed("step twice", "900", "{0: 0, 80: 1, 80: 2}", 9, "重复的键: 80", _STEPS),
    _changed("no source", "      source: 某文件\n", "", 6, "缺少 source"),
    _changed("empty source", "source: 某文件", 'source: " "', 9, "source: 应写明文字"),
    _changed("no confidence", "      confidence: sourced\n", "", 6, "缺少 confidence"),
    _changed("unknown confidence", "sourced", "sure", 11, "可用 sourced、secondhand"),
    Wrong("one month twice", _NUMBER + _NUMBER[_NUMBER.index("    - area"):], 12,
          "同一地区同一月份已有值, 见第 6 行"),
]  # fmt: skip

ALL_AT_ONCE = (
    _NUMBER.replace("free", "sometimes").replace("900", "much").replace("sourced", "sure")
    + _NUMBER.replace("standard", "second").replace("yuan/month", "yuan/week").replace("标准", '""')
    + "third: 5\n"
)
