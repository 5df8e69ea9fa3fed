"""The words that templates fill in: who, when, how much, from which month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minzheng.base.capital_amounts import capital_yuan
from minzheng.base.money import format_yuan
from minzheng.catalogue.casework.outcomes import Outcome
from minzheng.catalogue.casework.service_item import ApplicantUnit, ServiceItem, StartRule
from minzheng.kernel.casework.deciding.evaluating import RuleResult
from minzheng.kernel.casework.deciding.hearings import answer_limit
from minzheng.kernel.casework.models import Case, Decision, Hearing

_SUFFIXES = ("申请", "变更", "定期复核", "复核", "终止", "退出", "再评估")
WORDS = frozenset(
    {
        "you", "item", "benefit", "case", "applied_on", "accepted_on", "from_month", "until",
        "grant", "amount", "change", "before_sentence", "proposed", "because", "answer_time", "due",
    }
)  # fmt: skip
"""Every word that a template may use."""


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about."""

    row: Case
    item: ServiceItem
    decision: Decision | None = None
    hearing: Hearing | None = None
    reason: str = ""
    missing: tuple[str, ...] = ()
    weighed: tuple[RuleResult, ...] = ()

    @property
    def results(self) -> Sequence[Mapping[str, Any]]:
        """What the rules found: of the decision, or of what is proposed."""
        if self.decision is not None:
            return list(self.decision.results)
        return [each.kept() for each in self.weighed]

    @property
    def explanation(self) -> Sequence[Mapping[str, Any]]:
        """The trees beside the results."""
        if self.decision is not None:
            return list(self.decision.explanation)
        return [each.explanation for each in self.weighed]


def words(about: About) -> Mapping[str, str]:
    """Every word, "" where it does not apply."""
    row, decision = about.row, about.decision
    answer = answer_limit(about.item)
    return {
        "you": "您家" if about.item.unit is ApplicantUnit.HOUSEHOLD else "您",
        "item": about.item.title,
        "benefit": benefit(about.item),
        "case": row.number,
        "applied_on": day(row.applied_on),
        "accepted_on": day(row.accepted_on),
        "from_month": month(decision.effective_from) if decision else "",
        "until": _until(decision),
        "grant": _grant(about),
        "amount": _in_full(decision.amount_fen) if decision and decision.amount_fen else "",
        "change": _change(decision),
        "before_sentence": _before(decision),
        "proposed": _proposed(about),
        "because": sentence(about.hearing.because) if about.hearing else "",
        "answer_time": f"{answer.amount}{answer.unit.title}",
        "due": f"应当在{day(row.due_on)}前作出决定。" if row.due_on else "",
    }


def benefit(item: ServiceItem) -> str:
    """What the item is about, without what is asked of it: 最低生活保障."""
    for suffix in _SUFFIXES:
        if item.title.endswith(suffix) and item.title != suffix:
            return item.title.removesuffix(suffix)
    return item.title


def day(on: date | None) -> str:
    """2026年11月3日."""
    return "" if on is None else f"{on.year}年{on.month}月{on.day}日"


def month(first: date | None) -> str:
    """2026年12月."""
    return "" if first is None else f"{first.year}年{first.month}月"


def yuan(fen: int) -> str:
    """1,199.50元."""
    return f"{format_yuan(fen)}元"


def _until(decision: Decision | None) -> str:
    if decision is None or decision.effective_to is None:
        return ""
    if decision.effective_to == decision.effective_from:
        return ""
    return f"有效期至{month(decision.effective_to)}。"


def _grant(about: About) -> str:
    decision = about.decision
    if decision is None or decision.outcome != Outcome.GRANTED:
        return ""
    start = month(decision.effective_from)
    if decision.amount_fen is None:
        return f"自{start}起认定。" if start else ""
    paid = _in_full(decision.amount_fen)
    if about.item.starts is StartRule.AT_ONCE:
        return f"一次性发放{paid}。"
    return f"{decision.start_basis}，即从{start}起，每月发放{paid}。"


def _in_full(fen: int) -> str:
    return f"{yuan(fen)}（人民币{capital_yuan(fen)}）"


def _change(decision: Decision | None) -> str:
    if decision is None or decision.outcome != Outcome.CHANGED:
        return ""
    start = month(decision.effective_from)
    before, after = decision.before_fen or 0, decision.amount_fen or 0
    word = "减少" if after < before else "增加"
    apart = f"{word}{yuan(abs(after - before))}"
    return f"自{start}起，每月由{yuan(before)}调整为{yuan(after)}（{apart}）。"


def _before(decision: Decision | None) -> str:
    if decision is None or decision.before_fen is None:
        return ""
    return f"每月仍为{yuan(decision.before_fen)}。"


def _proposed(about: About) -> str:
    hearing = about.hearing
    if hearing is None:
        return ""
    if hearing.outcome_proposed == Outcome.ENDED or hearing.amount_proposed is None:
        return f"拟终止{benefit(about.item)}。"
    return f"拟将每月金额调整为{yuan(hearing.amount_proposed)}。"


def sentence(text: str) -> str:
    """What somebody has typed, with its full stop."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
