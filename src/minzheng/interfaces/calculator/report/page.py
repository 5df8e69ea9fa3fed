"""The page: one HTML file with everything in it, for a screen, a phone and paper."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from minzheng.interfaces.calculator.report import sections
from minzheng.interfaces.calculator.report.model import SimulationReport
from minzheng.interfaces.calculator.report.wording import count, text

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header>
<p class="kicker">政策模拟测算</p>
<h1>{title}</h1>
<p class="subtitle">{subtitle}</p>
</header>
<main id="main">
{body}
</main>
<footer>
<p>本报告由民政测算工具生成，只含汇总数，不含任何个人信息。模拟结果供决策参考，不改变任何家庭的待遇。</p>
</footer>
</body>
</html>
"""


def write_simulation_report(path: Path, report: SimulationReport) -> None:
    """Write the report to ``path`` as one HTML file that needs no other file and no network."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(simulation_html(report), "utf-8")


def simulation_html(report: SimulationReport) -> str:
    """The report as HTML."""
    style = files("minzheng.interfaces.calculator.report").joinpath("report.css").read_text("utf-8")
    subtitle = (
        f"测算月份 {report.month} · {count(report.households)} 户 {count(report.persons)} 人 · "
        f"{report.made_on}"
    )
    return _PAGE.format(
        title=text(f"{report.area}标准调整模拟报告"),
        subtitle=text(subtitle),
        style=style,
        body="\n".join(_sections(report)),
    )


def _sections(report: SimulationReport) -> Iterable[str]:
    yield _section("cost", "总支出", sections.headline(report) + _warnings(report))
    yield _section("parameters", "调整了什么", sections.parameters(report.parameters))
    yield _section("affected", "影响了谁", sections.affected(report))
    yield _section("benefits-section", "各项待遇", sections.benefits(report.benefits))
    yield _section("counties-section", "分县（市、区）", sections.counties(report.counties))
    if report.changes:
        note = "<p>只列待遇有增减的家庭；没有变化的不在图中。</p>"
        chart = sections.changes_chart(report.changes)
        yield _section("changes-section", "增减的分布", note + chart)
    if report.thresholds:
        note = "<p>标准再高一点或低一点，首先影响的就是这些家庭。</p>"
        charts = "".join(
            sections.threshold(chart, place) for place, chart in enumerate(report.thresholds)
        )
        yield _section("thresholds-section", "标准线附近的家庭", note + charts)
    yield _section("notes", "说明", _notes(report))


def _section(name: str, title: str, content: str) -> str:
    return (
        f'<section aria-labelledby="{name}-heading"><h2 id="{name}-heading">{title}</h2>'
        f"{content}</section>"
    )


def _warnings(report: SimulationReport) -> str:
    if not report.warnings:
        return ""
    items = "".join(f"<li>{text(warning)}</li>" for warning in report.warnings)
    return f'<ul class="warnings" aria-label="提醒">{items}</ul>'


def _notes(report: SimulationReport) -> str:
    undecided = (
        f"有 {count(report.undecided_before)} 户（调整前）、{count(report.undecided_after)} 户"
        "（调整后）因信息不全有待遇无法判定，未计入支出。"
    )
    notes = (
        "“每年支出”是一个月的支出乘以12，不含年内新增和退出。",
        "“待遇增加”“待遇减少”按每户每月各项待遇的合计比较，其中包括新纳入和不再符合的家庭。",
        undecided,
    )
    return f"<ul>{''.join(f'<li>{text(note)}</li>' for note in notes)}</ul>"
