"""Reasons of differences in words that an officer reads."""

from collections.abc import Mapping

from minzheng.kernel.entitlements.runs.comparing import FACTS, FORMERLY, GONE, NEVER, NUMBER
from minzheng.rules.rulebook import RuleBook

_WORDS: Mapping[str, str] = {
    NEVER: "符合条件，从未享受",
    FORMERLY: "符合条件，曾经享受、已经终止",
    GONE: "当月不在册",
    NUMBER: "标准已调整",
    FACTS: "情况有变化",
}


def reason_text(rulebook: RuleBook, kind: str, code: str) -> str:
    """A reason: words of our own, or the condition that is not met or cannot be decided."""
    if code in _WORDS:
        return _WORDS[code]
    if code not in rulebook.rules:
        return code
    title = rulebook.title(code)
    return f"不清楚是否“{title}”" if kind == "undecided" else f"不再满足“{title}”"
