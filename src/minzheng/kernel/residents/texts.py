"""The messages that may go to a telephone: all of them, word for word.

Whoever glances at the screen of a locked telephone learns nothing about anybody's matters.
"""

CODE = "【民政】验证码 {code}，{minutes} 分钟内有效。工作人员不会向您索要验证码，请不要告诉任何人。"


def code_text(code: str, minutes: int) -> str:
    """The message with a code."""
    return CODE.format(code=code, minutes=minutes)
