"""Who signs in without a second factor: residents, and demo accounts of a demo installation."""

from pathlib import Path

from django.conf import settings

from minzheng.kernel.access.roles import role_of
from minzheng.kernel.access.signing_in import SignedIn

DEMO_MARK = "demonstration"


def demo_mark() -> Path:
    """The file that flags an installation as a demonstration; written by `minzheng staff demo`."""
    return Path(settings.MINZHENG_HOME) / DEMO_MARK


def demo_installation() -> bool:
    """Whether this installation was flagged as a demonstration; never one that is in earnest."""
    return not settings.PRODUCTION and demo_mark().is_file()


def second_factor_waived(signed_in: SignedIn) -> bool:
    """Whether this session needs no second factor."""
    if signed_in.account.demo and demo_installation():
        return True
    return signed_in.post is not None and not role_of(signed_in.post.role).staff
