"""The report of a simulation: numbers in words, and a page that needs nothing else."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from minzheng.interfaces.calculator.report import (
    BenefitChange,
    ChangeBand,
    Counted,
    CountyChange,
    DistanceBand,
    IncomeBand,
    ParameterChange,
    SimulationReport,
    ThresholdChart,
    simulation_html,
    write_simulation_report,
)
from minzheng.interfaces.calculator.report.wording import band, money, share, signed_money, yuan

REPORT = SimulationReport(
    area="某市",
    month="2026年12月",
    made_on="2026年11月22日",
    households=50_012,
    persons=131_877,
    monthly_before=3_526_180_050,
    monthly_after=3_902_441_020,
    parameters=(
        ParameterChange("first.standard", "甲标准", "945.00 元/月", "1,000.00 元/月"),
        ParameterChange("second.standard", "乙标准", "1", "2", warning="低于下限<1.3倍>"),
    ),
    benefits=(
        BenefitChange("甲救助金", 1_862_330_000, 2_190_440_000, 12_402, 13_118),
        BenefitChange("乙补贴", 361_740_050, 361_740_050, 6_010, 6_010, 6_311, 6_300),
        BenefitChange("丙家庭", 0, 0, 300, 290),
    ),
    counties=(CountyChange("320402", "天宁区", 912_330_000, 990_000_000, 4_210, 4_260),),
    winners=Counted(13_118, 24_090, 380_260_970),
    losers=Counted(252, 604, -4_000_000),
    newly_eligible=Counted(716, 1_402, 31_004_400),
    no_longer_eligible=Counted(24, 58, -1_206_600),
    changes=(
        ChangeBand(None, -10_000, 12),
        ChangeBand(-10_000, 0, 240),
        ChangeBand(0, 5_000, 5_402),
        ChangeBand(5_000, None, 76),
    ),
    thresholds=(
        ThresholdChart(
            "甲标准",
            94_500,
            100_000,
            (IncomeBand(90, 100, 3_120, 6_000), IncomeBand(100, None, 2_890, 5_000)),
            (DistanceBand(-5_000, 0, 310, 700, 412, 907), DistanceBand(5_000, 10_000, 9, 9, 9, 9)),
        ),
    ),
    undecided_before=1_204,
    undecided_after=1_188,
    warnings=("模拟所用人口为示例",),
)


class _Structure(HTMLParser):
    """Ids, references to them, and whatever would be fetched from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.referred: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "aria-labelledby":
                self.referred += (value or "").split()
            if name in ("src", "srcset", "action") or (name == "href" and value != "#main"):
                self.fetched.append(f"{tag} {name}={value}")
        if tag in ("script", "link", "iframe", "img"):
            self.fetched.append(tag)


def _structure(page: str) -> _Structure:
    structure = _Structure()
    structure.feed(page)
    return structure


def test_the_page_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "报告.html"
    write_simulation_report(path, REPORT)
    page = path.read_text("utf-8")
    structure = _structure(page)
    assert structure.fetched == []
    assert "url(" not in page and "@import" not in page
    assert len(structure.ids) == len(set(structure.ids))
    assert set(structure.referred) <= set(structure.ids)


def test_what_it_says() -> None:
    page = simulation_html(REPORT)
    for words in (
        "3,902.44 万元", "调整前 3,526.18 万元", "+376.26 万元", "（+10.7%）", "4.68 亿元",
        "13,118<span> 户", "252<span> 户", "716<span> 户", "24<span> 户", "每月 −4.00 万元",
        "18,623,300.00", "+3,281,100.00", "13,118（+716）", "6,300（−11）", "天宁区",
        "减少超过 100 元", "增加 50 元以上", "标准线", "945.00 元/月", "1,188 户",
        "模拟所用人口为示例",
    ):  # fmt: skip
        assert words in page, words


def test_what_costs_nothing_and_stays_is_folded_away() -> None:
    quiet = BenefitChange("丁家庭", 0, 0, 40, 40, 41, 41)
    page = simulation_html(replace(REPORT, benefits=(*REPORT.benefits, quiet)))
    folded = "".join(re.findall(r"<details>.*?</details>", page, re.DOTALL))
    assert "<summary>其余 1 项没有按月支出，户数、人数不变</summary>" in folded
    assert "丁家庭" in folded and page.count("丁家庭") == 1
    # No cost but fewer households, or a cost that stays: both are shown.
    assert "丙家庭" not in folded and "乙补贴" not in folded
    assert "<details" not in simulation_html(REPORT)


def test_text_from_outside_is_escaped() -> None:
    page = simulation_html(replace(REPORT, area="<script>alert(1)</script>"))
    assert "<script" not in page
    assert "低于下限&lt;1.3倍&gt;" in page


def test_charts_are_well_formed_and_described() -> None:
    charts = re.findall(r"<svg.*?</svg>", simulation_html(REPORT), re.DOTALL)
    assert len(charts) == 4
    for chart in charts:
        root = ElementTree.fromstring(chart)  # noqa: S314 - our own output
        assert root.get("role") == "img"
        described = [child.text for child in root[:2]]
        assert all(described)
        assert "nan" not in chart


def test_a_report_without_anything() -> None:
    nobody = Counted(0, 0, 0)
    page = simulation_html(
        replace(
            REPORT,
            monthly_before=0,
            monthly_after=0,
            parameters=(),
            benefits=(),
            counties=(),
            winners=nobody,
            losers=nobody,
            newly_eligible=nobody,
            no_longer_eligible=nobody,
            changes=(),
            thresholds=(),
            warnings=(),
        )
    )
    assert "没有" in page and "＝" in page
    assert "增减的分布" not in page


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "0.00 元"),
        (-1, "−0.01 元"),
        (999_999, "9,999.99 元"),
        (1_000_000, "1.00 万元"),
        (1_004_999, "1.00 万元"),
        (1_005_000, "1.01 万元"),
        (10_000_000_000, "1.00 亿元"),
        (-12_345_678, "−12.35 万元"),
    ],
)
def test_amounts_in_words(fen: int, words: str) -> None:
    assert money(fen) == words


def test_other_words() -> None:
    assert yuan(-123_456) == "−1,234.56"
    assert signed_money(100) == "+1.00 元"
    assert (share(5, 1000), share(-5, 1000), share(0, 1000)) == ("+0.5%", "−0.5%", "0.0%")
    assert share(5, 0) == "—"
    assert band(-20_050, -10_000) == "减少 100–200.50 元"
