"""Numbers in the words of a report: yuan, 万元, 亿元, shares and signs."""

from html import escape

WAN = 1_000_000
"""Ten thousand yuan (万元) in fen."""
YI = 10_000 * WAN
"""A hundred million yuan (亿元) in fen."""

MINUS = "−"


def text(value: str) -> str:
    """Text made safe for the page."""
    return escape(value, quote=True)


def count(number: int) -> str:
    """``12,345``."""
    return f"{number:,}".replace("-", MINUS)


def signed_count(number: int) -> str:
    """``+12``, ``−12``, ``0``."""
    return f"+{number:,}" if number > 0 else count(number)


def yuan(fen: int) -> str:
    """An exact amount: ``1,234.50 元``."""
    sign = MINUS if fen < 0 else ""
    whole, cents = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{cents:02d}"


def money(fen: int) -> str:
    """An amount as one says it: ``812.40 元``, ``35.26 万元``, ``1.08 亿元``."""
    size = abs(fen)
    if size >= YI:
        return _scaled(fen, YI, "亿元")
    return _scaled(fen, WAN, "万元") if size >= WAN else f"{yuan(fen)} 元"


def signed_money(fen: int) -> str:
    """As ``money``, with a plus sign for a rise."""
    return f"+{money(fen)}" if fen > 0 else money(fen)


def share(part: int, whole: int) -> str:
    """A change as a percentage of ``whole``: ``+3.2%``; nothing to compare with is ``—``."""
    if not whole:
        return "—"
    tenths = (abs(part) * 2000 + whole) // (2 * whole)
    sign = "+" if part > 0 else MINUS if part < 0 else ""
    return f"{sign}{tenths // 10}.{tenths % 10}%"


def direction(change: int) -> str:
    """The class that colours a change; the sign says the same to those who see no colour."""
    return "up" if change > 0 else "down" if change < 0 else "same"


def band(lowest: int | None, highest: int | None) -> str:
    """A band of changes in whole yuan: ``增加 100–200 元``."""
    if lowest is None:
        return f"减少超过 {_whole(highest)} 元"
    if highest is None:
        return f"增加 {_whole(lowest)} 元以上"
    if highest <= 0:
        return f"减少 {_whole(highest)}–{_whole(lowest)} 元"
    return f"增加 {_whole(lowest)}–{_whole(highest)} 元"


def distance(lowest: int, highest: int) -> str:
    """A band of distances from a line: ``低 50–100 元``, ``高 50 元以内``."""
    side = "低" if highest <= 0 else "高"
    near, far = sorted((abs(lowest), abs(highest)))
    return f"{side} {_whole(near)}–{_whole(far)} 元" if near else f"{side} {_whole(far)} 元以内"


def _whole(fen: int | None) -> str:
    yuan_part, cents = divmod(abs(fen or 0), 100)
    return f"{yuan_part:,}.{cents:02d}" if cents else f"{yuan_part:,}"


def _scaled(fen: int, unit: int, name: str) -> str:
    hundredths = (abs(fen) * 200 + unit) // (2 * unit)
    sign = MINUS if fen < 0 else ""
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02d} {name}"
