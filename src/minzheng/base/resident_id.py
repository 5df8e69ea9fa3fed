"""Resident identity numbers (公民身份号码): GB 11643-1999, 18 digits, and the old 15 digits.

Also the residence permits of Hong Kong, Macao and Taiwan residents (港澳台居民居住证), which share
the form under 810000, 820000 and 830000. The number says where a person was *first registered*;
the present place of registration must never be derived from it. Sex and birth date are hints: the
record of the police prevails.

Of python-stdnum (`stdnum.cn.ric`, 2.2) only the check digit is used. Its `validate`
- refuses people who were born before their county got its code (110227, born 1950), because it
  compares the code's years with the year of birth instead of the year of registration;
- ends in a `KeyError` for codes missing from its table, such as 340524;
- knows neither the permits nor 15 digits, accepts births in the future, and cannot set a wrong
  check digit aside that the police confirm.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from stdnum.cn import ric

from minzheng.base.ages import age_on
from minzheng.base.divisions import PROVINCES
from minzheng.base.errors import Fault, InvalidIdentifier
from minzheng.base.typed_text import to_half_width

OLDEST_AGE = 130
"""Full years; an older birth date is taken for a typing error."""

_PERMIT_AREAS = frozenset({"810000", "820000", "830000"})
_PERMIT_PREFIXES = frozenset(area[:2] for area in _PERMIT_AREAS)
_CENTENARIAN_SEQUENCES = frozenset({"996", "997", "998", "999"})
_FORM = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")


class ResidentIdFault(Fault):
    """Why a number is refused."""

    LENGTH = "身份证号码应为18位（第一代为15位），请核对位数。"
    CHARACTERS = "身份证号码只能由数字组成，仅18位号码的最后一位可以是X。"
    AREA = "身份证号码前六位的地区代码不正确。"
    FOREIGN_PERMIT = "以9开头的是外国人永久居留身份证号码，请改选证件类型。"
    BIRTH_DATE = "身份证号码中的出生日期不存在，请核对第7位起的数字。"
    FUTURE_BIRTH = "身份证号码中的出生日期晚于今天，请核对。"
    TOO_OLD = f"按身份证号码计算年龄超过{OLDEST_AGE}岁，请核对出生日期。"
    CHECK_DIGIT = "身份证号码的校验位不正确，请逐位核对。"


class Sex(StrEnum):
    """Codes of GB/T 2261.1."""

    MALE = "1"
    FEMALE = "2"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A number that was read successfully.

    `number` always has 18 characters. The two flags call for a person's attention:
    `check_digit_wrong` is a registered mistake that the police confirm, `century_uncertain` an old
    number with sequence 996–999, which marked centenarians: the birth may be in the 1800s.
    """

    number: str = field(repr=False)  # a repr ends up in logs
    check_digit_wrong: bool
    century_uncertain: bool

    @property
    def first_registration_area(self) -> str:
        """Six-digit division code, possibly abolished since."""
        return self.number[:6]

    @property
    def birth_hint(self) -> date:
        """Birth date as written in the number."""
        return date.fromisoformat(self.number[6:14])

    @property
    def sex_hint(self) -> Sex:
        """Odd sequences were given to men, even ones to women."""
        return Sex.MALE if int(self.number[14:17]) % 2 else Sex.FEMALE

    @property
    def is_residence_permit(self) -> bool:
        """Whether it belongs to a Hong Kong, Macao or Taiwan resident's permit."""
        return self.number[:6] in _PERMIT_AREAS


def parse_resident_id(text: str, *, today: date, officially_confirmed: bool = False) -> ResidentId:
    """Read a number of 18 or 15 digits as typed; a 15-digit one is converted to 18.

    `today` is the business date. `officially_confirmed` is for numbers received from the police:
    a wrong check digit is then kept and flagged. Raises `InvalidIdentifier` (`ResidentIdFault`).
    """
    typed = to_half_width(text).upper()
    _check_form(typed)
    old = len(typed) == 15
    number = _with_check_digit(f"{typed[:6]}19{typed[6:]}") if old else typed
    _check_area(number)
    _check_birth(number, today)
    check_digit_wrong = number != _with_check_digit(number[:17])
    if check_digit_wrong and not officially_confirmed:
        raise InvalidIdentifier(ResidentIdFault.CHECK_DIGIT)
    return ResidentId(number, check_digit_wrong, old and typed[12:] in _CENTENARIAN_SEQUENCES)


def synthetic_resident_id(area: str, born: date, sequence: int) -> str:
    """A well-formed 18-digit number for an invented person, for tests and demonstrations.

    `area` is a six-digit code, `sequence` 0–999 (odd for men). It may by chance be the number of a
    living person, so it must never leave demonstration data. Raises `InvalidIdentifier`.
    """
    number = _with_check_digit(f"{area}{born:%Y%m%d}{sequence:03d}")
    return parse_resident_id(number, today=born).number


def _check_form(typed: str) -> None:
    if len(typed) not in (15, 18):
        raise InvalidIdentifier(ResidentIdFault.LENGTH)
    if not _FORM.fullmatch(typed):
        raise InvalidIdentifier(ResidentIdFault.CHARACTERS)


def _check_area(number: str) -> None:
    if number[0] == "9":
        raise InvalidIdentifier(ResidentIdFault.FOREIGN_PERMIT)
    if number[:2] in _PERMIT_PREFIXES:
        known = number[:6] in _PERMIT_AREAS
    else:
        known = number[:2] in PROVINCES
    if not known:
        raise InvalidIdentifier(ResidentIdFault.AREA)


def _check_birth(number: str, today: date) -> None:
    try:
        born = date.fromisoformat(number[6:14])
    except ValueError:
        raise InvalidIdentifier(ResidentIdFault.BIRTH_DATE) from None
    if born > today:
        raise InvalidIdentifier(ResidentIdFault.FUTURE_BIRTH)
    if age_on(born, today) > OLDEST_AGE:
        raise InvalidIdentifier(ResidentIdFault.TOO_OLD)


def _with_check_digit(first_17: str) -> str:
    # stdnum wants a placeholder in the place of the digit that it computes.
    return first_17 + ric.calc_check_digit(f"{first_17}0")
