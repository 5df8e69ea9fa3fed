"""Amounts in capital Chinese numerals (中文大写金额) for vouchers and decision letters.

Follows 《支付结算办法》 annex 1, 正确填写票据和结算凭证的基本规定, items 2 and 5.
"""

from minzheng.base.money import JIAO, YUAN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def capital_yuan(fen: int) -> str:
    """`140950` -> `"壹仟肆佰零玖元伍角"`; whole yuan end in 整, a negative amount begins with 负.

    Where the annex leaves a 零 optional (¥1,680.32, ¥107,000.53) it is not written. The prefix
    人民币 is left to the document, which usually has it printed.
    """
    if fen == 0:
        return "零元整"
    yuan, cents = divmod(abs(fen), YUAN)
    whole = f"{_capital_number(yuan)}元" if yuan else ""
    return ("负" if fen < 0 else "") + whole + _capital_cents(cents, after_yuan=yuan > 0)


def _capital_cents(cents: int, *, after_yuan: bool) -> str:
    if cents == 0:
        return "整"
    jiao, fen = divmod(cents, JIAO)
    gap = "零" if after_yuan and not jiao else ""
    return gap + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[fen]}分" if fen else "")


def _capital_number(number: int) -> str:
    """Capital numeral of a positive whole number, without a currency unit."""
    for unit, name in _UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            # One 零 stands for however many places are empty between the two parts.
            gap = "零" if 0 < low < unit // 10 else ""
            return _capital_number(high) + name + gap + (_capital_number(low) if low else "")
    return _DIGITS[number]
