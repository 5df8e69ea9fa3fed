"""Masking (脱敏): as much of a value as lets a person recognise it, and no more."""

MASK = "*"
_IDENTITY_HEAD, _IDENTITY_TAIL = 4, 2
_PHONE_HEAD, _PHONE_TAIL = 3, 4
_ACCOUNT_TAIL = 4
_LONG_NAME = 3
_FEWEST_HIDDEN = 3


def mask_name(name: str) -> str:
    """`张三` -> `张*`, `张三丰` -> `张*丰`, `欧阳修远` -> `欧**远`; one character stays hidden."""
    name = name.strip()
    if len(name) >= _LONG_NAME:
        return name[0] + MASK * (len(name) - 2) + name[-1]
    return name[:1] + MASK if len(name) > 1 else MASK * len(name)


def mask_identity(number: str) -> str:
    """`320402199001011234` -> `3204************34`."""
    return _middle(number, _IDENTITY_HEAD, _IDENTITY_TAIL)


def mask_phone(number: str) -> str:
    """`13812345678` -> `138****5678`."""
    return _middle(number, _PHONE_HEAD, _PHONE_TAIL)


def mask_account(number: str) -> str:
    """`6228480402564890018` -> `***************0018`."""
    return _middle(number, 0, _ACCOUNT_TAIL)


def _middle(text: str, head: int, tail: int) -> str:
    """Hide all but the ends; hide everything that is too short for that."""
    text = text.strip()
    if len(text) < head + tail + _FEWEST_HIDDEN:
        return MASK * len(text)
    return text[:head] + MASK * (len(text) - head - tail) + text[len(text) - tail :]
