"""How banks want their files, and the way to them: a demonstration has a bank of its own."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from minzheng.adapters.banks import FORMATS, AtTheCounter, BankManner, SimulatedBank
from minzheng.kernel.access import clock
from minzheng.kernel.access.waivers import demo_installation
from minzheng.kernel.payments.ports import BankChannel, BankFormat

A_WHILE_TO_WATCH = timedelta(minutes=2)
"""How long the bank of a demonstration takes."""
MANNER = BankManner(seed=20260701, delay=A_WHILE_TO_WATCH, refused=20, given_back=5)


def bank_formats() -> Mapping[str, BankFormat]:
    """The formats of this installation, by code."""
    return FORMATS


def bank_channel(bank: str) -> BankChannel:
    """The way to a bank: in an installation that is in earnest, a person with the file."""
    if not demo_installation():
        return AtTheCounter()
    folder = settings.MINZHENG_HOME / "demo-bank"
    return SimulatedBank(folder, tuple(FORMATS.values()), clock.now, MANNER)
