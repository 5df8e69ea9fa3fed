"""How banks want their files, and a bank of a demonstration."""

from collections.abc import Mapping

from minzheng.adapters.banks.bank_side import BankSide
from minzheng.adapters.banks.counter import AtTheCounter
from minzheng.adapters.banks.iso20022 import Iso20022Format
from minzheng.adapters.banks.simulator import BankManner, SimulatedBank
from minzheng.adapters.banks.text import TextFormat
from minzheng.adapters.banks.workbook import WorkbookFormat

FORMATS: Mapping[str, BankSide] = {
    each.code: each for each in (TextFormat(), WorkbookFormat(), Iso20022Format())
}
"""By code."""

__all__ = [
    "FORMATS",
    "AtTheCounter",
    "BankManner",
    "BankSide",
    "Iso20022Format",
    "SimulatedBank",
    "TextFormat",
    "WorkbookFormat",
]
