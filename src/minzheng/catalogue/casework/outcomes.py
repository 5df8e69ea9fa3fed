"""How a case can end."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of a case.

    ``CHANGED`` is a rise or a cut: a cut is a change of a case that bears ``Flag.ADVERSE``.
    """

    GRANTED = "granted"
    REFUSED = "refused"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    DISCONTINUED = "discontinued"
    TRANSFERRED = "transferred"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody calls the title() of a str here
        """In Chinese."""
        return _TITLES[self]


_TITLES = {
    Outcome.GRANTED: "确认同意",
    Outcome.REFUSED: "不予确认同意",
    Outcome.CHANGED: "变更",
    Outcome.ENDED: "终止",
    Outcome.UNCHANGED: "维持不变",
    Outcome.COMPLETED: "办结",
    Outcome.WITHDRAWN: "撤回申请",
    Outcome.DECLINED: "不予受理",
    Outcome.DISCONTINUED: "终止办理程序",
    Outcome.TRANSFERRED: "转交其他机关",
}
