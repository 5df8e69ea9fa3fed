"""Numbers of disability certificates (残疾人证号): 20 characters.

Resident identity number (18), category (1) and level (1) after GB/T 26341, and for a replaced
certificate a suffix `B1`, `B2` and so on. Whether the certificate is *valid* is known only by the
disabled persons' federation (残联) and is pulled from there, never typed.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minzheng.base.errors import Fault, InvalidIdentifier
from minzheng.base.resident_id import ResidentId, parse_resident_id
from minzheng.base.typed_text import to_half_width

_CERTIFICATE = re.compile(
    r"(?P<holder>.{18})(?P<category>[0-9])(?P<level>[0-9])(?:B(?P<replacement>[1-9][0-9]?))?"
)


class DisabilityFault(Fault):
    """Why a certificate number is refused, beyond the faults of the identity number in it."""

    FORM = "残疾人证号应为20位：18位身份证号码、1位类别、1位等级；补发的证可再加B1、B2等。"
    CATEGORY = "残疾人证号第19位（残疾类别）应为1至7。"
    LEVEL = "残疾人证号第20位（残疾等级）应为1至4。"


class DisabilityCategory(StrEnum):
    """The kinds of disability of GB/T 26341."""

    VISUAL = "1"
    HEARING = "2"
    SPEECH = "3"
    PHYSICAL = "4"
    INTELLECTUAL = "5"
    MENTAL = "6"
    MULTIPLE = "7"
    """The level shown is then that of the gravest; the component kinds must be asked of 残联."""


@dataclass(frozen=True, slots=True)
class DisabilityCertificate:
    """A certificate number that was read successfully.

    `level` is 1 (gravest) to 4; `replacement` counts re-issued certificates, 0 for the first.
    """

    holder: ResidentId
    category: DisabilityCategory
    level: int
    replacement: int

    @property
    def number(self) -> str:
        """The number in its standard spelling."""
        suffix = f"B{self.replacement}" if self.replacement else ""
        return f"{self.holder.number}{self.category}{self.level}{suffix}"


def parse_disability_certificate(
    text: str, *, today: date, officially_confirmed: bool = False
) -> DisabilityCertificate:
    """Read a certificate number as typed.

    `today` and `officially_confirmed` concern the identity number: see `parse_resident_id`.
    Raises `InvalidIdentifier` with a `DisabilityFault` or a `ResidentIdFault`.
    """
    match = _CERTIFICATE.fullmatch(to_half_width(text).upper())
    if match is None:
        raise InvalidIdentifier(DisabilityFault.FORM)
    holder = parse_resident_id(
        match["holder"], today=today, officially_confirmed=officially_confirmed
    )
    if match["category"] not in set(DisabilityCategory):
        raise InvalidIdentifier(DisabilityFault.CATEGORY)
    if not 1 <= int(match["level"]) <= 4:
        raise InvalidIdentifier(DisabilityFault.LEVEL)
    return DisabilityCertificate(
        holder,
        DisabilityCategory(match["category"]),
        level=int(match["level"]),
        replacement=int(match["replacement"] or 0),
    )
