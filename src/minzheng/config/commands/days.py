"""Days as they are typed."""

from datetime import date

from minzheng.base.errors import InvalidValue


def day(text: str) -> date | None:
    """``2026-01-31``; None for nothing. Raises ``InvalidValue``."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidValue(f"日期应写成 2026-01-31 的样子, 而不是 {text}。") from None
