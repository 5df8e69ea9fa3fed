"""The messages that may go to a telephone: all of them, word for word.

Whoever glances at the screen of a locked telephone learns at most which item was asked for; of what
is protected not even that. There is never a link in a message, so that a false one stands out.
"""

CODE = "【民政】验证码 {code}，{minutes} 分钟内有效。工作人员不会向您索要验证码，请不要告诉任何人。"

PROGRESS = (
    "【民政】{what}{news}。请在网上办事“办到哪一步了”里查看，或到受理窗口询问。短信里没有链接。"
)
ACCEPTED, TO_COMPLETE, DECIDED = "已经受理", "需要补正材料", "已经作出决定"
LETTER_READY = "有一份文书请您查看"
_UNNAMED = "您的办件"


def code_text(code: str, minutes: int) -> str:
    """The message with a code."""
    return CODE.format(code=code, minutes=minutes)


def progress_text(item: str, news: str) -> str:
    """The message that a case has got on; "" for an item that is not to be named."""
    return PROGRESS.format(what=f"您的“{item}”" if item else _UNNAMED, news=news)
