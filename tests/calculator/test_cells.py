"""One cell as officers write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.catalogue.codes import DibaoRoute, Relation
from minzheng.interfaces.calculator.reading.cells import parse_cell, show_value
from minzheng.interfaces.calculator.reading.problems import CellFault
from minzheng.rules.facts import Fact
from minzheng.rules.units import (
    COUNT,
    DATE,
    MONTH,
    MONTHS,
    NEVER,
    RATIO,
    YES_NO,
    YUAN,
    Unit,
    code_of,
)

MONEY_FACT = Fact("assets", "金融资产", YUAN, 0)
DATE_FACT = Fact("born", "出生日期", DATE)
NEVER_FACT = Fact("died", "死亡日期", DATE, NEVER)
YES_FACT = Fact("covered", "可享受待遇", YES_NO, True)
RELATION = Fact("relation", "与户主关系", code_of(Relation))
ROUTE = Fact("route", "申请方式", code_of(DibaoRoute), DibaoRoute.household)


@pytest.mark.parametrize(
    ("fact", "text", "stored"),
    [
        (MONEY_FACT, "1,234.50", 123_450),
        (MONEY_FACT, "1234.5元", 123_450),
        (MONEY_FACT, "￥1234.5", 123_450),
        (MONEY_FACT, "１２３４．５", 123_450),
        (MONEY_FACT, "300元/月", 30_000),
        (MONEY_FACT, "无", 0),
        (MONEY_FACT, " ", 0),
        (MONEY_FACT, "不详", None),
        (DATE_FACT, "2015-05-01", 20150501),
        (DATE_FACT, "2015/5/1", 20150501),
        (DATE_FACT, "2015.5.1", 20150501),
        (DATE_FACT, "2015年5月1日", 20150501),
        (DATE_FACT, "20150501", 20150501),
        (DATE_FACT, "2015-05-01 00:00:00", 20150501),
        (DATE_FACT, "２０１５年０５月０１日", 20150501),
        (DATE_FACT, "", None),
        (NEVER_FACT, "", NEVER),
        (NEVER_FACT, "长期", NEVER),
        (Fact("m", "月份", MONTH), "2026-11", 2026 * 12 + 10),
        (Fact("m", "月份", MONTH), "2026年11月", 2026 * 12 + 10),
        (Fact("m", "月份", MONTH), "202611", 2026 * 12 + 10),
        (Fact("m", "月份", MONTH), "2026-11-01", 2026 * 12 + 10),
        (Fact("n", "辆", COUNT), "2辆", 2),
        (Fact("n", "辆", COUNT), "2.0", 2),
        (Fact("n", "月数", MONTHS), "6个月", 6),
        (Fact("r", "比例", RATIO), "30%", 3000),
        (Fact("r", "比例", RATIO), "0.3", 3000),
        *((YES_FACT, word, 1) for word in ("是", "有", "true", "TRUE", "1", "√")),
        *((YES_FACT, word, 0) for word in ("否", "无", "False", "0", "×")),
        (YES_FACT, "", True),
        (YES_FACT, "未知", None),
        (YES_FACT, "Unknown", None),
        (RELATION, "配偶", 1),
        (RELATION, "1", 1),
        (RELATION, "01", 1),
        (RELATION, "spouse", 1),
        (RELATION, "Spouse", 1),
        (ROUTE, "单独申请(单人保)", 2),
        (ROUTE, "", DibaoRoute.household),
    ],
)
def test_spellings(fact: Fact, text: str, stored: int | None) -> None:
    assert parse_cell(fact, text) == stored


@pytest.mark.parametrize(
    ("fact", "text", "wrong"),
    [
        (MONEY_FACT, "一千", "不是金额"),
        (MONEY_FACT, "1,23", "不是金额"),
        (MONEY_FACT, "2015-05-01", "不是金额"),
        (MONEY_FACT, "12.345", "金额多于两位小数"),
        (MONEY_FACT, "1.2万元", "金额带有“万”字"),
        (MONEY_FACT, "-1", "数值低于下限"),
        (MONEY_FACT, "1000000000.01", "数值超过上限"),
        (DATE_FACT, "2015-02-29", "不是日期或日期不存在"),
        (DATE_FACT, "2015/5-1", "不是日期或日期不存在"),
        (DATE_FACT, "15-5-1", "不是日期或日期不存在"),
        (DATE_FACT, "2015年5月", "日期没有写到日"),
        (DATE_FACT, "42125", "日期被存成了Excel的天数"),
        (DATE_FACT, "长期", "不是日期或日期不存在"),
        (DATE_FACT, "1799-12-31", "数值低于下限"),
        (Fact("m", "月份", MONTH), "2026-13", "不是月份"),
        (Fact("n", "辆", COUNT), "两辆", "不是整数"),
        (Fact("n", "辆", COUNT), "1.5", "不是整数"),
        (Fact("n", "次", COUNT, 0, highest=100), "101", "数值超过上限"),
        (Fact("r", "比例", RATIO), "三成", "不是比例"),
        (Fact("r", "比例", RATIO), "0.33333", "比例的小数位太多"),
        (YES_FACT, "可能", "不是“是”或“否”"),
        (RELATION, "3", "不在可选项之内"),
        (RELATION, "邻居", "不在可选项之内"),
    ],
)
def test_what_cannot_be_read(fact: Fact, text: str, wrong: str) -> None:
    with pytest.raises(CellFault) as caught:
        parse_cell(fact, text)
    assert caught.value.wrong == wrong
    assert caught.value.remedy


def test_an_unknown_code_lists_the_allowed_ones() -> None:
    with pytest.raises(CellFault) as caught:
        parse_cell(ROUTE, "别的")
    assert "1 家庭申请、2 单独申请（单人保）" in caught.value.remedy


def test_a_bound_is_told_in_the_unit_of_the_officer() -> None:
    with pytest.raises(CellFault) as caught:
        parse_cell(MONEY_FACT, "-0.01")
    assert "0.00 元" in caught.value.remedy


@given(st.text(max_size=30), st.sampled_from([YUAN, COUNT, DATE, MONTH, RATIO, YES_NO]))
def test_any_text_is_read_or_refused_with_words(text: str, unit: Unit) -> None:
    fact = Fact("fact", "事实", unit)
    try:
        stored = parse_cell(fact, text)
    except CellFault as fault:
        assert fault.wrong and fault.remedy
    else:
        low, high = fact.bounds()
        assert stored is None or low <= stored <= high


@given(st.integers(0, 10**10))
def test_amounts_come_back(fen: int) -> None:
    assert parse_cell(MONEY_FACT, show_value(MONEY_FACT, fen)) == fen
