"""The sections of the report, each a string of HTML made from one part of the model."""

from collections.abc import Sequence

from minzheng.interfaces.calculator.report.charts import (
    ColumnOf,
    Pair,
    before_and_after,
    distribution,
)
from minzheng.interfaces.calculator.report.model import (
    BenefitChange,
    ChangeBand,
    Counted,
    CountyChange,
    ParameterChange,
    SimulationReport,
    ThresholdChart,
)
from minzheng.interfaces.calculator.report.tables import Cell, number, table
from minzheng.interfaces.calculator.report.wording import (
    band,
    count,
    direction,
    distance,
    money,
    share,
    signed_count,
    signed_money,
    text,
    yuan,
)

_COST_HEADINGS = ("调整前", "调整后", "增减")
_CHARTED = 12
"""More lines than this make a chart unreadable; the table has them all."""


def headline(report: SimulationReport) -> str:
    """What it costs, by the month and by the year."""
    cards = "".join(
        _cost_card(title, report.monthly_before * months, report.monthly_after * months)
        for title, months in (("每月支出", 1), ("每年支出（按12个月计）", 12))
    )
    return f'<div class="cards wide">{cards}</div>'


def _cost_card(title: str, before: int, after: int) -> str:
    change = after - before
    return (
        f'<div class="card cost"><h3>{title}</h3>'
        f'<p class="big">{text(money(after))}</p>'
        f'<p class="was">调整前 {text(money(before))}</p>'
        f'<p class="change">{_arrow(change)} {text(signed_money(change))}'
        f"<span>（{text(share(change, before))}）</span></p></div>"
    )


def _arrow(change: int) -> str:
    sign, words = ("▲", "增加") if change > 0 else ("▼", "减少") if change < 0 else ("＝", "不变")
    return f'<span class="{direction(change)}" role="img" aria-label="{words}">{sign}</span>'


def parameters(changes: Sequence[ParameterChange]) -> str:
    """Which numbers were changed, and what the override policy has to say."""
    warned = [change for change in changes if change.warning]
    notes = "".join(
        f"<li><strong>{text(change.title)}</strong>：{text(change.warning)}</li>"
        for change in warned
    )
    box = f'<ul class="warnings" aria-label="参数提醒">{notes}</ul>' if warned else ""
    rows = [
        (
            Cell(change.title),
            number(change.old),
            number(change.new),
            Cell(change.area or "—"),
            Cell(change.source or "—"),
            Cell(change.name, tone="code"),
        )
        for change in changes
    ]
    headings = ("参数", "原值", "新值", "适用地区", "原值依据", "参数名")
    return table("本次模拟调整的参数", headings, rows) + box


def affected(report: SimulationReport) -> str:
    """Winners, losers, newly eligible and no longer eligible."""
    groups = (
        ("待遇增加", report.winners, "up"),
        ("待遇减少", report.losers, "down"),
        ("新纳入", report.newly_eligible, "up"),
        ("不再符合", report.no_longer_eligible, "down"),
    )
    cards = "".join(_group_card(title, group, tone) for title, group, tone in groups)
    return f'<div class="cards">{cards}</div>'


def _group_card(title: str, group: Counted, tone: str) -> str:
    change = signed_money(group.monthly_change)
    return (
        f'<div class="card group {tone}"><h3>{title}</h3>'
        f'<p class="big">{count(group.households)}<span> 户</span></p>'
        f"<p>{count(group.persons)} 人</p><p>每月 {text(change)}</p></div>"
    )


def benefits(changes: Sequence[BenefitChange]) -> str:
    """Every benefit before and after, the costly ones as bars too.

    Those that cost nothing and stay as they are are folded away.
    """
    paying = sorted(
        (change for change in changes if change.monthly_before or change.monthly_after),
        key=lambda change: -max(change.monthly_before, change.monthly_after),
    )[:_CHARTED]
    pairs = [_pair(change.title, change.monthly_before, change.monthly_after) for change in paying]
    title = "各项待遇调整前后每月支出"
    rows = [
        (
            Cell(change.title),
            *_amounts(change.monthly_before, change.monthly_after),
            *_reached(change),
        )
        for change in changes
        if not change.is_idle
    ]
    headings = ("待遇", *_COST_HEADINGS, "户数（增减）", "人数（增减）")
    chart = before_and_after("benefits", title, _said(pairs), pairs)
    listed = table("各项待遇（金额单位：元/月）", headings, rows)
    idle = [change for change in changes if change.is_idle]
    return _beside(chart, listed + _folded(idle), legend=True)


def _folded(idle: Sequence[BenefitChange]) -> str:
    if not idle:
        return ""
    rows = [(Cell(change.title), *_reached(change)) for change in idle]
    listed = table("其余待遇", ("待遇", "户数", "人数"), rows)
    said = f"其余 {len(idle)} 项没有按月支出，户数、人数不变"
    return f"<details><summary>{said}</summary>{listed}</details>"


def _reached(change: BenefitChange) -> tuple[Cell, Cell]:
    return (
        number(_moved(change.households_before, change.households_after)),
        number(_moved(change.persons_before, change.persons_after)),
    )


