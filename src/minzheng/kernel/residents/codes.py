"""Codes that are sent: six digits, five minutes, five tries (security T-33)."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from minzheng.kernel.access.errors import Refused
from minzheng.kernel.protection.keys import blind_index
from minzheng.kernel.residents.models import SignIn

DIGITS = 6
LASTS = timedelta(minutes=5)
TRIES = 5
PAUSE = timedelta(seconds=60)
"""Between two messages to one person, whoever asks."""

DAY = timedelta(days=1)
MOST_FROM_ONE_PLACE = 6
"""Codes for one number in a day, asked for from one address."""

MOST_FOR_A_NUMBER = 20
MOST_OF_AN_ADDRESS = 60
"""Of all numbers in an hour: a village's computer serves many."""

_WAIT = "刚才已经获取过验证码，请过 1 分钟再试。"
_ENOUGH = "今天获取验证码的次数太多，请明天再试，或到村（社区）办理。"


def new_code() -> str:
    """Digits that nobody can guess."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def digest_of(sign_in: UUID, code: str) -> bytes:
    """What is kept of a code, bound to the attempt for which it was sent."""
    return blind_index("login", f"{sign_in}:{code}")


def address_index(address: str | None) -> bytes | None:
    """What is kept of a network address."""
    return blind_index("login", f"address:{address}") if address else None


def require_patience(index: bytes, address: bytes | None, now: datetime) -> None:
    """Raises `Refused` to whoever asks too often: alike for numbers on file and for all others."""
    asked = SignIn.objects.filter(index=index, asked_at__gt=now - DAY)
    if asked.filter(asked_at__gt=now - PAUSE).exists():
        raise Refused(_WAIT)
    here = SignIn.objects.filter(address=address, asked_at__gt=now - timedelta(hours=1))
    too_many = (
        asked.count() >= MOST_FOR_A_NUMBER
        or asked.filter(address=address).count() >= MOST_FROM_ONE_PLACE
        or (address is not None and here.count() >= MOST_OF_AN_ADDRESS)
    )
    if too_many:
        raise Refused(_ENOUGH)
