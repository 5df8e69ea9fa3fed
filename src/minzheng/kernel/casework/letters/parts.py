"""What the programme itself writes into letters: facts, conditions, hearing, remedy."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from minzheng.kernel.casework.letters.figures import calculation as reckoned
from minzheng.kernel.casework.letters.figures import spelled, titled, values_in
from minzheng.kernel.casework.letters.laws import cited
from minzheng.kernel.casework.letters.offices import reviewer_of
from minzheng.kernel.casework.letters.wording import About, day, sentence, yuan
from minzheng.kernel.casework.models import Hearing, HearingOutcome
from minzheng.kernel.documents.api.typesetting import Block, Listed, Paragraph, Table

Part = Callable[[About], list[Block]]
_FACT_COLUMNS = ("项目", "认定的情况", "依据")


def facts(about: About) -> list[Block]:
    """The values on which the conditions rest that are not met, each with how it came about."""
    rows = list(dict.fromkeys(row for tree in _told(about) for row in _fact_rows(tree)))
    return [Table(_FACT_COLUMNS, tuple(rows), (4, 6, 4))] if rows else []


def _fact_rows(tree: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    nodes = list(values_in(tree))
    for condition in tree.get("reasons", ()):
        if condition.get("verdict") == "unmet":
            for each in condition.get("reasons", ()):
                if "verdict" not in each:
                    formula = spelled(each, nodes)
                    found = f"{each['value']}（{formula}）" if formula else str(each["value"])
                    yield titled(each), found, cited(each["law"])


def calculation(about: About) -> list[Block]:
    """How the amount came about: the operands, then the amount."""
    rows = [
        (each.title, each.formula, each.value)
        for tree in _told(about)
        for each in reckoned(tree)
        if any(result["is_amount"] for result in about.results)
    ]
    return [Table(("项目", "怎样计算", "结果"), tuple(rows), (4, 7, 3))] if rows else []


def conditions(about: About) -> list[Block]:
    """Every condition that is met: what was found, and the article."""
    rows = [
        (
            f"{_of(each.get('who', ''))}{each['title']}",
            each.get("formula") or "符合",
            cited(each["law"]),
        )
        for tree in _told(about)
        for each in tree.get("reasons", ())
        if each.get("verdict") == "met"
    ]
    columns = ("规定的条件", "查明的情况", "依据")
    return [Table(columns, tuple(dict.fromkeys(rows)), (5, 5, 4))] if rows else []


def unmet(about: About) -> list[Block]:
    """Every condition that is not met: the sentence, the article, the figures, by how much.

    An item may be granted in several ways; each is told for itself. Where one of them would give
    something, somebody has decided otherwise, and what is told is that person's reason.
    """
    results = about.results
    if any(each["value"] for each in results):
        return []
    ways = list(dict.fromkeys(each["title"] for each in results if each["unmet"]))
    blocks: list[Block] = []
    for way in ways:
        if len(ways) > 1:
            blocks.append(Paragraph(f"关于“{way}”：", flush=True))
        blocks.append(Listed(tuple(_unmet(results, way))))
    return blocks


def _unmet(results: Sequence[Mapping[str, Any]], way: str) -> Iterator[str]:
    """One item for each condition; members whom it concerns alike are named together."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for result in results:
        if result["title"] == way:
            for each in result["unmet"]:
                found.setdefault((each["sentence"], each["law"]), []).append(each)
    for (wanted, article), same in found.items():
        names = list(dict.fromkeys(each["who"] for each in same if each["who"]))
        told = _figures(same[0]) if len(same) == 1 else ""
        yield f"{_of('、'.join(names))}规定的条件是“{wanted}”（{cited(article)}），不符合。{told}"


def _figures(each: Mapping[str, Any]) -> str:
    told = "，".join(part for part in (each["figures"], each["by_how_much"]) if part)
    return f"查明的情况是：{told}。" if told else ""


def amounts(about: About) -> list[Block]:
    """Amount before and after."""
    decision = about.decision
    if decision is None or decision.before_fen is None:
        return []
    after = decision.amount_fen or 0
    row = (yuan(decision.before_fen), yuan(after), yuan(abs(decision.before_fen - after)))
    return [Table(("此前每月金额", "此后每月金额", "相差"), (row,))]


def reason(about: About) -> list[Block]:
    """What somebody has written: a reason of their own beside the rules'."""
    told = about.reason or (about.decision.reason if about.decision else "")
    return [Paragraph(sentence(told))] if told else []


def missing(about: About) -> list[Block]:
    """What a household still has to bring, once and whole."""
    return [Listed(tuple(sentence(each) for each in about.missing))] if about.missing else []


def hearing(about: About) -> list[Block]:
    """That the household was heard, and what it said."""
    held = about.hearing
    if held is None or held.outcome == HearingOutcome.NONE:
        return []
    return [Paragraph(_heard(held))]


def _heard(held: Hearing) -> str:
    told = f"本机关于{day(held.notified_on)}送达告知书，"
    if held.outcome == HearingOutcome.WAIVED:
        return told + "您书面表示放弃陈述意见。"
    if held.outcome == HearingOutcome.EXPIRED:
        return told + f"您在{day(held.answer_by)}前没有陈述意见。"
    said = (held.statement or "").strip().rstrip("。")
    quoted = f"，您的意见是：{said}。" if said else "。"
    return f"{told}于{day(held.held_on)}听取了您的意见{quoted}本机关已经核对您的意见。"


def remedy(about: About) -> list[Block]:
    """行政复议法 第二十条、第二十四条; 行政诉讼法 第四十五条、第四十六条."""
    office = about.decision.office if about.decision else about.row.office
    return [
        Paragraph(
            "如果不服，可以自收到本文书之日起六十日内，"
            f"向{reviewer_of(office)}申请行政复议；也可以自收到本文书之日起六个月内，"
            "依法向有管辖权的人民法院提起行政诉讼。先申请行政复议、对复议决定不服的，"
            "可以自收到复议决定书之日起十五日内提起行政诉讼。"
        )
    ]


def _told(about: About) -> list[Mapping[str, Any]]:
    """The explanations that matter: of what is granted, else of the household, else all."""
    pairs = list(zip(about.results, about.explanation, strict=True))
    granted = [tree for result, tree in pairs if result["value"]]
    household = [tree for result, tree in pairs if not result["person"]]
    return granted or household or [tree for _, tree in pairs]


def _of(who: str) -> str:
    """Whom a condition is about: it is a sentence of its own, which may begin with 本人."""
    return f"{who}：" if who else ""


PARTS: Mapping[str, Part] = {
    "facts": facts,
    "calculation": calculation,
    "conditions": conditions,
    "unmet": unmet,
    "amounts": amounts,
    "reason": reason,
    "missing": missing,
    "hearing": hearing,
    "remedy": remedy,
}
"""Every part that a template may name."""
