"""What the worker does for cases: what time alone brings about."""

from minzheng.config.running.rounds import Round
from minzheng.kernel.casework.api import hearings

_HEARING_SECONDS = 600.0


def casework_rounds() -> tuple[Round, ...]:
    """In the order of how soon somebody waits for them."""
    return (Round("hearings", _HEARING_SECONDS, expire_hearings),)


def expire_hearings() -> None:
    """Close hearings whose time has passed without a word, until none is left."""
    while hearings.expire_hearings():
        pass