def counties(changes: Sequence[CountyChange]) -> str:
    """Every county before and after."""
    pairs = [_pair(change.name, change.monthly_before, change.monthly_after) for change in changes]
    title = "分县（市、区）调整前后每月支出"
    rows = [
        (
            Cell(change.name),
            *_amounts(change.monthly_before, change.monthly_after),
            number(share(change.monthly_after - change.monthly_before, change.monthly_before)),
            number(_moved(change.households_before, change.households_after)),
        )
        for change in changes
    ]
    headings = ("县（市、区）", *_COST_HEADINGS, "增幅", "户数（增减）")
    chart = before_and_after("counties", title, _said(pairs), pairs[:_CHARTED])
    return _beside(chart, table("分县（市、区）（金额单位：元/月）", headings, rows), legend=True)


def changes_chart(bands: Sequence[ChangeBand]) -> str:
    """How many households gain or lose how much a month."""
    columns = [
        ColumnOf(
            band(item.lowest, item.highest).replace(" ", "\n", 1).replace(" 元", ""),
            item.households,
            count(item.households),
            "loss" if item.highest is not None and item.highest <= 0 else "gain",
        )
        for item in bands
    ]
    rows = [
        (Cell(f"{band(item.lowest, item.highest)}"), number(count(item.households)))
        for item in bands
    ]
    said = "；".join(f"{row[0].words} {row[1].words} 户" for row in rows)
    chart = distribution("changes", "各户每月待遇增减的分布（户数）", said, columns)
    return _beside(chart, table("各户每月待遇的增减", ("增减（元/月）", "户数"), rows))


def threshold(chart: ThresholdChart, place: int) -> str:
    """Households by income per head relative to the standard, with the line of the standard."""
    columns = [
        ColumnOf(
            _percent(item.lowest, item.highest).replace("–", "–\n").replace("以", "\n以"),
            item.households,
            count(item.households),
            "below" if item.highest is not None and item.highest <= 100 else "above",
            "标准线" if item.highest == 100 else "",
        )
        for item in chart.bands
    ]
    rows = [
        (
            Cell(_percent(item.lowest, item.highest)),
            number(_yuan_band(item.lowest, item.highest, chart.new)),
            number(count(item.households)),
            number(count(item.persons)),
        )
        for item in chart.bands
    ]
    said = "；".join(f"{row[0].words} {row[2].words} 户" for row in rows)
    drawn = distribution(
        f"threshold-{place}", f"{chart.title}：按人均收入与新标准之比的户数", said, columns
    )
    headings = ("人均收入占新标准", "折合（元/月）", "户数", "人数")
    listed = table(f"{chart.title}附近的家庭", headings, rows)
    line = f"标准由 {yuan(chart.old)} 元/月调整为 {yuan(chart.new)} 元/月。"
    away = _distances(chart) if chart.distances else ""
    return f"<h3>{text(chart.title)}</h3><p>{text(line)}</p>{_beside(drawn, listed)}{away}"


def _distances(chart: ThresholdChart) -> str:
    """Who is how many yuan from the line, before and after."""
    rows = [
        (
            Cell(distance(each.lowest, each.highest)),
            number(_moved(each.households_before, each.households_after)),
            number(_moved(each.persons_before, each.persons_after)),
        )
        for each in chart.distances
    ]
    headings = ("每人每月与标准相差", "户数（增减）", "人数（增减）")
    return table(f"{chart.title}相差不多的家庭（正好在标准上的算高于标准）", headings, rows)


def _pair(label: str, before: int, after: int) -> Pair:
    return Pair(label, before, after, money(before), money(after))


def _said(pairs: Sequence[Pair]) -> str:
    return "；".join(f"{pair.label} 由 {pair.before_words} 到 {pair.after_words}" for pair in pairs)


def _amounts(before: int, after: int) -> tuple[Cell, Cell, Cell]:
    if not before and not after:
        return number("—"), number("—"), number("—")
    change = after - before
    signed = f"+{yuan(change)}" if change > 0 else yuan(change)
    return number(yuan(before)), number(yuan(after)), number(signed, direction(change))


def _moved(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return "—"
    return count(after) if before == after else f"{count(after)}（{signed_count(after - before)}）"


def _percent(lowest: int, highest: int | None) -> str:
    return f"{lowest}%以上" if highest is None else f"{lowest}–{highest}%"


def _yuan_band(lowest: int, highest: int | None, standard: int) -> str:
    low = yuan(standard * lowest // 100)
    return f"{low} 以上" if highest is None else f"{low}–{yuan(standard * highest // 100)}"


def _beside(chart: str, listed: str, *, legend: bool = False) -> str:
    keys = (
        '<p class="legend" aria-hidden="true"><span class="key before"></span>调整前'
        '<span class="key after"></span>调整后</p>'
    )
    return (
        f'<div class="beside"><figure>{keys if legend else ""}{chart}</figure>'
        f"<div>{listed}</div></div>"
    )
