"""Text in XML: the few characters that no XML file may hold are left out."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text without control characters."""
    return _FORBIDDEN.sub("", text)
